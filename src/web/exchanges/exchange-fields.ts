// The fields of the forms of an exchange, at the pointers of the requests that they make.

import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { VERIFIERS } from '../../domain/exchanges/exchange.js';
import { isHandedOver, type ExchangeState } from '../../domain/exchanges/exchange-state.js';
import { MOST_UNIDENTIFIED } from '../../domain/exchanges/read-roster.js';
import { field, optionsOf, type Control, type FieldGroup, type FormField } from '../forms/form-field.js';
import type { ListedPlace } from '../records/place-options.js';
import { DATE_HINT, placeFields } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';
import { peopleGroups } from './roster-fields.js';

/** As much of a party as a form needs. */
export interface ListedParty {
  readonly partyKey: string;
  readonly label: string;
}

export interface Choices {
  readonly parties: readonly ListedParty[];
  readonly places: readonly ListedPlace[];
}

export interface ExchangeChoices extends Choices {
  readonly partners: readonly { readonly id: string; readonly name: string }[];
}

/** Sides that a form offers; more are for the API. */
const SIDES_OF_A_FORM = 3;

const text = (maxLength: number): Control => ({ control: 'text', maxLength });

function partyOf(parties: Choices['parties'], empty: string): Control {
  return { control: 'select', options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })), empty };
}

export function proposalGroups({ parties, places, partners }: ExchangeChoices): FieldGroup[] {
  const sides = Array.from({ length: SIDES_OF_A_FORM }, (_, at) =>
    field(`/sides/${at}`, `Side ${at + 1}`, partyOf(parties, 'None'), { required: at < 2 }),
  );
  return [
    {
      legend: 'Between whom',
      fields: [...sides, field('/intermediary/party', 'Intermediary', partyOf(parties, 'None'))],
    },
    {
      legend: 'Under what',
      hint: 'Short references, never a sentence.',
      fields: [field('/agreement', 'Agreement', text(80)), field('/clause', 'Clause', text(40))],
    },
    {
      legend: 'Planned for',
      fields: [field('/day', 'Day', text(60), { hint: DATE_HINT }), ...placeFields('/place', places)],
    },
    {
      legend: 'Sharing',
      fields: [
        field(
          '/sharingLevel',
          'Who may know of it',
          { control: 'select', options: optionsOf(SHARING_LEVELS, inWords) },
          { required: true },
        ),
        field(
          '/legalBasis',
          'Legal basis',
          { control: 'select', options: optionsOf(LEGAL_BASES, inWords) },
          { required: true },
        ),
        ...partners.map(({ id, name }, at) =>
          field(`/namedOrganisations/${at}`, name, { control: 'pick' as const, value: id }),
        ),
      ],
    },
  ];
}

const UNIDENTIFIED = field(
  '/unidentified',
  'Handed over who cannot say who they are',
  { control: 'number', min: 0, max: MOST_UNIDENTIFIED },
  { hint: 'Each becomes a person of its own.' },
);

export function rosterGroups(parties: Choices['parties'], state: ExchangeState): FieldGroup[] {
  return [
    {
      legend: 'The roster',
      fields: [
        field('/side', 'Handed over by', partyOf(parties, 'Choose …'), { required: true }),
        field('/confidential', 'In confidence, for your organisation alone', { control: 'check' }),
      ],
    },
    ...peopleGroups(state),
    ...(isHandedOver(state)
      ? [
          {
            legend: 'Corrections',
            hint: 'What was stated about these people is retracted and stated anew.',
            fields: [UNIDENTIFIED, field('/reason', 'Reason', { control: 'area' as const, maxLength: 1000 })],
          },
        ]
      : []),
  ];
}

export function stepGroups(to: ExchangeState, { parties, places }: Choices): FieldGroup[] {
  const dated = to === 'handed_over' || to === 'verified';
  const attester: FormField = field(
    '/attestedBy',
    'Who attests the arrivals',
    { control: 'select', options: optionsOf(VERIFIERS, inWords) },
    { required: true },
  );
  return [
    {
      legend: 'When and where',
      fields: [
        field('/day', 'Day', text(60), { required: dated, hint: DATE_HINT }),
        ...(dated ? placeFields('/place', places) : []),
        ...(to === 'verified' ? [attester] : []),
      ],
    },
    ...(to === 'handed_over' ? whoCame(parties) : []),
  ];
}

function whoCame(parties: Choices['parties']): FieldGroup[] {
  const side = field('/side', 'Handed over by', partyOf(parties, 'Choose …'));
  return [{ legend: 'Who came', fields: [side, UNIDENTIFIED] }, ...peopleGroups('handed_over')];
}

/** A place without a precision is known as an area. */
export function placeGiven(value: unknown): { code: string; precision: string } | undefined {
  if (typeof value !== 'object' || value === null || !('code' in value) || typeof value.code !== 'string')
    return undefined;
  const precision = 'precision' in value && typeof value.precision === 'string' ? value.precision : 'admin_area';
  return { code: value.code, precision };
}
