// The fields of the forms of remains and their links, at the pointers of the requests that they make.

import type { FieldFault } from '../../domain/domain-error.js';
import { KIND_SOURCES } from '../../domain/records/kind-sources.js';
import { IDENTIFICATION_LEVELS, IDENTIFICATION_METHODS } from '../../domain/records/kinds/kind-values.js';
import { SEXES } from '../../domain/records/statement.js';
import { MOST_INDIVIDUALS, OLDEST, type GivenRemains } from '../../domain/remains/given-remains.js';
import { REMAINS_EXTENTS, REMAINS_SHARING_LEVELS } from '../../domain/remains/remains-case.js';
import { CONFIRMING } from '../../domain/remains/remains-link.js';
import { field, optionsOf, type FieldGroup, type Option } from '../forms/form-field.js';
import { DATE_HINT, dateField, gradeFields } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';
import { EXTENT_WORDS, HANDED_OVER_WORDS, LEVEL_WORDS } from './remains-words.js';

/** As much of a party as a form needs. */
export interface ListedParty {
  readonly partyKey: string;
  readonly label: string;
}

type Read = Readonly<Record<string, unknown>>;

export const SHARING_GROUP: FieldGroup = {
  legend: 'Sharing',
  fields: [
    field(
      '/sharingLevel',
      'Who may know of it',
      { control: 'select', options: optionsOf(REMAINS_SHARING_LEVELS, inWords) },
      { required: true, hint: 'An organisation that depends on a party sees only its own.' },
    ),
  ],
};

export function remainsGroups(sites: readonly Option[]): FieldGroup[] {
  return [
    {
      legend: 'What was found',
      fields: [
        field('/siteId', 'Site', { control: 'select', options: sites, empty: 'Not known' }),
        field(
          '/extent',
          'Extent',
          { control: 'select', options: REMAINS_EXTENTS.map((value) => ({ value, label: EXTENT_WORDS[value] })) },
          { required: true },
        ),
        field(
          '/minimumIndividuals',
          'Minimum number of individuals',
          { control: 'number', min: 1, max: MOST_INDIVIDUALS },
          { hint: '1 when left open; more only where commingled.' },
        ),
      ],
    },
    {
      legend: 'As estimated',
      hint: 'Leave open what nobody knows. Never write a name.',
      fields: [
        field('/sex', 'Sex', {
          control: 'select',
          options: optionsOf(
            SEXES.filter((sex) => sex !== 'unknown'),
            inWords,
          ),
          empty: 'Not known',
        }),
        field('/age/from', 'Years at death: at least', { control: 'number', min: 0, max: OLDEST }),
        field('/age/to', 'Years at death: at most', { control: 'number', min: 0, max: OLDEST }),
        field('/died', 'When they died', { control: 'text', maxLength: 60 }, { hint: DATE_HINT }),
      ],
    },
    SHARING_GROUP,
  ];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What is no number stays none, for the domain to refuse. */
function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function ageOf(value: unknown): GivenRemains['age'] {
  if (typeof value !== 'object' || value === null) return null;
  const { from, to } = value as Read;
  return { from: numberOf(from), to: numberOf(to) };
}

export function remainsGiven(value: Read): GivenRemains {
  const { minimumIndividuals } = value;
  return {
    siteId: textOf(value['siteId']),
    extent: textOf(value['extent']) ?? '',
    minimumIndividuals: minimumIndividuals === undefined ? 1 : numberOf(minimumIndividuals),
    sex: textOf(value['sex']) ?? 'unknown',
    age: ageOf(value['age']),
    died: textOf(value['died']),
    sharingLevel: textOf(value['sharingLevel']) ?? '',
  };
}

const methods = (confirming: boolean): Option[] =>
  optionsOf(
    IDENTIFICATION_METHODS.filter((method) => CONFIRMING.includes(method) === confirming),
    inWords,
  );

export const LINK_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Whose remains they are',
    fields: [
      field(
        '/persons',
        'Pseudonyms of the persons',
        { control: 'codes' },
        {
          required: true,
          hint: 'As your organisation knows them, with commas between; no more than the minimum number of individuals.',
        },
      ),
    ],
  },
  {
    legend: 'The identification',
    fields: [
      field(
        '/method',
        'Method',
        {
          control: 'select',
          options: [
            { label: 'Can confirm', options: methods(true) },
            { label: 'Only support', options: methods(false) },
          ],
        },
        { required: true, hint: 'The one that carries the identification.' },
      ),
      field(
        '/level',
        'Level',
        { control: 'select', options: IDENTIFICATION_LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value] })) },
        { required: true },
      ),
      dateField('/valid', true),
      ...gradeFields('/grade', true),
    ],
  },
];

export const WITHDRAWAL_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Why it is withdrawn',
    fields: [
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 1000 },
        { required: true, hint: 'Without names. It stays in the history, for the organisation that signed.' },
      ),
    ],
  },
];

export function handOverGroups(parties: readonly ListedParty[]): FieldGroup[] {
  return [
    {
      legend: 'What was handed over',
      fields: [
        field(
          '/extent',
          'Extent',
          {
            control: 'select',
            options: (['whole', 'part'] as const).map((value) => ({ value, label: HANDED_OVER_WORDS[value] })),
          },
          { required: true },
        ),
        dateField('/valid', true),
        field('/party', 'Party that handed them over', {
          control: 'select',
          options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })),
          empty: 'Not known',
        }),
      ],
    },
    {
      legend: 'Source',
      fields: [
        field(
          '/source',
          'Who or what says it',
          { control: 'select', options: optionsOf(KIND_SOURCES.remains_handed_over, inWords) },
          { required: true },
        ),
        ...gradeFields('/grade', true),
      ],
    },
  ];
}

/** What the statement has among its details stands in the form by itself. */
export function atHandOver(fault: FieldFault): FieldFault {
  return { ...fault, pointer: fault.pointer.replace(/^\/details\//, '/') };
}

/** Both parts of a grade as one text; a part that is missing stays missing. */
export function gradeOf(value: unknown): string {
  const { reliability, information } = (typeof value === 'object' && value !== null ? value : {}) as Read;
  return `${textOf(reliability) ?? ''}${textOf(information) ?? ''}`;
}
