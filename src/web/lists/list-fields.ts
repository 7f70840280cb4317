// The fields of the forms of a list, at the pointers of the commands that they make, and how lines are written one below the other.

import type { FieldFault } from '../../domain/domain-error.js';
import { LIST_ANSWERS } from '../../domain/lists/list.js';
import { MOST_LINES, type GivenAnswer, type GivenLine, type GivenSide } from '../../domain/lists/list-reading.js';
import { field, optionsOf, type Control, type FieldGroup, type FormValues } from '../forms/form-field.js';
import { reasonGroup } from '../forms/reason-field.js';
import { gradeFields } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';

/** Who can submit a list, receive it, or answer it. */
export interface SideChoices {
  readonly parties: readonly { readonly partyKey: string; readonly label: string }[];
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

const PARTY = 'party:';
const ORGANISATION = 'organisation:';
/** As much as a form can carry beside the rest. */
const LONGEST_LINES = 60_000;
const DAY: Control = { control: 'text', type: 'date' };

function sideOf({ parties, organisations }: SideChoices): Control {
  return {
    control: 'select',
    options: [
      { label: 'Parties', options: parties.map(({ partyKey, label }) => ({ value: `${PARTY}${partyKey}`, label })) },
      {
        label: 'Organisations',
        options: organisations.map(({ id, name }) => ({ value: `${ORGANISATION}${id}`, label: name })),
      },
    ],
  };
}

/** Empty where nothing was chosen, for the domain to refuse. */
function sideGiven(text = ''): GivenSide {
  if (text.startsWith(PARTY)) return { party: text.slice(PARTY.length) };
  if (text.startsWith(ORGANISATION)) return { organisationId: text.slice(ORGANISATION.length) };
  return {};
}

const LINES_HINT =
  `Up to ${MOST_LINES} lines, one below the other. A pseudonym, which a text may follow; #4 or #4-5 for so many people without names, ` +
  'which a text may follow too; or the line as it was submitted. Texts go to the vault.';

export function listGroups(choices: SideChoices): FieldGroup[] {
  return [
    {
      legend: 'Who gave it to whom',
      fields: [
        field('/submitter', 'Submitted by', sideOf(choices), { required: true }),
        field('/recipient', 'Submitted to', sideOf(choices), { required: true }),
        field('/submittedOn', 'Submitted on', DAY, { required: true }),
        field(
          '/reference',
          'Your own number of the list',
          { control: 'text', maxLength: 200 },
          { hint: 'Without a name.' },
        ),
      ],
    },
    {
      legend: 'Its lines',
      fields: [
        field(
          '/lines',
          'Lines',
          { control: 'area', maxLength: LONGEST_LINES, rows: 12 },
          { required: true, hint: LINES_HINT },
        ),
      ],
    },
  ];
}

const NAMED = /^(WB-\S+)(?:\s+(.+))?$/i;
const COUNTED = /^#(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?(?:\s+(.+))?$/;

function lineGiven(line: string): GivenLine {
  const [, pseudonym, beside] = NAMED.exec(line) ?? [];
  if (pseudonym !== undefined) return { pseudonym, ...(beside !== undefined && { text: beside }) };
  const [, least, most = least, ofThem] = COUNTED.exec(line) ?? [];
  if (least !== undefined)
    return { least: Number(least), most: Number(most), ...(ofThem !== undefined && { text: ofThem }) };
  return { text: line };
}

/** Empty lines are left out. */
function linesGiven(text: string): GivenLine[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(lineGiven);
}

/** A fault of a line is told at the text that holds it, with the line's number and without the line. */
export function atLines(fault: FieldFault): FieldFault {
  const found = /^\/lines\/(\d+)/.exec(fault.pointer);
  if (found === null) return fault;
  return { ...fault, pointer: '/lines', expected: `Line ${Number(found[1]) + 1}: ${fault.expected ?? fault.code}.` };
}

export function listGiven(values: FormValues): {
  submitter: GivenSide;
  recipient: GivenSide;
  submittedOn: string;
  reference?: string;
  lines: GivenLine[];
} {
  const reference = (values['/reference'] ?? '').trim();
  return {
    submitter: sideGiven(values['/submitter']),
    recipient: sideGiven(values['/recipient']),
    submittedOn: values['/submittedOn'] ?? '',
    ...(reference !== '' && { reference }),
    lines: linesGiven(values['/lines'] ?? ''),
  };
}

export function answerGroups(choices: SideChoices): FieldGroup[] {
  return [
    {
      legend: 'What was answered',
      hint: 'No answer is not a refusal: record only what was said.',
      fields: [
        field(
          '/answer',
          'Answer',
          { control: 'select', options: optionsOf(LIST_ANSWERS, inWords) },
          { required: true },
        ),
        field('/answeredOn', 'Answered on', DAY, { required: true }),
        field('/answeredBy', 'Answered by', sideOf(choices), { required: true }),
        ...gradeFields('/grade', true),
      ],
    },
  ];
}

export function answerGiven(values: FormValues): GivenAnswer {
  return {
    answer: values['/answer'] ?? '',
    answeredOn: values['/answeredOn'] ?? '',
    answeredBy: sideGiven(values['/answeredBy']),
    grade: `${values['/grade/reliability'] ?? ''}${values['/grade/information'] ?? ''}`,
  };
}

export const MATCH_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Person',
    fields: [
      field(
        '/pseudonym',
        'Pseudonym',
        { control: 'text', maxLength: 40 },
        { required: true, hint: 'Answers that a party gave to this line are then stated about this person.' },
      ),
    ],
  },
];

export const REASON_GROUPS: readonly FieldGroup[] = [reasonGroup('Without names.')];
