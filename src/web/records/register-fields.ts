// The fields with which a person is registered, at the pointers of the registration that they make.

import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { REPORT_SOURCES } from '../../domain/evidence/statement-source.js';
import { NAME_ORDERS } from '../../domain/identity/identity-particulars.js';
import { IDENTITY_LIMITS } from '../../domain/identity/identity-reading.js';
import { NAME_SCRIPTS } from '../../domain/names/detect-script.js';
import { CATEGORIES, SEXES } from '../../domain/records/statement.js';
import type { GivenRegistration } from '../../domain/records/registration.js';
import type { StatementKind } from '../../domain/records/statement-kinds.js';
import type { SharingPartner } from '../../usecases/records/list-sharing-partners.js';
import { field, optionsOf, type Control, type FieldGroup, type FormField } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';
import { SHARING_HINT } from '../words/sharing-words.js';
import { kindWords } from './statement-words.js';
import { DATE_HINT, dateField, gradeFields, placeFields, statementInput, type Choices } from './statement-fields.js';

export interface RegisterChoices extends Choices {
  readonly partners: readonly SharingPartner[];
}

/** Kinds that begin a case and need no details of their own. */
const FIRST_KINDS: readonly StatementKind[] = ['disappearance', 'last_contact', 'last_seen', 'capture'];

const NAME: Control = { control: 'text', maxLength: IDENTITY_LIMITS.nameText, name: true };
const ORDER: Control = { control: 'select', options: optionsOf(NAME_ORDERS, inWords), empty: 'Not known' };
const SCRIPT: Control = {
  control: 'select',
  options: optionsOf(NAME_SCRIPTS, inWords),
  empty: 'As its letters show',
};

function nameRow(at: number, label: string, role: string | null): FormField[] {
  const pointer = `/identity/names/${at}`;
  return [
    field(`${pointer}/text`, label, NAME),
    ...(role === null
      ? [
          field(`${pointer}/role`, 'It is', {
            control: 'select' as const,
            options: optionsOf(['own', 'alias'], inWords),
            empty: 'Own name',
          }),
        ]
      : [field(`${pointer}/role`, '', { control: 'fixed' as const, value: role })]),
  ];
}

/** How a name is written matters for finding it again; for the parents the letters alone decide. */
function writingOf(at: number): FormField[] {
  const pointer = `/identity/names/${at}`;
  return [field(`${pointer}/order`, 'Order of its parts', ORDER), field(`${pointer}/script`, 'Script', SCRIPT)];
}

function kinRow(at: number, label: string): FormField[] {
  const pointer = `/identity/nextOfKin/${at}`;
  return [
    field(`${pointer}/name`, label, NAME),
    field(`${pointer}/kinship`, 'Kinship', { control: 'text', maxLength: IDENTITY_LIMITS.kinship }),
    field(`${pointer}/contact`, 'Safe way to reach them', { control: 'text', maxLength: IDENTITY_LIMITS.contact }),
  ];
}

const IDENTITY: readonly FieldGroup[] = [
  {
    legend: 'Name',
    hint: 'Everything down to the notes goes to the vault, and is shown only by a disclosure that the log keeps. Leave it empty for a person whose name is not known.',
    fields: [...nameRow(0, 'Name', 'own'), ...writingOf(0)],
  },
  {
    legend: 'Another spelling, script or name',
    fields: [...nameRow(1, 'The same name otherwise, or another', null), ...writingOf(1)],
  },
  {
    legend: 'Parents',
    fields: [...nameRow(2, 'Father’s name', 'father'), ...nameRow(3, 'Mother’s name', 'mother')],
  },
  { legend: 'Next of kin', fields: kinRow(0, 'Name of the relative') },
  { legend: 'Another relative', fields: kinRow(1, 'Name of the other relative') },
  {
    legend: 'Birth, unit, marks, circumstances and notes',
    fields: [
      field(
        '/identity/birthDate',
        'Date of birth',
        { control: 'text', maxLength: IDENTITY_LIMITS.birthDate },
        {
          hint: `Only the years are kept outside the vault. ${DATE_HINT}`,
        },
      ),
      field(
        '/identity/unit',
        'Unit',
        { control: 'text', maxLength: IDENTITY_LIMITS.unit },
        { hint: 'Of armed forces or a service, as it was told: a number, a name, or both. Sealed like the name.' },
      ),
      field('/identity/marks', 'Marks by which the person can be known', {
        control: 'area',
        maxLength: IDENTITY_LIMITS.marks,
      }),
      field(
        '/identity/circumstances',
        'Circumstances, in words',
        { control: 'area', maxLength: IDENTITY_LIMITS.circumstances },
        { hint: 'Sealed like the name. What others may read of it is said by statements.' },
      ),
      field('/identity/notes', 'Notes that could identify somebody', {
        control: 'area',
        maxLength: IDENTITY_LIMITS.notes,
      }),
    ],
  },
];

function particulars({ parties }: RegisterChoices): FieldGroup {
  return {
    legend: 'Particulars without a name',
    hint: 'These are seen under the pseudonym.',
    fields: [
      field('/particulars/sex', 'Sex', { control: 'select', options: optionsOf(SEXES, inWords), empty: 'Not known' }),
      field(
        '/particulars/birth/age',
        'Age in years',
        { control: 'number', min: 0, max: 122 },
        {
          hint: 'Only where no date of birth is known.',
        },
      ),
      field(
        '/particulars/birth/asOf',
        'That age was so on',
        { control: 'text', maxLength: 60 },
        {
          hint: 'For example 2020-11.',
        },
      ),
      field(
        '/particulars/nationalities',
        'Nationalities',
        { control: 'codes' },
        {
          hint: 'Two-letter country codes in capitals, such as AM, with commas between them. A nationality is not a side.',
        },
      ),
      field('/side', 'Side', {
        control: 'select',
        options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })),
        empty: 'Not known, or none',
      }),
      field('/categories/0/category', 'Category', {
        control: 'select',
        options: optionsOf(CATEGORIES, inWords),
        empty: 'None asserted',
      }),
      field('/categories/0/assertedBy', 'Category asserted by', {
        control: 'select',
        options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })),
        empty: 'Our own finding',
      }),
      field('/reference', 'Your own case number', { control: 'text', maxLength: 200 }, { hint: 'Without a name.' }),
    ],
  };
}

function sharing({ partners }: RegisterChoices): FieldGroup {
  return {
    legend: 'Sharing',
    fields: [
      field(
        '/sharingLevel',
        'Who may see the case under a pseudonym',
        { control: 'select', options: optionsOf(SHARING_LEVELS, inWords) },
        { required: true, hint: SHARING_HINT },
      ),
      field(
        '/legalBasis',
        'Legal basis',
        { control: 'select', options: optionsOf(LEGAL_BASES, inWords) },
        { required: true },
      ),
      ...partners.map(({ id, name }, at) => field(`/namedOrganisations/${at}`, name, { control: 'pick', value: id })),
    ],
    ...(partners.length > 0 && { hint: 'Tick organisations only for the level “Named organisations”.' }),
  };
}

function firstStatement({ places }: RegisterChoices): FieldGroup {
  return {
    legend: 'The loss, if you know of it',
    hint: 'The first statement. You can add this and every other one later.',
    fields: [
      field('/statements/0/kind', 'What happened', {
        control: 'select',
        options: FIRST_KINDS.map((kind) => ({ value: kind, label: kindWords(kind) })),
        empty: 'Leave this for later',
      }),
      dateField('/statements/0/valid', false),
      ...placeFields('/statements/0/place', places),
      field('/statements/0/source', 'Who says it', { control: 'select', options: optionsOf(REPORT_SOURCES, inWords) }),
      ...gradeFields('/statements/0/grade', false),
    ],
  };
}

export function registerGroups(choices: RegisterChoices): FieldGroup[] {
  return [...IDENTITY, particulars(choices), firstStatement(choices), sharing(choices)];
}

type Given = Readonly<Record<string, unknown>>;

/** A form's reading as a registration is given; everything in it is checked where the person is registered. */
export function registrationOf(value: Given): GivenRegistration {
  const statements = (value['statements'] ?? []) as readonly Given[];
  const { sharingLevel, legalBasis, ...rest } = value as { sharingLevel?: string; legalBasis?: string };
  return {
    ...(rest as Omit<GivenRegistration, 'sharingLevel' | 'legalBasis' | 'statements'>),
    sharingLevel: sharingLevel ?? '',
    legalBasis: legalBasis ?? '',
    statements: statements.map((one) => statementInput(typeof one['kind'] === 'string' ? one['kind'] : '', one)),
  };
}
