// A statement: one sourced assertion about one person, never edited, only superseded or retracted.

import type { Basis, StatementSource } from '../evidence/statement-source.js';
import type { SourceGrade } from '../evidence/source-grade.js';
import type { Instant } from './instant.js';
import type { PartialDate } from './partial-date.js';
import type { StatementDetails } from './kinds/details-of-kinds.js';
import type { StatementKind } from './statement-kinds.js';

export const PLACE_PRECISIONS = ['exact_10m', 'vicinity_100m', 'locality_1km', 'admin_area', 'unknown'] as const;
export type PlacePrecision = (typeof PLACE_PRECISIONS)[number];

/** A gazetteer place: `code` is `scheme:code` of the narrowest known area, `state` that of its first administrative level. */
export interface Place {
  readonly code: string;
  readonly state: string | null;
  /** Second administrative level, or null where only the state is known. */
  readonly municipality: string | null;
  readonly precision: PlacePrecision;
}

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export const CATEGORIES = [
  'prisoner_of_war',
  'civilian_internee',
  'detainee',
  'hostage',
  'retained_personnel',
  'missing_armed_forces_member',
  'missing_civilian',
  'alleged_enforced_disappearance',
  'separated_child',
  'born_or_accompanying_in_custody',
  'unidentified_living',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Who attests that somebody came back; only the first four make a return certain. */
export const ATTESTERS = ['person', 'family', 'receiving_side', 'neutral_agency', 'holder', 'other'] as const;
export type Attester = (typeof ATTESTERS)[number];

export const CUSTODY_REGIMES = [
  'camp',
  'prison',
  'hospital',
  'assigned_residence',
  'conditional',
  'neutral_country',
  'unknown',
] as const;
export type CustodyRegime = (typeof CUSTODY_REGIMES)[number];

export const RETURN_MODES = ['released', 'exchanged', 'repatriated', 'escaped', 'located'] as const;
export type ReturnMode = (typeof RETURN_MODES)[number];

/** An inclusive interval of calendar years of birth. */
export interface BirthYears {
  readonly from: number;
  readonly to: number;
}

/** A party is named by its partyKey everywhere in the domain. */
export type PartyKey = string;

/** The organisation that recorded a statement, as far as a fold needs to know it. */
export interface StatementAuthor {
  readonly organisationId: string;
  readonly organisationKind: string;
  /** The party that the organisation depends on, or null. */
  readonly party: PartyKey | null;
}

export interface Withdrawal {
  readonly how: 'retracted' | 'superseded';
  readonly at: Instant;
  readonly reason: string;
  readonly successorId: string | null;
}

interface StatementOf<K extends StatementKind> {
  /** UUIDv7; identity only, it never decides a fold. */
  readonly id: string;
  readonly kind: K;
  /** When the asserted thing was so. */
  readonly valid: PartialDate;
  readonly recordedAt: Instant;
  readonly author: StatementAuthor;
  readonly basis: Basis;
  readonly source: StatementSource;
  readonly grade: SourceGrade;
  readonly place: Place | null;
  /** Counts in the author's own view and in no other. */
  readonly confidential: boolean;
  readonly withdrawn: Withdrawal | null;
  readonly details: StatementDetails[K];
}

export type Statement = { [K in StatementKind]: StatementOf<K> }[StatementKind];
