// Writes and retracts the statements of a link between remains and persons, and gives the families' organisations their tasks.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Entropy } from '../../domain/entropy.js';
import { establishedAlone } from '../../domain/records/established-death.js';
import { contentsAt, foldContents } from '../../domain/records/record-contents.js';
import type { Statement } from '../../domain/records/statement.js';
import { requireStatementDraft, type NewStatementInput } from '../../domain/records/statement-draft.js';
import type { RemainsLink } from '../../domain/remains/remains-link.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { TaskKind } from '../../domain/tasks/task.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
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

export interface WrittenForLink {
  readonly personId: string;
  readonly statement: Statement;
}

/** One statement for each person, which it answers; all records concerned are projected anew. */
export async function writeForLink(
  room: Room,
  { actor, entropy, now }: LinkWriting,
  link: RemainsLink,
  given: NewStatementInput,
): Promise<WrittenForLink[]> {
  const draft = requireStatementDraft(given, now, '');
  const written: WrittenForLink[] = [];
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
    written.push(...statements.map((statement) => ({ personId, statement })));
  }
  await reprojectAll(room, link.personIds, now);
  return written;
}

/**
 * Of these persons those whose death the statements just written establish: by their form and signer, and in the record as the organisation
 * sees it that would tell the family. A record that was merged is the one into which it was.
 */
export async function deathsEstablished(
  room: Room,
  persons: readonly Person[],
  written: readonly WrittenForLink[],
  now: number,
): Promise<Person[]> {
  const signed = new Set(
    written.filter(({ statement }) => establishedAlone(statement, []) !== null).map(({ personId }) => personId),
  );
  const roots = await room.personLinks.standingRoots([...signed]);
  const rootOf = (id: string): string => roots.get(id) ?? id;
  const contents = await contentsOfRecords(room, [...new Set([...signed].map(rootOf))]);
  return persons.filter(({ id, ownerOrganisationId }) => {
    const held = signed.has(id) ? contents.get(rootOf(id)) : undefined;
    if (held === undefined) return false;
    const clock = { today: now, view: { organisationId: ownerOrganisationId } };
    return foldContents(contentsAt(rootOf(id), held), clock).fate === 'dead_confirmed';
  });
}

/** Exactly the statements that the link wrote and that stand. Answers how many. */
export async function retractOfLink(
  room: Room,
  { actor, now }: LinkWriting,
  link: RemainsLink,
  reason: string,
): Promise<number> {
  const standing = await room.reaching('registry', () => room.remains.standingStatements(link.id));
  for (const { statementId, personId, kind } of standing) {
    // The link is taken back as a whole, by whichever organisation does it.
    const withdrawal = { statementId, successorId: null, reason, at: now, by: actor.userId };
    await room.reaching('registry', () => room.statements.withdraw({ ...withdrawal, how: 'retracted' }));
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
  await room.reaching('registry', () => room.tasks.add(tasks, now));
}
