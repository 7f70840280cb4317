// Enters lines on a roster and, once people have changed hands, writes what each line states and takes back what it no longer does.

import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import type { RosterEntry, Verifier } from '../../domain/exchanges/exchange.js';
import {
  arrivalDraft,
  attests,
  exchangeDraft,
  type StatementTerms,
} from '../../domain/exchanges/exchange-statement.js';
import { newestEntries } from '../../domain/exchanges/exchange-view.js';
import type { LineDraft } from '../../domain/exchanges/read-roster.js';
import { changedHands } from '../../domain/exchanges/roster.js';
import { requireChanges, type RosterChange } from '../../domain/exchanges/roster-change.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import type { Room } from '../room.js';
import { retractWritten, writeForEntries, type EntryDrafts, type Writing } from './exchange-statements.js';
import type { WrittenStatement } from './roster.repository.js';
import { reprojectAll } from '../records/reproject.js';

/** How the statements of this exchange are sourced, as far as it has come. */
export interface ExchangeTerms {
  /** Null before the hand-over: a list states nothing about anybody. */
  readonly handOver: StatementTerms | null;
  readonly arrival: { readonly terms: StatementTerms; readonly attestedBy: Verifier } | null;
}

export interface EnteredRoster {
  readonly entered: number;
  readonly written: number;
  readonly retracted: number;
}

async function changesOf(
  room: Room,
  { actor }: Writing,
  lines: readonly LineDraft[],
  entries: readonly RosterEntry[],
): Promise<RosterChange[]> {
  const standing = new Map(newestEntries(entries).map((entry) => [entry.personId, entry]));
  const faults: FieldFault[] = [];
  const changes: RosterChange[] = [];
  for (const line of lines) {
    const person = await room.persons.findVisible(actor, line.pseudonym);
    if (person === null) {
      const expected = 'a pseudonym by which your organisation knows the person';
      faults.push({ pointer: `${line.pointer}/person`, code: 'unknown_person', expected });
    } else if (changes.some(({ personId }) => personId === person.id)) {
      faults.push({ pointer: `${line.pointer}/person`, code: 'twice', expected: 'each person once in a request' });
    } else changes.push({ line, personId: person.id, before: standing.get(person.id) ?? null });
  }
  if (faults.length > 0) {
    throw new DomainError('invalid_field', 'The roster cannot be entered as given; nothing of it was.', faults);
  }
  return requireChanges(changes);
}

function entryOf({ line, personId, before }: RosterChange, { entropy, now }: Writing): RosterEntry {
  const { side, standing, said, confidential } = line;
  return {
    id: entropy.innerId(),
    personId,
    side,
    standing,
    said,
    confidential,
    unidentified: before?.unidentified ?? false,
    revision: (before?.revision ?? 0) + 1,
    recordedAt: now,
  };
}

/** An arrival that was attested before is attested again for who still came; for anybody else nobody has attested it yet. */
function draftsOf(
  entry: RosterEntry,
  terms: ExchangeTerms,
  retracted: readonly WrittenStatement[],
  { actor, now }: Writing,
): EntryDrafts {
  if (terms.handOver === null || !changedHands(entry.standing)) return { entry, drafts: [] };
  const arrived = retracted.some(({ personId, kind }) => personId === entry.personId && kind === 'arrival');
  const { arrival } = terms;
  return {
    entry,
    drafts: [
      exchangeDraft(terms.handOver, entry, now),
      ...(arrived && arrival !== null && attests(actor, entry)
        ? [arrivalDraft(arrival.terms, arrival.attestedBy, entry.confidential, now)]
        : []),
    ],
  };
}

/**
 * All lines or none. Throws `invalid_field` with every fault, `/reason` among them where a statement would be taken back and
 * nobody says why.
 */
export async function enterRoster(
  room: Room,
  writing: Writing,
  given: {
    readonly lines: readonly LineDraft[];
    readonly entries: readonly RosterEntry[];
    readonly terms: ExchangeTerms;
    readonly reason: string | undefined;
  },
): Promise<EnteredRoster> {
  const changes = await changesOf(room, writing, given.lines, given.entries);
  if (changes.length === 0) return { entered: 0, written: 0, retracted: 0 };
  const persons = changes.map(({ personId }) => personId);
  await room.persons.lockForWriting(...persons);
  const { exchangeId, actor, now } = writing;
  const statements = await room.rosters.writtenStatements(exchangeId, persons, Infinity);
  const own = statements.filter(({ organisationId }) => organisationId === actor.organisationId);
  const reason = own.length > 0 || given.reason !== undefined ? withdrawalReason(given.reason ?? '') : null;
  const retracted = reason === null ? [] : await retractWritten(room, writing, own, reason);
  const entries = changes.map((change) => entryOf(change, writing));
  await room.rosters.add(exchangeId, entries, { userId: actor.userId, reason });
  const drafts = entries.map((entry) => draftsOf(entry, given.terms, retracted, writing));
  const written = await writeForEntries(room, writing, drafts);
  const touched = drafts.filter((one) => one.drafts.length > 0).map(({ entry }) => entry.personId);
  await reprojectAll(room, [...touched, ...retracted.map(({ personId }) => personId)], now);
  return { entered: entries.length, written, retracted: retracted.length };
}
