// The kind-specific fields of a statement; every key is stored as it is here.

import type { ContactStrength } from '../../evidence/statement-source.js';
import type { Attester, BirthYears, Category, CustodyRegime, PartyKey, ReturnMode, Sex } from '../statement.js';

export const CONFLICT_TYPES = ['international', 'occupation', 'non_international'] as const;
export type ConflictType = (typeof CONFLICT_TYPES)[number];

export const HEALTH_CONDITIONS = [
  'good',
  'lightly_ill_or_wounded',
  'serious',
  'critical',
  'pregnant',
  'unknown',
] as const;
export type HealthCondition = (typeof HEALTH_CONDITIONS)[number];

export const SEARCH_PLACES = [
  'place_of_detention',
  'among_returnees',
  'registers',
  'burial_site',
  'elsewhere',
] as const;
/** Where somebody was looked for and not found; only the first two state an absence from custody. */
export type SearchPlace = (typeof SEARCH_PLACES)[number];

export const IDENTIFICATION_METHODS = [
  'fingerprints',
  'dental',
  'dna',
  'implant_serial',
  'visual',
  'description',
  'effects',
  'anthropology',
] as const;
/** Interpol's primary identifiers come first; the others only support. */
export type IdentificationMethod = (typeof IDENTIFICATION_METHODS)[number];

export const IDENTIFICATION_LEVELS = ['preliminary', 'confirmed'] as const;
export type IdentificationLevel = (typeof IDENTIFICATION_LEVELS)[number];

export const KINSHIPS = ['mother', 'father', 'child', 'sibling', 'spouse', 'guardian', 'other_kin'] as const;
export type Kinship = (typeof KINSHIPS)[number];

/** A person as a statement about another names them: the inner id; readers see their own pseudonym of them, or nothing. */
export type PersonReference = string;

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
type NoDetails = Readonly<Record<never, never>>;

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
