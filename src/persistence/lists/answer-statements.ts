// Writes what a party's answer to a line says about the matched person, and retracts it when the answer or the match is withdrawn.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { statementOfAnswer } from '../../domain/lists/answer-statement.js';
import type { ListAnswer } from '../../domain/lists/list.js';
import { requireStatementDraft } from '../../domain/records/statement-draft.js';
import { lapseVerifying } from '../news/lapse-verifying.js';
import { takeBackDeath } from '../news/take-back-death.js';
import { reproject } from '../records/reproject.js';
import type { Room } from '../room.js';
import { appendStatements } from '../statements/append-statements.js';
import type { KnownSides } from './known-sides.js';

export interface Writing {
  readonly personId: string;
  readonly answers: readonly Omit<ListAnswer, 'statementIds'>[];
  readonly sides: KnownSides;
  readonly at: number;
  readonly drawId: () => string;
}

/** Returns the ids of what was written. The person is held for writing until the transaction ends. */
export async function writeAnswerStatements(room: Room, actor: Actor, writing: Writing): Promise<string[]> {
  const { personId, answers, sides, at, drawId } = writing;
  const said = answers.flatMap((answer) => {
    const given = statementOfAnswer(answer, sides.find(answer.answeredBy)?.party ?? null);
    return given === null ? [] : [{ answer, draft: requireStatementDraft(given, at, '') }];
  });
  if (said.length === 0) return [];
  const [person] = await room.persons.filterVisible(actor, [personId]);
  if (person === undefined) throw notFound();
  await room.persons.lockForWriting(personId);
  const drafts = said.map(({ draft }) => draft);
  const statements = await appendStatements(room, { personId, actor, drafts, at, drawId });
  for (const [index, { id, kind }] of statements.entries()) {
    await room.lists.linkStatement(said[index]?.answer.id ?? '', id);
    const subject = { subjectKind: 'statement', subjectId: id, personId };
    await room.audit.note({ action: 'statement_added', ...subject, details: { kind } });
  }
  await reproject(room, personId, at);
  return statements.map(({ id }) => id);
}

/** Those that somebody retracted or superseded before stay as they are. */
export async function retractAnswerStatements(
  room: Room,
  actor: Actor,
  given: {
    readonly personId: string;
    readonly statementIds: readonly string[];
    readonly reason: string;
    readonly at: number;
  },
): Promise<void> {
  const { personId, statementIds, reason, at } = given;
  if (statementIds.length === 0) return;
  await room.persons.lockForWriting(personId);
  for (const statementId of statementIds) {
    await room.statements.withdraw({ statementId, how: 'retracted', successorId: null, reason, at, by: actor.userId });
    const subject = { subjectKind: 'statement', subjectId: statementId, personId };
    await room.audit.note({ action: 'statement_retracted', ...subject, details: { list: true } });
  }
  await lapseVerifying(room, actor, { personId, statementIds, at });
  await takeBackDeath(room, actor, { personId, statementIds, at });
  await reproject(room, personId, at);
}
