// A statement: one sourced assertion about one person, never edited, only superseded or retracted.

import type { Basis, ContactStrength, StatementSource } from '../evidence/statement-source.js';
import type { RefutedSpan } from '../evidence/refuted-span.js';
import type { SourceGrade } from '../evidence/source-grade.js';
import type { Embargo } from './embargo-terms.js';
import type { Instant } from './instant.js';
import type { PartialDate } from './partial-date.js';
import type {
  ConflictType,
  HealthCondition,
  IdentificationLevel,
  IdentificationMethod,
  Kinship,
  PersonReference,
  SearchPlace,
} from './kinds/kind-values.js';
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

interface Held {
  readonly holder?: PartyKey;
}

interface LetGo {
  /** Out of whose power the person came. */
  readonly party?: PartyKey;
  readonly attestedBy?: Attester;
}

/** What a court or an authority of a party did. */
interface OfParty {
  readonly party?: PartyKey;
}

/** Nothing beside date, place and source. */
type NoDetails = Readonly<Record<string, never>>;

/** The kind-specific fields of a statement; every key is stored as it is here. */
export interface StatementDetails {
  last_contact: { readonly contactStrength?: ContactStrength };
  last_seen: { readonly contactStrength?: ContactStrength };
  disappearance: { readonly circumstance?: 'combat' | 'travel' | 'abduction' | 'displacement' | 'unknown' };
  capture: Held;

  proof_of_life: Held & {
    readonly contactStrength?: ContactStrength;
    readonly inCustody?: boolean;
    readonly evidence?: string;
  };

  detention: Held & { readonly regime?: CustodyRegime };
  assigned_residence: Held;
  /** `holder` has the person afterwards, `from` before; the place is where to. */
  transfer: Held & { readonly from?: PartyKey };
  parole: Held;
  hospital_admission: Held;
  hospital_discharge: Held;
  health_condition: Held & { readonly condition: HealthCondition };
  ill_treatment: Held & { readonly evidence?: string };
  visit: Held & { readonly withoutWitnesses?: boolean };
  reported_visit: Held;
  message_received: Held & { readonly contactStrength?: ContactStrength };
  message_sent: NoDetails;
  birth: Held & { readonly inCustody?: boolean };

  notice: OfParty;
  charge: OfParty & { readonly offence?: string };
  sentence: OfParty & { readonly years?: number; readonly months?: number; readonly life?: boolean };
  appeal: OfParty;
  acquittal: OfParty;
  pardon: OfParty;

  acknowledgement: { readonly party: PartyKey };
  denial: { readonly party: PartyKey; readonly aboutThisPerson: boolean };
  refusal_of_information: { readonly party: PartyKey };
  information_request: { readonly party?: PartyKey };
  offer: { readonly party: PartyKey };

  release: LetGo;
  exchange: LetGo;
  repatriation: LetGo & { readonly consented?: boolean };
  escape: LetGo;
  recapture: Held;
  feigned_release: { readonly party?: PartyKey };
  located: { readonly attestedBy: Attester; readonly whereTheyWishToBe?: boolean };
  arrival: { readonly attestedBy: Attester; readonly mode?: ReturnMode };
  resettlement: LetGo;

  death: {
    readonly evidence?: string;
    readonly circumstance?: 'combat' | 'in_custody' | 'illness' | 'accident' | 'unknown';
    readonly party?: PartyKey;
  };
  death_inquiry: OfParty;
  grave_reported: { readonly evidence?: string };
  remains_recovered: { readonly remains?: string };
  remains_moved: { readonly remains?: string };
  remains_identified: {
    readonly method: IdentificationMethod;
    readonly level: IdentificationLevel;
    /** The case of remains; an identification and a hand-over with different cases are not of the same remains. */
    readonly remains?: string;
  };
  remains_handed_over: { readonly extent: 'whole' | 'part'; readonly remains?: string; readonly party?: PartyKey };
  burial: { readonly remains?: string };
  personal_effects: { readonly party?: PartyKey };

  search_negative: { readonly where: SearchPlace; readonly party?: PartyKey };
  extortion_attempt: { readonly demanded?: 'money' | 'goods' | 'silence' | 'other' };
  declaration_of_absence: OfParty;
  judicial_declaration_of_death: OfParty;

  category: {
    readonly category: Category;
    readonly ground?: string;
    readonly assertedBy?: PartyKey;
    /** The conflict as whoever asserts the category sees it; the clocks follow it. */
    readonly conflict?: ConflictType;
    /** The day on which active hostilities ended, as YYYY-MM-DD. */
    readonly hostilitiesEnded?: string;
  };
  affiliation: { readonly party: PartyKey; readonly role: 'of_origin' | 'allied' };
  particulars: { readonly sex?: Sex; readonly birthYears?: BirthYears; readonly nationalities?: readonly string[] };
  depiction: { readonly evidence: string };
  kin_link: { readonly kinship: Kinship; readonly person?: PersonReference };
  death_assessment: {
    readonly evidence: string;
    readonly finding: 'dead' | 'not_established';
    readonly independentOf?: readonly string[];
  };
  closure: { readonly ground: 'registered_in_error' };
}

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
  /** Absent where everybody is told of it at once. */
  readonly embargo?: Embargo;
}

/** What the registry knows of the original that a statement's evidence is a copy of. */
export interface EvidenceOriginal {
  /** SHA-256, lower case. */
  readonly digest: string;
  /** While it was known to be refuted by quorum; empty for most. */
  readonly refuted: readonly RefutedSpan[];
}

interface StatementOf<K extends StatementKind> {
  /** UUIDv7; identity only, it never decides a fold. */
  readonly id: string;
  readonly kind: K;
  /** When the asserted thing was so. */
  readonly valid: PartialDate;
  readonly recordedAt: Instant;
  /** When its giver recorded it, where whoever sees it was told of it later, at `recordedAt`; absent elsewhere. */
  readonly givenAt?: Instant;
  readonly author: StatementAuthor;
  readonly basis: Basis;
  readonly source: StatementSource;
  readonly grade: SourceGrade;
  readonly place: Place | null;
  /** Counts in the author's own view and in no other. */
  readonly confidential: boolean;
  readonly withdrawn: Withdrawal | null;
  /** Absent where everybody who shares the record is told of it at once. */
  readonly embargo?: Embargo;
  /** Absent where the details name no item of evidence that is registered. */
  readonly original?: EvidenceOriginal;
  readonly details: StatementDetails[K];
}

export type Statement = { [K in StatementKind]: StatementOf<K> }[StatementKind];
