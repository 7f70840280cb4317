// The details of statements about the person or the record itself.

import { EVIDENCE_CODE } from '../detail-form.js';
import { CATEGORIES, SEXES } from '../statement.js';
import { CONFLICT_TYPES, KINSHIPS } from './kind-values.js';
import { asked, choiceOf, GROUND_CODE, PARTY, type DetailsTable } from './kind-details.js';

const COUNTRY = { form: 'code', pattern: '^[A-Z]{2}$', maxLength: 2 } as const;
const DAY = { form: 'day' } as const;

export const ABOUT_THE_RECORD = {
  particulars: {
    label: 'Particulars',
    hint: 'What is known of sex, years of birth and nationality; never a name or an exact birth date.',
    fields: {
      sex: asked(false, choiceOf(SEXES), 'Sex', 'As recorded by the source.'),
      birthYears: asked(
        false,
        { form: 'years', min: 1880, max: 2199 },
        'Years of birth',
        'First and last possible year.',
      ),
      nationalities: asked(
        false,
        { form: 'list', of: COUNTRY, maxItems: 8 },
        'Nationalities',
        'Two-letter country codes (ISO 3166-1); a nationality is not a side.',
      ),
    },
  },
  category: {
    label: 'Category',
    hint: 'What a party or an assessor says this person is; several may stand beside each other.',
    fields: {
      category: asked(true, choiceOf(CATEGORIES), 'Category', 'As it is asserted, whether or not you agree.'),
      ground: asked(
        false,
        GROUND_CODE,
        'Ground',
        'A code such as gc_iii_4_a_1 or conscript; never a sentence or a name.',
      ),
      assertedBy: asked(
        false,
        PARTY,
        'Asserted by',
        'The party that asserts it; leave empty for an assessor’s own finding.',
      ),
      conflict: asked(
        false,
        choiceOf(CONFLICT_TYPES),
        'Conflict',
        'As whoever asserts the category sees it. The clocks of the Conventions follow it.',
      ),
      hostilitiesEnded: asked(
        false,
        DAY,
        'End of active hostilities',
        'The day, as YYYY-MM-DD, as whoever asserts the category sees it.',
      ),
    },
  },
  affiliation: {
    label: 'Side',
    hint: 'The side to which this person belongs; nationality does not make a side.',
    fields: {
      party: asked(true, PARTY, 'Party', 'The side.'),
      role: asked(true, choiceOf(['of_origin', 'allied']), 'Role', 'The party of origin, or one allied with it.'),
    },
  },
  depiction: {
    label: 'Depiction',
    hint: 'This person is the one in the item of evidence. What the item shows is stated by itself.',
    fields: { evidence: asked(true, EVIDENCE_CODE, 'Evidence', 'The item that shows the person.') },
  },
  kin_link: {
    label: 'Kinship',
    hint: 'Somebody in this registry is kin of this person.',
    fields: {
      kinship: asked(
        true,
        choiceOf(KINSHIPS),
        'The other is this person’s',
        'Mother, for example, of a child born in custody.',
      ),
      person: asked(false, { form: 'person' }, 'The other person', 'Their pseudonym, as your organisation knows them.'),
    },
  },
  closure: {
    label: 'Closure',
    hint: 'The record was registered in error. Only the organisation that registered it closes it; retract the closure to open it again.',
    fields: { ground: asked(true, choiceOf(['registered_in_error']), 'Ground', 'Why it is closed.') },
  },
} as const satisfies DetailsTable<'particulars' | 'category' | 'affiliation' | 'depiction' | 'kin_link' | 'closure'>;
