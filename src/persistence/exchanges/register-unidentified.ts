// Registers people handed over who cannot say who they are: persons of their own, so that no open case moves before somebody recognises them.

import type { Exchange } from '../../domain/exchanges/exchange.js';
import { exchangeDraft, unidentifiedDraft, type StatementTerms } from '../../domain/exchanges/exchange-statement.js';
import type { RosterDraft } from '../../domain/exchanges/read-roster.js';
import type { Room } from '../room.js';
import { writeForEntries, type Writing } from './exchange-statements.js';
import { reprojectAll } from '../records/reproject.js';

export interface RegisteredUnidentified {
  /** The organisation's pseudonyms for them. */
  readonly pseudonyms: readonly string[];
  readonly written: number;
}

/** They are shared as the exchange is. */
export async function registerUnidentified(
  room: Room,
  writing: Writing,
  given: {
    readonly exchange: Exchange;
    readonly unidentified: RosterDraft['unidentified'];
    readonly terms: StatementTerms;
  },
): Promise<RegisteredUnidentified> {
  const { actor, entropy, now } = writing;
  const { exchange, terms } = given;
  const entries = given.unidentified.flatMap(({ side, count }) =>
    Array.from({ length: count }, () => ({
      id: entropy.innerId(),
      personId: entropy.innerId(),
      side,
      standing: 'unlisted' as const,
      said: null,
      confidential: false,
      unidentified: true,
      revision: 1,
      recordedAt: now,
    })),
  );
  if (entries.length === 0) return { pseudonyms: [], written: 0 };
  const persons = entries.map(({ personId }) => ({
    id: personId,
    ownerOrganisationId: actor.organisationId,
    reference: null,
    sharingLevel: exchange.sharingLevel,
    namedOrganisations: exchange.namedOrganisations,
    legalBasis: exchange.legalBasis,
    hasIdentity: false,
  }));
  const pseudonyms = await room.persons.add(persons, now);
  await room.rosters.add(exchange.id, entries, { userId: actor.userId, reason: null });
  for (const { personId } of entries) await room.assignments.assign(personId, actor.userId, actor.userId, now);
  const drafts = entries.map((entry) => ({
    entry,
    drafts: [unidentifiedDraft(terms, now), exchangeDraft(terms, entry, now)],
  }));
  await room.audit.note(
    ...entries.map(({ personId }, at) => ({
      action: 'person_registered' as const,
      subjectKind: 'person',
      subjectId: pseudonyms[at] ?? null,
      personId,
      details: { sharingLevel: exchange.sharingLevel, legalBasis: exchange.legalBasis, exchangeId: exchange.id },
    })),
  );
  const written = await writeForEntries(room, writing, drafts);
  await reprojectAll(
    room,
    entries.map(({ personId }) => personId),
    now,
  );
  return { pseudonyms, written };
}
