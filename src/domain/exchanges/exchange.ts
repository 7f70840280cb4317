// An exchange: people handed over between parties, with every step, count and line of its roster as a row of its own.

import type { Actor } from '../access/actor.js';
import type { LegalBasis, SharingLevel } from '../access/person-visibility.js';
import type { Instant } from '../records/instant.js';
import type { PartialDate } from '../records/partial-date.js';
import type { PartyKey, Place } from '../records/statement.js';
import type { ExchangeState } from './exchange-state.js';
import type { AbsenceReason, Standing } from './roster.js';

/** Who may say that people handed over have arrived; the fold asks the same of every arrival. */
export const VERIFIERS = ['receiving_side', 'neutral_agency'] as const;
export type Verifier = (typeof VERIFIERS)[number];

/** Of what a count without names can be. */
export const COUNTED = ['agreed', 'handed_over', 'absent'] as const;
export type Counted = (typeof COUNTED)[number];

/** A party that passes people on, or an organisation of this registry; at most one of them. */
export interface Intermediary {
  readonly party: PartyKey | null;
  readonly organisationId: string | null;
}

export interface Exchange {
  /** Random, since it is shown. */
  readonly id: string;
  readonly organisationId: string;
  /** In the order in which they were given, which says nothing. */
  readonly sides: readonly PartyKey[];
  readonly intermediary: Intermediary | null;
  /** A short reference of the agreement and of its clause, never a sentence. */
  readonly agreement: string | null;
  readonly clause: string | null;
  /** For when and where it was planned; each step says when it was taken. */
  readonly day: PartialDate | null;
  readonly place: Place | null;
  readonly sharingLevel: SharingLevel;
  readonly namedOrganisations: readonly string[];
  readonly legalBasis: LegalBasis;
  readonly createdAt: Instant;
}

export interface ExchangeStep {
  /** 1 for the proposal. */
  readonly number: number;
  readonly state: ExchangeState;
  readonly day: PartialDate | null;
  readonly place: Place | null;
  /** Who attests the arrivals, for `verified` alone. */
  readonly attestedBy: Verifier | null;
  readonly organisationId: string;
  readonly username: string;
  readonly via: Actor['via'];
  readonly recordedAt: Instant;
}

/** How many people, without saying who: legal, often all that is known, and often contradicted. */
export interface ExchangeCount {
  readonly side: PartyKey;
  readonly of: Counted;
  readonly count: number;
  /** The party that says so, or null. */
  readonly saidBy: PartyKey | null;
  readonly recordedAt: Instant;
}

/** What stands on the roster about one person; a later entry about the same person takes the place of an earlier one. */
export interface RosterEntry {
  readonly id: string;
  readonly personId: string;
  /** The side that hands the person over. */
  readonly side: PartyKey;
  readonly standing: Standing;
  /** What was said about somebody absent. */
  readonly said: AbsenceReason | null;
  /** Exists for the organisation of the exchange and for nobody else. */
  readonly confidential: boolean;
  /** Somebody who cannot say who they are, registered with this exchange. */
  readonly unidentified: boolean;
  readonly revision: number;
  readonly recordedAt: Instant;
}
