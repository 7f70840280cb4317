// The fields of a statement, made from the table of details that its kind has.

import { INFORMATION_GRADES, RELIABILITIES } from '../../domain/evidence/source-grade.js';
import { BASES } from '../../domain/evidence/statement-source.js';
import type { Party } from '../../domain/organisations/organisation.js';
import type { DetailForm } from '../../domain/records/detail-form.js';
import { KIND_SOURCES } from '../../domain/records/kind-sources.js';
import type { DetailField, KindDetails } from '../../domain/records/kinds/kind-details.js';
import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import type { StatementKind } from '../../domain/records/statement-kinds.js';
import { PLACE_PRECISIONS } from '../../domain/records/statement.js';
import type { NewStatementInput } from '../../domain/records/statement-draft.js';
import { field, optionsOf, type Control, type FieldGroup, type FormField } from '../forms/form-field.js';
import { reasonGroup } from '../forms/reason-field.js';
import { INFORMATION_WORDS, RELIABILITY_WORDS } from '../words/grade-words.js';
import { inWords } from '../words/in-words.js';
import { placeOptions, type ListedPlace } from './place-options.js';

/** What is chosen from in the registry itself. */
export interface Choices {
  readonly parties: readonly Party[];
  readonly places: readonly ListedPlace[];
}

export const DATE_HINT =
  'Write what is certain: 2020-12-12 · 2020-12 · 1994 · about then: 2020-11~ · within: 2020-09-27/2020-11-10 · since then: 2020-12/..';

export function dateField(pointer: string, required: boolean): FormField {
  return field(pointer, 'When', { control: 'text', maxLength: 60 }, { required, hint: DATE_HINT });
}

export function placeFields(pointer: string, places: readonly ListedPlace[]): FormField[] {
  return [
    field(`${pointer}/code`, 'Place', {
      control: 'select',
      options: placeOptions(places),
      empty: 'Not known',
    }),
    field(`${pointer}/precision`, 'How precisely the place is known', {
      control: 'select',
      options: optionsOf(PLACE_PRECISIONS, inWords),
      empty: 'As an administrative area',
    }),
  ];
}

/** The two parts of a grade; `gradeText` puts them together. */
export function gradeFields(pointer: string, required: boolean): FormField[] {
  return [
    field(
      `${pointer}/reliability`,
      'Reliability of the source',
      {
        control: 'select',
        options: RELIABILITIES.map((value) => ({ value, label: `${value}, ${RELIABILITY_WORDS[value]}` })),
      },
      { required, hint: 'Independently of what it says.' },
    ),
    field(
      `${pointer}/information`,
      'Credibility of the information',
      {
        control: 'select',
        options: INFORMATION_GRADES.map((value) => ({
          value: String(value),
          label: `${value}, ${INFORMATION_WORDS[value]}`,
        })),
      },
      { required, hint: 'Independently of who says it.' },
    ),
  ];
}

function controlOf(form: DetailForm, parties: readonly Party[], required: boolean): Control {
  const empty = required ? 'Choose …' : 'Not said';
  switch (form.form) {
    case 'choice':
      return { control: 'select', options: optionsOf(form.values, inWords), empty };
    case 'party':
      return {
        control: 'select',
        options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })),
        empty: required ? 'Choose …' : 'Not known',
      };
    case 'boolean':
      return { control: 'yes-no', empty };
    case 'integer':
      return { control: 'number', min: form.min, max: form.max };
    case 'day':
      return { control: 'text', maxLength: 10 };
    case 'person':
      return { control: 'text', maxLength: 40 };
    case 'code':
      return { control: 'text', maxLength: form.maxLength };
    case 'years':
      return { control: 'number', min: form.min, max: form.max };
    case 'list':
      return { control: 'codes' };
  }
}

function detailFields(name: string, detail: DetailField, parties: readonly Party[]): FormField[] {
  const { form, required, label, hint } = detail;
  const control = controlOf(form, parties, required);
  const pointer = `/details/${name}`;
  if (form.form === 'years') {
    return [
      field(`${pointer}/from`, `${label}: first`, control, { hint }),
      field(`${pointer}/to`, `${label}: last`, control),
    ];
  }
  const asked = form.form === 'list' ? `${hint} With commas between them.` : hint;
  return [field(pointer, label, control, { hint: asked, required })];
}

export function statementGroups(kind: StatementKind, choices: Choices): FieldGroup[] {
  return [
    ...whatIsSaid(kind, choices),
    {
      legend: 'Confidence',
      fields: [
        CONFIDENTIAL,
        field(
          '/untilVerified',
          'Tell others only after a colleague has verified it',
          { control: 'check' },
          { hint: 'For coordinators, of people whom their organisation registered. Big news waits by itself.' },
        ),
      ],
    },
  ];
}

/** Why, and the better statement of the same kind. */
export function supersessionGroups(kind: StatementKind, choices: Choices): FieldGroup[] {
  return [
    reasonGroup('Without names. It stays in the history beside the statement that is superseded.'),
    ...whatIsSaid(kind, choices),
    { legend: 'Confidence', fields: [CONFIDENTIAL] },
  ];
}

const CONFIDENTIAL = field(
  '/confidential',
  'Keep this within your organisation',
  { control: 'check' },
  { hint: 'It then counts in your own view and changes no status, flag or total for anybody else.' },
);

function whatIsSaid(kind: StatementKind, { parties, places }: Choices): FieldGroup[] {
  const table: KindDetails = STATEMENT_DETAILS[kind];
  const details = Object.entries(table.fields).flatMap(([name, detail]) => detailFields(name, detail, parties));
  return [
    { legend: 'When and where', fields: [dateField('/valid', true), ...placeFields('/place', places)] },
    ...(details.length === 0 ? [] : [{ legend: table.label, hint: table.hint, fields: details }]),
    {
      legend: 'Source',
      fields: [
        field(
          '/source',
          'Who or what says it',
          { control: 'select', options: optionsOf(KIND_SOURCES[kind], inWords) },
          { required: true },
        ),
        field('/basis', 'How the source knows', {
          control: 'select',
          options: optionsOf(BASES, inWords),
          empty: 'Told',
        }),
        ...gradeFields('/grade', true),
        field('/reference', 'Your own number for this statement', { control: 'text', maxLength: 200 }),
      ],
    },
  ];
}

/** The two parts of a grade as the one text that the registry reads; a part that is missing stays missing. */
function gradeText(given: unknown): string {
  const parts = (typeof given === 'object' && given !== null ? given : {}) as {
    readonly reliability?: string;
    readonly information?: string;
  };
  return `${parts.reliability ?? ''}${parts.information ?? ''}`;
}

/** A form's reading as a statement is given; closed lists are checked where it is recorded. */
export function statementInput(kind: string, value: Readonly<Record<string, unknown>>): NewStatementInput {
  const text = (name: string): string | undefined => {
    const one = value[name];
    return typeof one === 'string' ? one : undefined;
  };
  const [basis, reference] = [text('basis'), text('reference')];
  const place = placeOf(value['place']);
  return {
    kind,
    valid: text('valid') ?? '',
    source: text('source') ?? '',
    grade: gradeText(value['grade']),
    ...(basis !== undefined && { basis }),
    ...(place !== undefined && { place }),
    ...(value['confidential'] === true && { confidential: true }),
    ...(value['details'] !== undefined && { details: value['details'] }),
    ...(reference !== undefined && { reference }),
  };
}

function placeOf(given: unknown): NewStatementInput['place'] {
  const place = (typeof given === 'object' && given !== null ? given : {}) as {
    readonly code?: string;
    readonly precision?: string;
  };
  if (place.code === undefined) return undefined;
  return { code: place.code, precision: place.precision ?? 'admin_area' };
}
