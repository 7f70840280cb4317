// From which sources a statement of each kind can come.

import {
  DEATH_SOURCES,
  PROOF_OF_LIFE_SOURCES,
  REPORT_SOURCES,
  type ProofOfLifeSource,
  type StatementSource,
} from '../evidence/statement-source.js';
import type { AcceptedKind } from './statement-kinds.js';

const SAID_BY_THE_HOLDER = ['holder_statement', 'holder_list', 'information_bureau_notice', 'from_holder'] as const;
const SEEN_OR_TOLD = [
  'witness_sighting',
  'released_detainee_testimony',
  'open_source_media',
] as const satisfies ProofOfLifeSource[];
const FROM_THE_PERSON = ['from_person', 'letter', 'oral_message', 'phone_or_video_call', 'red_cross_message'] as const;
const OF_CUSTODY = [
  ...SAID_BY_THE_HOLDER,
  'capture_card',
  'internment_card',
  'central_agency_notice',
  'agency_visit',
  'holder_media',
  ...SEEN_OR_TOLD,
  'detained_person_testimony',
  ...FROM_THE_PERSON,
  'counsel_contact',
  'court_record',
  'hospital_record',
] as const satisfies ProofOfLifeSource[];

const contact = [...REPORT_SOURCES, ...FROM_THE_PERSON, ...SEEN_OR_TOLD];
const custody = [...REPORT_SOURCES, ...OF_CUSTODY];
const position = [...REPORT_SOURCES, ...SAID_BY_THE_HOLDER, 'capture_card', 'internment_card', 'court_record'] as const;
const end = [
  ...REPORT_SOURCES,
  ...SAID_BY_THE_HOLDER,
  'holder_media',
  'central_agency_notice',
  'agency_visit',
  ...SEEN_OR_TOLD,
  ...FROM_THE_PERSON,
  'counsel_contact',
  'court_record',
  'hospital_record',
] as const;

export const KIND_SOURCES: Readonly<Record<AcceptedKind, readonly StatementSource[]>> = {
  particulars: custody,
  category: position,
  affiliation: position,
  last_contact: contact,
  last_seen: contact,
  disappearance: contact,
  capture: custody,
  proof_of_life: PROOF_OF_LIFE_SOURCES,
  located: end,
  detention: custody,
  acknowledgement: position,
  denial: position,
  sentence: custody,
  release: end,
  exchange: end,
  repatriation: end,
  escape: end,
  recapture: custody,
  arrival: end,
  death: DEATH_SOURCES,
  death_assessment: [...REPORT_SOURCES, 'forensic_report', 'morgue_or_hospital'],
};
