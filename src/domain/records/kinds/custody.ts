// The details of custody.

import { CUSTODY_REGIMES } from '../statement.js';
import { HEALTH_CONDITIONS } from './kind-values.js';
import {
  asked,
  choiceOf,
  contactStrength,
  evidence,
  holder,
  PARTY,
  YES_OR_NO,
  type DetailsTable,
} from './kind-details.js';

export const CUSTODY = {
  detention: {
    label: 'Detention',
    hint: 'The person is held; a date such as 2020-12/.. says "since then".',
    fields: {
      holder,
      regime: asked(false, choiceOf(CUSTODY_REGIMES), 'Regime', 'The form of custody; house arrest is one.'),
    },
  },
  assigned_residence: {
    label: 'Assigned residence',
    hint: 'The person must stay at a place that a party assigned; house arrest is one.',
    fields: { holder },
  },
  transfer: {
    label: 'Transfer',
    hint: 'The person was moved to another place or handed to another holder, and stays in custody. The place is where to.',
    fields: {
      holder: asked(false, PARTY, 'Holder afterwards', 'The party that holds the person after the transfer.'),
      from: asked(false, PARTY, 'Holder before', 'The party that held the person before it.'),
    },
  },
  parole: {
    label: 'Parole',
    hint: 'The person is free on a promise or on conditions, and so still in the power of a party (GC III 21).',
    fields: { holder },
  },
  hospital_admission: {
    label: 'Admission to a hospital',
    hint: 'Name the holder only if the person is there in custody.',
    fields: { holder },
  },
  hospital_discharge: {
    label: 'Discharge from a hospital',
    hint: 'Name the holder only if the person goes back into custody.',
    fields: { holder },
  },
  health_condition: {
    label: 'State of health',
    hint: 'As the source says; a diagnosis belongs in no statement.',
    fields: {
      condition: asked(
        true,
        choiceOf(HEALTH_CONDITIONS),
        'Condition',
        'Serious and critical start the weekly reports.',
      ),
      holder,
    },
  },
  ill_treatment: {
    label: 'Ill-treatment',
    hint: 'That it is alleged, and no more; it is always kept within your organisation.',
    fields: { holder, evidence },
  },
  visit: {
    label: 'Visit',
    hint: 'Your own delegates saw the person. Anybody else’s account of a visit is a reported visit.',
    fields: {
      holder,
      withoutWitnesses: asked(false, YES_OR_NO, 'Without witnesses', 'Whether they spoke with the person alone.'),
    },
  },
  reported_visit: {
    label: 'Reported visit',
    hint: 'Somebody says that somebody else visited the person. It is shown and moves nothing.',
    fields: { holder },
  },
  message_received: {
    label: 'Message from the person',
    hint: 'A message of the person reached the family or you.',
    fields: { contactStrength, holder },
  },
  message_sent: {
    label: 'Message to the person',
    hint: 'Sending a message tells nothing of where it arrives.',
    fields: {},
  },
  birth: {
    label: 'Birth',
    hint: 'The person was born, in custody or not; a kinship statement names the mother.',
    fields: {
      inCustody: asked(false, YES_OR_NO, 'In custody', 'Whether the child was born into somebody’s power.'),
      holder,
    },
  },
} as const satisfies DetailsTable<
  | 'detention'
  | 'assigned_residence'
  | 'transfer'
  | 'parole'
  | 'hospital_admission'
  | 'hospital_discharge'
  | 'health_condition'
  | 'ill_treatment'
  | 'visit'
  | 'reported_visit'
  | 'message_received'
  | 'message_sent'
  | 'birth'
>;
