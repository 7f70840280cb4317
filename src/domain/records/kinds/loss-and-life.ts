// The details of losses and of signs of life.

import { asked, choiceOf, contactStrength, evidence, holder, YES_OR_NO, type DetailsTable } from './kind-details.js';

export const LOSS_AND_LIFE = {
  last_contact: {
    label: 'Last contact',
    hint: 'The last time that somebody was in touch with the person.',
    fields: { contactStrength },
  },
  last_seen: {
    label: 'Last seen',
    hint: 'The last time that somebody saw the person at liberty.',
    fields: { contactStrength },
  },
  disappearance: {
    label: 'Disappearance',
    hint: 'When and where the person disappeared.',
    fields: {
      circumstance: asked(
        false,
        choiceOf(['combat', 'travel', 'abduction', 'displacement', 'unknown']),
        'Circumstance',
        'What was going on when contact was lost.',
      ),
    },
  },
  capture: { label: 'Capture', hint: 'The person was taken into the power of a party.', fields: { holder } },
  proof_of_life: {
    label: 'Proof of life',
    hint: 'Something shows that the person was alive at that time.',
    fields: {
      contactStrength,
      inCustody: asked(false, YES_OR_NO, 'In custody', 'Whether it shows the person in somebody’s power.'),
      holder,
      evidence,
    },
  },
} as const satisfies DetailsTable<'last_contact' | 'last_seen' | 'disappearance' | 'capture' | 'proof_of_life'>;
