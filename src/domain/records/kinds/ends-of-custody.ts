// The details of the ends of custody, true and feigned.

import { ATTESTERS, RETURN_MODES } from '../statement.js';
import { asked, attestedBy, choiceOf, holder, PARTY, YES_OR_NO, type DetailsTable } from './kind-details.js';

const party = asked(false, PARTY, 'Party', 'The party out of whose power the person came.');
const releasedBy = { party, attestedBy };

export const ENDS_OF_CUSTODY = {
  release: { label: 'Release', hint: 'The person is said to be released.', fields: releasedBy },
  exchange: { label: 'Exchange', hint: 'The person is said to be exchanged between parties.', fields: releasedBy },
  repatriation: {
    label: 'Repatriation',
    hint: 'The person is said to be repatriated.',
    fields: {
      ...releasedBy,
      consented: asked(
        false,
        YES_OR_NO,
        'With consent',
        'Whether the person agreed; nobody is repatriated against their will.',
      ),
    },
  },
  escape: { label: 'Escape', hint: 'The person is said to have escaped.', fields: releasedBy },
  recapture: { label: 'Recapture', hint: 'The person was taken again after an escape or release.', fields: { holder } },
  feigned_release: {
    label: 'Feigned release',
    hint: 'The person was told of a hand-over and driven off instead. Custody is unchanged.',
    fields: { party: asked(false, PARTY, 'Party', 'The party that feigned it.') },
  },
  located: {
    label: 'Located',
    hint: 'The person was found alive and free.',
    fields: {
      attestedBy: asked(true, choiceOf(ATTESTERS), 'Attested by', 'Who confirms it.'),
      whereTheyWishToBe: asked(
        false,
        YES_OR_NO,
        'Where they wish to be',
        'No, if the person is free but cannot go home.',
      ),
    },
  },
  arrival: {
    label: 'Arrival',
    hint: 'The person arrived; without somebody who attests it, the search goes on.',
    fields: {
      attestedBy: asked(true, choiceOf(ATTESTERS), 'Attested by', 'Who confirms the arrival.'),
      mode: asked(false, choiceOf(RETURN_MODES), 'How', 'Leave empty to take it from the release or exchange before.'),
    },
  },
  resettlement: {
    label: 'Resettlement',
    hint: 'The person is free and settled where they did not mean to be.',
    fields: releasedBy,
  },
} as const satisfies DetailsTable<
  | 'release'
  | 'exchange'
  | 'repatriation'
  | 'escape'
  | 'recapture'
  | 'feigned_release'
  | 'located'
  | 'arrival'
  | 'resettlement'
>;
