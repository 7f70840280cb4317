// The fields of the forms of evidence, at the pointers of the requests that they make; none is for words about who is in it.

import { SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import type { FieldFault } from '../../domain/domain-error.js';
import { GROUNDS, METHODS, VERDICTS } from '../../domain/evidence/assessment.js';
import { EVIDENCE_KINDS, SENSITIVITIES } from '../../domain/evidence/evidence-item.js';
import { LONGEST_LINK, MOST_UNIDENTIFIED, type GivenEvidence } from '../../domain/evidence/read-evidence.js';
import { REPORT_SOURCES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { field, optionsOf, type Control, type FieldGroup } from '../forms/form-field.js';
import { DATE_HINT } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';
import { SHARING_HINT } from '../words/sharing-words.js';

/** As much of an organisation as a form needs. */
export interface ListedOrganisation {
  readonly id: string;
  readonly name: string;
}

const ADDRESS = { control: 'text', maxLength: LONGEST_LINK } as const;
const DATE = { control: 'text', maxLength: 60 } as const;
const COUNT = { control: 'number', min: 0, max: MOST_UNIDENTIFIED } as const;

function choice(values: readonly string[]): Control {
  return { control: 'select', options: optionsOf(values, inWords) };
}

export function itemGroups(partners: readonly ListedOrganisation[]): FieldGroup[] {
  return [
    {
      legend: 'The original',
      hint: 'The file itself is not taken here. Name nobody, in the address either.',
      fields: [
        field(
          '/sha256',
          'SHA-256 of the original',
          { control: 'text', maxLength: 64 },
          { required: true, hint: '64 hexadecimal digits.' },
        ),
        field('/kind', 'Kind', choice(EVIDENCE_KINDS), { required: true }),
        field('/source', 'Source', choice(STATEMENT_SOURCES), { required: true }),
        field('/link', 'Address', ADDRESS, { hint: 'http or https; it is kept as text and never fetched.' }),
      ],
    },
    {
      legend: 'When',
      hint: 'Where nobody knows when it was made, leave that open: it then runs from the last sure contact to the first publication.',
      fields: [
        field('/firstPublished', 'First published', DATE, { hint: DATE_HINT }),
        field('/made', 'Made', DATE, { hint: DATE_HINT }),
      ],
    },
    {
      legend: 'People whom nobody has identified',
      fields: [field('/unidentified/min', 'At least', COUNT), field('/unidentified/max', 'At most', COUNT)],
    },
    {
      legend: 'Handle with care',
      fields: SENSITIVITIES.map((one, at) =>
        field(`/sensitivities/${at}`, inWords(one), { control: 'pick' as const, value: one }),
      ),
    },
    {
      legend: 'Sharing',
      fields: [
        field('/sharingLevel', 'Who may know of it', choice(SHARING_LEVELS), { required: true, hint: SHARING_HINT }),
        ...partners.map(({ id, name }, at) =>
          field(`/namedOrganisations/${at}`, name, { control: 'pick' as const, value: id }),
        ),
      ],
    },
  ];
}

/** What is missing is empty, for the domain to refuse. */
export function itemGiven(value: Readonly<Record<string, unknown>>): GivenEvidence {
  const people = value['unidentified'] as { readonly min?: number; readonly max?: number } | undefined;
  const given = { sha256: '', kind: '', source: '', sharingLevel: '', ...value };
  if (people === undefined) return given;
  return { ...given, unidentified: { min: people.min ?? Number.NaN, max: people.max ?? Number.NaN } };
}

/** A range is told at its first field. */
export function atInput(fault: FieldFault): FieldFault {
  return fault.pointer === '/unidentified' ? { ...fault, pointer: '/unidentified/min' } : fault;
}

export const ASSESSMENT_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'What your organisation finds',
    hint: 'Your newest finding stands; those before it stay on record.',
    fields: [
      field('/verdict', 'Verdict', choice(VERDICTS), { required: true }),
      field('/method', 'Method', choice(METHODS), { required: true }),
      field('/ground', 'Ground', choice(GROUNDS), { required: true }),
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 1000 },
        { required: true, hint: 'For your own organisation; without names.' },
      ),
    ],
  },
];

export const WITHDRAWAL_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Withdraw what your organisation found',
    fields: [
      field('/reason', 'Reason', { control: 'area', maxLength: 1000 }, { required: true, hint: 'Without names.' }),
    ],
  },
];

export function custodyGroups(organisations: readonly ListedOrganisation[]): FieldGroup[] {
  const keeper: Control = {
    control: 'select',
    options: [
      { label: 'Organisations', options: organisations.map(({ id, name }) => ({ value: id, label: name })) },
      { label: 'Anybody else', options: optionsOf(REPORT_SOURCES, inWords) },
    ],
  };
  return [
    {
      legend: 'Who handed it to whom',
      fields: [
        field('/from', 'From', keeper, { required: true }),
        field('/to', 'To', keeper, { required: true }),
        field('/handedOver', 'When', DATE, { required: true, hint: DATE_HINT }),
      ],
    },
  ];
}
