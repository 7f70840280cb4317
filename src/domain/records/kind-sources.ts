// From which sources a statement of each kind can come.

import {
  DEATH_SOURCES,
  PROOF_OF_LIFE_SOURCES,
  REPORT_SOURCES,
  type ProofOfLifeSource,
  type StatementSource,
} from '../evidence/statement-source.js';
import type { StatementKind } from './statement-kinds.js';

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

const health = [...custody, 'morgue_or_hospital'] as const;
const proceeding = [
  ...REPORT_SOURCES,
  ...SAID_BY_THE_HOLDER,
  'central_agency_notice',
  'counsel_contact',
  'court_record',
] as const;
const remains = [
  ...REPORT_SOURCES,
  'forensic_report',
  'morgue_or_hospital',
  'bureau_notice',
  'death_certificate',
] as const;

export const KIND_SOURCES: Readonly<Record<StatementKind, readonly StatementSource[]>> = {
  last_contact: contact,
  last_seen: contact,
  disappearance: contact,
  capture: custody,
  proof_of_life: PROOF_OF_LIFE_SOURCES,
  detention: custody,
  assigned_residence: custody,
  transfer: custody,
  parole: custody,
  hospital_admission: health,
  hospital_discharge: health,
  health_condition: health,
  ill_treatment: custody,
  visit: ['agency_visit'],
  reported_visit: custody,
  message_received: [...FROM_THE_PERSON, 'central_agency_notice', 'family', 'neutral_agency', 'other'],
  message_sent: REPORT_SOURCES,
  birth: health,
  notice: proceeding,
  charge: [...proceeding, 'holder_media', 'open_source_media'],
  sentence: custody,
  appeal: proceeding,
  acquittal: proceeding,
  pardon: proceeding,
  acknowledgement: position,
  denial: position,
  refusal_of_information: position,
  information_request: REPORT_SOURCES,
  offer: position,
  release: end,
  exchange: end,
  repatriation: end,
  escape: end,
  recapture: custody,
  feigned_release: custody,
  located: end,
  arrival: end,
  resettlement: end,
  death: DEATH_SOURCES,
  death_inquiry: proceeding,
  grave_reported: [...REPORT_SOURCES, 'grave_mark', 'witness_of_death', 'holder_statement'],
  remains_recovered: remains,
  remains_moved: remains,
  remains_identified: remains,
  remains_handed_over: remains,
  burial: [...remains, 'grave_mark', 'witness_of_death', 'holder_statement'],
  personal_effects: [...REPORT_SOURCES, 'effects_or_disc', 'bureau_notice', 'central_agency_notice'],
  search_negative: [
    ...REPORT_SOURCES,
    'agency_visit',
    'hospital_record',
    'morgue_or_hospital',
    'released_detainee_testimony',
  ],
  extortion_attempt: REPORT_SOURCES,
  declaration_of_absence: [...REPORT_SOURCES, 'court_record'],
  judicial_declaration_of_death: [...REPORT_SOURCES, 'court_record'],
  category: position,
  affiliation: position,
  particulars: custody,
  depiction: [...REPORT_SOURCES, 'holder_media', 'open_source_media'],
  kin_link: [...REPORT_SOURCES, ...FROM_THE_PERSON],
  death_assessment: [...REPORT_SOURCES, 'forensic_report', 'morgue_or_hospital'],
  closure: REPORT_SOURCES,
};
