// The closed table of the details that each kind of statement has; forms, the API's description and the reader below follow it.

import type { FieldFault } from '../domain-error.js';
import { CONTACT_STRENGTHS } from '../evidence/statement-source.js';
import { EVIDENCE_CODE, expectationOf, isPlainObject, own, readForm, type DetailForm } from './detail-form.js';
import type { AcceptedKind } from './statement-kinds.js';
import { ATTESTERS, CATEGORIES, CUSTODY_REGIMES, RETURN_MODES, SEXES, type StatementDetails } from './statement.js';

export interface DetailField<Needed extends boolean = boolean> {
  readonly form: DetailForm;
  readonly required: Needed;
  readonly label: string;
  /** For the person who fills in the form. */
  readonly hint: string;
}

export interface KindDetails {
  readonly label: string;
  readonly hint: string;
  readonly fields: Readonly<Record<string, DetailField>>;
}

/** A kind, a field or the required mark that is missing or too many does not compile. */
type DetailsTable = {
  readonly [K in AcceptedKind]: KindDetails & {
    readonly fields: {
      readonly [F in keyof StatementDetails[K]]-?: DetailField<
        object extends Pick<StatementDetails[K], F> ? false : true
      >;
    };
  };
};

const asked = <Needed extends boolean>(
  required: Needed,
  form: DetailForm,
  label: string,
  hint: string,
): DetailField<Needed> => ({ required, form, label, hint });
const choiceOf = (values: readonly string[]): DetailForm => ({ form: 'choice', values });

const PARTY = { form: 'party' } as const;
const YES_OR_NO = { form: 'boolean' } as const;
const GROUND_CODE = { form: 'code', pattern: '^[a-z0-9]+(?:_[a-z0-9]+)*$', maxLength: 40 } as const;
const COUNTRY = { form: 'code', pattern: '^[A-Z]{2}$', maxLength: 2 } as const;

const contactStrength = asked(
  false,
  choiceOf(CONTACT_STRENGTHS),
  'Contact',
  'How direct the contact with the person was.',
);
const holder = asked(false, PARTY, 'Holder', 'The party that is said to hold the person; leave empty if nobody knows.');
const evidence = asked(
  false,
  EVIDENCE_CODE,
  'Evidence',
  'The item of evidence; a re-posted copy keeps the code of the first.',
);
const attestedBy = asked(
  false,
  choiceOf(ATTESTERS),
  'Attested by',
  'Who confirms the arrival itself. Leave empty while nobody does: a party’s announcement is no arrival.',
);
const releasedBy = {
  party: asked(false, PARTY, 'Party', 'The party out of whose power the person came.'),
  attestedBy,
};

export const STATEMENT_DETAILS = {
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
  detention: {
    label: 'Detention',
    hint: 'The person is held; a date such as 2020-12/.. says "since then".',
    fields: {
      holder,
      regime: asked(false, choiceOf(CUSTODY_REGIMES), 'Regime', 'The form of custody; house arrest is one.'),
    },
  },
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
  release: { label: 'Release', hint: 'The person is said to be released.', fields: releasedBy },
  exchange: { label: 'Exchange', hint: 'The person is said to be exchanged between parties.', fields: releasedBy },
  repatriation: { label: 'Repatriation', hint: 'The person is said to be repatriated.', fields: releasedBy },
  escape: { label: 'Escape', hint: 'The person is said to have escaped.', fields: releasedBy },
  recapture: { label: 'Recapture', hint: 'The person was taken again after an escape or release.', fields: { holder } },
  arrival: {
    label: 'Arrival',
    hint: 'The person arrived; without somebody who attests it, the search goes on.',
    fields: {
      attestedBy: asked(true, choiceOf(ATTESTERS), 'Attested by', 'Who confirms the arrival.'),
      mode: asked(false, choiceOf(RETURN_MODES), 'How', 'Leave empty to take it from the release or exchange before.'),
    },
  },
  death: {
    label: 'Death',
    hint: 'The person is said to be dead; this does not reach the family through the registry.',
    fields: {
      evidence,
      circumstance: asked(
        false,
        choiceOf(['combat', 'in_custody', 'illness', 'accident', 'unknown']),
        'Circumstance',
        'As the source says it, even where others contradict.',
      ),
      party: asked(false, PARTY, 'Party', 'The party that says it or that held the person.'),
    },
  },
  death_assessment: {
    label: 'Assessment of a death',
    hint: 'Your organisation’s own finding on one item of evidence.',
    fields: {
      evidence: asked(true, EVIDENCE_CODE, 'Evidence', 'The item that was assessed.'),
      finding: asked(true, choiceOf(['dead', 'not_established']), 'Finding', 'What the item shows.'),
      independentOf: asked(
        false,
        { form: 'list', of: EVIDENCE_CODE, maxItems: 50 },
        'Independent of',
        'Other items with an origin of their own. Leave empty if you know of no common origin.',
      ),
    },
  },
} as const satisfies DetailsTable;

export type DetailsReading<K extends AcceptedKind> =
  | { readonly ok: true; readonly details: StatementDetails[K] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Only a key that could be a field's name is repeated in a pointer; anything else could be somebody's name. */
const FIELD_NAME = /^[a-z][A-Za-z]{0,29}$/;

/**
 * Reads the details of a statement; `undefined` is read as none. Answers every fault at once, with pointers relative to
 * the details: codes `invalid_field` and `unknown_field`. Takes any value and never throws.
 */
export function readDetails<K extends AcceptedKind>(kind: K, value: unknown): DetailsReading<K> {
  const given = value ?? {};
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  if (!isPlainObject(given)) {
    return { ok: false, faults: [{ pointer: '', code: 'invalid_field', expected: 'an object' }] };
  }
  const faults: FieldFault[] = Object.keys(given)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => ({ pointer: FIELD_NAME.test(key) ? `/${key}` : '', code: 'unknown_field' }));
  const details: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const raw = own(given, name);
    if (raw === undefined && !field.required) continue;
    const read = readForm(field.form, raw);
    if (read === undefined)
      faults.push({ pointer: `/${name}`, code: 'invalid_field', expected: expectationOf(field.form) });
    else details[name] = read;
  }
  // Each field was read by the form that the table, typed by the kind, gives for it.
  return faults.length > 0 ? { ok: false, faults } : { ok: true, details: details as StatementDetails[K] };
}
