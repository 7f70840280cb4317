// Writes and retracts the statements of a link between remains and persons, and gives the families' organisations their tasks.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Entropy } from '../../domain/entropy.js';
import { requireStatementDraft, type NewStatementInput } from '../../domain/records/statement-draft.js';
import type { RemainsLink } from '../../domain/remains/remains-link.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { TaskKind } from '../../domain/tasks/task.js';
import { reprojectAll } from '../records/reproject.js';
import type { Room } from '../room.js';
import { appendStatements } from '../statements/append-statements.js';

/** Who writes in one transaction, and when. */
export interface LinkWriting {
  readonly actor: Actor;
  readonly entropy: Entropy;
  readonly now: number;
}

const DAY = 86_400_000;
/** Days within which a family is visited: hard news travels fast. */
const VISIT_WITHIN = 1;

/** One statement for each person; all records concerned are projected anew. */
export async function writeForLink(
  room: Room,
  { actor, entropy, now }: LinkWriting,
  link: RemainsLink,
  given: NewStatementInput,
): Promise<void> {
  const draft = requireStatementDraft(given, now, '');
  for (const personId of link.personIds) {
    const drawId = (): string => entropy.shownId();
    const statements = await appendStatements(room, { personId, actor, drafts: [draft], at: now, drawId });
    await room.remains.addStatements(
      link.id,
      statements.map(({ id }) => id),
    );
    await room.audit.note(
      ...statements.map(({ id, kind }) => ({
        action: 'statement_added' as const,
        subjectKind: 'statement',
        subjectId: id,
        personId,
        details: { kind, remainsLinkId: link.id },
      })),
    );
  }
  await reprojectAll(room, link.personIds, now);
}

/** Exactly the statements that the link wrote and that stand. Answers how many. */
export async function retractOfLink(
  room: Room,
  { actor, now }: LinkWriting,
  link: RemainsLink,
  reason: string,
): Promise<number> {
  const standing = await room.remains.standingStatements(link.id);
  for (const { statementId, personId, kind } of standing) {
    await room.statements.withdraw({
      statementId,
      how: 'retracted',
      successorId: null,
      reason,
      at: now,
      by: actor.userId,
    });
    await room.audit.note({
      action: 'statement_retracted',
      subjectKind: 'statement',
      subjectId: statementId,
      personId,
      details: { kind, remainsLinkId: link.id },
    });
  }
  await reprojectAll(room, link.personIds, now);
  return standing.length;
}

/** Told to the organisation that registered each person and to no other; a death never reaches a family through a notification. */
export async function giveFamilyTasks(
  room: Room,
  { actor, now }: LinkWriting,
  persons: readonly Person[],
  task: { readonly kind: TaskKind; readonly caseId: string },
): Promise<void> {
  const tasks = persons.map((person) => ({
    personId: person.id,
    organisationId: person.ownerOrganisationId,
    kind: task.kind,
    due: dayOf(now + VISIT_WITHIN * DAY),
    origin: 'remains_case' as const,
    originId: task.caseId,
    createdBy: actor.userId,
  }));
  await room.tasks.add(tasks, now);
}
