// The fields of the forms of a tracing request, at the pointers of the commands that they make.

import { IDENTITY_LIMITS } from '../../domain/identity/identity-reading.js';
import {
  CONSENT_DECISIONS,
  CONSENT_GIVERS,
  CONSENT_PURPOSES,
  CONSENT_RECIPIENTS,
} from '../../domain/tracing/consent.js';
import type { GivenConsent } from '../../domain/tracing/request-reading.js';
import { KINSHIPS, SAFE_CHANNELS } from '../../domain/tracing/tracing-request.js';
import type { SharingPartner } from '../../usecases/records/list-sharing-partners.js';
import type { AddTracingRequestCommand } from '../../usecases/tracing-requests/add-tracing-request.js';
import { field, optionsOf, type Control, type FieldGroup, type FormField } from '../forms/form-field.js';
import { registerGroups, registrationOf, type RegisterChoices } from '../records/register-fields.js';
import { inWords } from '../words/in-words.js';

/** Decisions that a form takes with the request; more are recorded later, one by one. */
const CONSENTS_OF_A_FORM = 3;
const REGISTRATION = '/sought/registration';

const text = (maxLength: number): Control => ({ control: 'text', maxLength });
const choice = (values: readonly string[]): Control => ({ control: 'select', options: optionsOf(values, inWords) });
const DAY: Control = { control: 'text', type: 'date' };
const REQUIRED = { required: true };

const ENQUIRER: FieldGroup = {
  legend: 'Who asks',
  hint: 'Goes to the vault, and is shown only by a disclosure that the log keeps. It makes nobody a person of the registry.',
  fields: [
    field('/enquirer/name', 'Name', { control: 'text', maxLength: IDENTITY_LIMITS.contact, name: true }, REQUIRED),
    field('/enquirer/address', 'Address', text(IDENTITY_LIMITS.contact)),
    field('/enquirer/phone', 'Phone', text(IDENTITY_LIMITS.contact)),
    field('/enquirer/email', 'E-mail', text(IDENTITY_LIMITS.contact)),
  ],
};

function channelFields(pointer: string): FormField[] {
  return [
    field(`${pointer}/channel`, 'How they are reached without danger', choice(SAFE_CHANNELS), REQUIRED),
    field(
      `${pointer}/details`,
      'When, on which number, what to say',
      { control: 'area', maxLength: IDENTITY_LIMITS.notes },
      { hint: 'Goes to the vault too.' },
    ),
  ];
}

const REQUEST: FieldGroup = {
  legend: 'The request',
  fields: [
    field('/kinship', 'The enquirer is the sought person’s', choice(KINSHIPS), REQUIRED),
    field('/receivedOn', 'Received on', DAY, REQUIRED),
    field('/followUpBy', 'They hear from us again by', DAY, { hint: 'Becomes a task of yours.' }),
    field('/reference', 'Your own number of the request', text(200), { hint: 'Without a name.' }),
  ],
};

function consentFields(pointer: string, partners: readonly SharingPartner[], required: boolean): FormField[] {
  return [
    field(`${pointer}/purpose`, 'Purpose', choice(CONSENT_PURPOSES), { required }),
    field(`${pointer}/recipient`, 'Towards whom', choice(CONSENT_RECIPIENTS), { required }),
    field(`${pointer}/organisationId`, 'Which organisation', {
      control: 'select',
      options: partners.map(({ id, name }) => ({ value: id, label: name })),
      empty: 'None; only for “Organisation”',
    }),
    field(`${pointer}/decision`, 'Decision', choice(CONSENT_DECISIONS), { required }),
    field(`${pointer}/decidedOn`, 'Decided on', DAY, { required }),
  ];
}

/** What is decided when a request is taken in is decided by whoever asks. */
function firstConsents(partners: readonly SharingPartner[]): FieldGroup[] {
  return Array.from({ length: CONSENTS_OF_A_FORM }, (_, at) => ({
    legend: at === 0 ? 'What the enquirer agrees to, or refuses' : `Decision ${at + 1}`,
    ...(at === 0 && { hint: 'One decision for each purpose and recipient. What nobody agreed to is not agreed to.' }),
    fields: [
      ...consentFields(`/consents/${at}`, partners, false),
      field(`/consents/${at}/givenBy`, '', { control: 'fixed', value: 'enquirer' }),
    ],
  }));
}

function sought(choices: RegisterChoices, registering: boolean): FieldGroup[] {
  if (registering) {
    return registerGroups(choices).map((group) => ({
      ...group,
      legend: `Person sought: ${group.legend}`,
      fields: group.fields.map((one) => ({ ...one, pointer: `${REGISTRATION}${one.pointer}` })),
    }));
  }
  return [
    {
      legend: 'Person sought',
      fields: [
        field('/sought/pseudonym', 'Pseudonym', text(40), {
          required: true,
          hint: 'As your organisation sees it. Somebody whom the registry does not know yet is registered with the request.',
        }),
      ],
    },
  ];
}

export function takeInGroups(choices: RegisterChoices, registering: boolean): FieldGroup[] {
  return [
    ...sought(choices, registering),
    ENQUIRER,
    { legend: 'Safe channel', fields: channelFields('/safeChannel') },
    REQUEST,
    ...firstConsents(choices.partners),
  ];
}

type Given = Readonly<Record<string, unknown>>;

function consentGiven(given: unknown): GivenConsent {
  const empty: GivenConsent = { givenBy: '', purpose: '', recipient: '', decision: '', decidedOn: '' };
  return { ...empty, ...(given as Partial<GivenConsent>) };
}

/** A form's reading as a request is given; everything in it is checked where the request is taken in. */
export function takeInGiven(value: Given, registering: boolean): AddTracingRequestCommand {
  const named = (value['sought'] ?? {}) as { readonly pseudonym?: string; readonly registration?: Given };
  const { kinship, receivedOn, reference, followUpBy, enquirer, safeChannel } =
    value as Partial<AddTracingRequestCommand>;
  const consents = (value['consents'] ?? []) as readonly unknown[];
  return {
    sought: registering
      ? { registration: registrationOf(named.registration ?? {}) }
      : { pseudonym: named.pseudonym ?? '' },
    enquirer: { name: '', ...enquirer },
    safeChannel: { channel: '', ...safeChannel },
    kinship: kinship ?? '',
    receivedOn: receivedOn ?? '',
    consents: consents.map(consentGiven),
    ...(reference !== undefined && { reference }),
    ...(followUpBy !== undefined && { followUpBy }),
  };
}

export function consentGroups(partners: readonly SharingPartner[]): FieldGroup[] {
  return [
    {
      legend: 'Who decided what',
      hint: 'Once the sought person has decided anything, their word alone stands.',
      fields: [field('/givenBy', 'Decided by', choice(CONSENT_GIVERS), REQUIRED), ...consentFields('', partners, true)],
    },
  ];
}

export function consentOf(value: Given): GivenConsent {
  return consentGiven(value);
}

export const CHANNEL_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Safe channel',
    hint: 'Replaces what was agreed before, details included.',
    fields: channelFields(''),
  },
];

export const WORKER_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Worker',
    fields: [
      field(
        '/username',
        'Username',
        { control: 'text', maxLength: 63, name: true },
        {
          required: true,
          hint: 'A colleague of your organisation who works on requests. They may then ask for the enquirer.',
        },
      ),
    ],
  },
];
