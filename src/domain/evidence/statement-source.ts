// Where a statement comes from: proof-of-life sources, death sources and the strength of a contact.

export const PROOF_OF_LIFE_SOURCES = [
  'capture_card',
  'internment_card',
  'information_bureau_notice',
  'central_agency_notice',
  'agency_visit',
  'red_cross_message',
  'letter',
  'oral_message',
  'phone_or_video_call',
  'holder_list',
  'holder_statement',
  'holder_media',
  'open_source_media',
  'released_detainee_testimony',
  'detained_person_testimony',
  'from_person',
  'from_holder',
  'counsel_contact',
  'court_record',
  'hospital_record',
  'witness_sighting',
  'other',
] as const;
export type ProofOfLifeSource = (typeof PROOF_OF_LIFE_SOURCES)[number];

export const DEATH_SOURCES = [
  'death_certificate',
  'bureau_notice',
  'morgue_or_hospital',
  'grave_mark',
  'effects_or_disc',
  'witness_of_death',
  'holder_statement',
  'media',
  'forensic_report',
] as const;
export type DeathSource = (typeof DEATH_SOURCES)[number];

/** Who gave a statement of any other kind. */
export const REPORT_SOURCES = [
  'family',
  'person',
  'authority',
  'party',
  'neutral_agency',
  'organisation',
  'witness',
  'media',
  'other',
] as const;
export type ReportSource = (typeof REPORT_SOURCES)[number];

export const STATEMENT_SOURCES = [...new Set([...PROOF_OF_LIFE_SOURCES, ...DEATH_SOURCES, ...REPORT_SOURCES])] as const;
export type StatementSource = ProofOfLifeSource | DeathSource | ReportSource;

export const CONTACT_STRENGTHS = ['direct_two_way', 'direct_one_way', 'firsthand', 'hearsay'] as const;
export type ContactStrength = (typeof CONTACT_STRENGTHS)[number];

export const BASES = ['observed', 'told', 'inferred'] as const;
export type Basis = (typeof BASES)[number];
