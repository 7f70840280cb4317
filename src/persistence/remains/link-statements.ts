// Writes and retracts the statements of a link between remains and persons, and gives the families' organisations their tasks after a correction.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Entropy } from '../../domain/entropy.js';
import { establishedAlone } from '../../domain/records/established-death.js';
import { requireStatementDraft, type NewStatementInput } from '../../domain/records/statement-draft.js';
import type { RemainsLink } from '../../domain/remains/remains-link.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { lapseVerifying } from '../news/lapse-verifying.js';
import { lapseTelling } from '../news/take-back-death.js';
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
  const cause = { origin: 'remains_case' as const, originId: link.caseId };
  for (const personId of link.personIds) {
    const drawId = (): string => entropy.shownId();
    const statements = await appendStatements(room, { personId, actor, drafts: [draft], at: now, drawId, cause });
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

/**
 * Of the persons of a link those whose family was to be told of its identification: it establishes the death, others were told of it, and from
 * then on a task to tell the family was not done yet.
 */
export async function toldOfLink(room: Room, link: RemainsLink, confirmedAt: number): Promise<Set<string>> {
  return room.reaching('registry', async () => {
    // A task of before this was kept apart was given with the signature, whether others were told of it or not.
    const told = await room.tasks.toldOfRemains(link.personIds, link.caseId, confirmedAt);
    for (const { statementId, personId } of await room.remains.standingStatements(link.id)) {
      const statement = (await room.statements.findById(statementId))?.statement;
      if (statement === undefined || establishedAlone(statement, []) === null) continue;
      const since = statement.embargo?.readyAt ?? statement.recordedAt;
      if (since !== Infinity && (await room.tasks.hadFamilyToTell(personId, since))) told.add(personId);
    }
    return told;
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
  for (const personId of link.personIds) {
    const statementIds = standing.filter((one) => one.personId === personId).map(({ statementId }) => statementId);
    await lapseVerifying(room, actor, { personId, statementIds, at: now });
    await lapseTelling(room, actor, { personId, statementIds, at: now });
  }
  await reprojectAll(room, link.personIds, now);
  return standing.length;
}

/** Told to the organisation that registered each person and to no other. */
export async function giveCorrectionTasks(
  room: Room,
  { actor, now }: LinkWriting,
  persons: readonly Person[],
  caseId: string,
): Promise<void> {
  const tasks = persons.map((person) => ({
    personId: person.id,
    organisationId: person.ownerOrganisationId,
    kind: 'family_contact_after_correction' as const,
    due: dayOf(now + VISIT_WITHIN * DAY),
    origin: 'remains_case' as const,
    originId: caseId,
    createdBy: actor.userId,
  }));
  await room.reaching('registry', () => room.tasks.add(tasks, now));
}
