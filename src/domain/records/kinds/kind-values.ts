// The closed lists of values that the details of statements choose from.

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
