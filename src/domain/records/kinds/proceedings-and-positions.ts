// The details of proceedings, and of what the parties themselves say.

import { asked, authority, GROUND_CODE, PARTY, YES_OR_NO, type DetailsTable } from './kind-details.js';

export const PROCEEDINGS = {
  notice: {
    label: 'Notice of proceedings',
    hint: 'The holder notified that proceedings against the person begin (GC III 104, GC IV 71).',
    fields: { party: authority },
  },
  charge: {
    label: 'Charge',
    hint: 'The person was charged, present or absent.',
    fields: {
      party: authority,
      offence: asked(false, GROUND_CODE, 'Offence', 'A code such as illegal_border_crossing; never a sentence.'),
    },
  },
  sentence: {
    label: 'Sentence',
    hint: 'A court sentenced the person.',
    fields: {
      years: asked(false, { form: 'integer', min: 0, max: 999 }, 'Years', 'Whole years of the sentence.'),
      months: asked(false, { form: 'integer', min: 0, max: 11 }, 'Months', 'Months beyond the years.'),
      life: asked(false, YES_OR_NO, 'For life', 'Whether it is a sentence for life.'),
      party: asked(false, PARTY, 'Party', 'The party whose court it was.'),
    },
  },
  appeal: { label: 'Appeal', hint: 'An appeal was lodged or decided.', fields: { party: authority } },
  acquittal: {
    label: 'Acquittal',
    hint: 'A court acquitted the person. It frees nobody by itself.',
    fields: { party: authority },
  },
  pardon: {
    label: 'Pardon',
    hint: 'The person was pardoned. It frees nobody by itself.',
    fields: { party: authority },
  },
} as const satisfies DetailsTable<'notice' | 'charge' | 'sentence' | 'appeal' | 'acquittal' | 'pardon'>;

export const POSITIONS = {
  acknowledgement: {
    label: 'Acknowledgement',
    hint: 'A party says that it holds this person.',
    fields: { party: asked(true, PARTY, 'Party', 'The party that acknowledges.') },
  },
  denial: {
    label: 'Denial',
    hint: 'A party says that it does not hold this person.',
    fields: {
      party: asked(true, PARTY, 'Party', 'The party that denies.'),
      aboutThisPerson: asked(
        true,
        YES_OR_NO,
        'About this person',
        'No, if it only denied a list or denied in general.',
      ),
    },
  },
  refusal_of_information: {
    label: 'Refusal of information',
    hint: 'A party refuses to say whether it holds this person, or where.',
    fields: { party: asked(true, PARTY, 'Party', 'The party that refuses.') },
  },
  information_request: {
    label: 'Request for information',
    hint: 'Somebody asked a party about this person. No answer is no refusal.',
    fields: { party: asked(false, PARTY, 'Party', 'The party that was asked.') },
  },
  offer: {
    label: 'Offer',
    hint: 'A party offers something about this person, an exchange for example. It acknowledges nobody by itself.',
    fields: { party: asked(true, PARTY, 'Party', 'The party that offers.') },
  },
} as const satisfies DetailsTable<
  'acknowledgement' | 'denial' | 'refusal_of_information' | 'information_request' | 'offer'
>;
