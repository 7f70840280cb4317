// Sends a form that was found as its member would, filled in as far as it has to be, with one text in a field.

import { FORM_TOKEN_FIELD, formTokenOf } from '../../../src/request/form-token.js';
import type { Member, MirroredServices } from '../../support/crowd/mirrored-services.js';
import { clientOf, signedIn, type FormClient, type PageAnswer } from '../../web/form-client.js';
import type { FoundForm } from './console-walk.js';

/** What fields that must be filled in are given, by the end of their names. */
const FILLED: Readonly<Record<string, string>> = {
  valid: '2021-02',
  day: '2021-05-30',
  made: '2021-02',
  handedOver: '2021-02-02',
  seen: '2021-02',
  asOf: '2021-05',
  reason: 'A reason of some length.',
  text: 'Oda Ostrand',
  name: 'Oda Ostrand',
  label: 'Reed League',
  organisationName: 'Reed Office',
  lost: '2021',
};

const CHOSEN: Readonly<Record<string, string>> = { date: '2021-05-30', number: '1' };

/** What a form needs beside what its fields say they need: one thing of several, by the end of its name. */
const NEEDED: Readonly<Record<string, string>> = { sha256: 'ab'.repeat(32) };

/** Boxes that only one level of sharing lets somebody tick. */
const NAMED = 'namedOrganisations/*';

function namesOrganisations({ fields }: FoundForm): boolean {
  return fields.some(({ pattern, value }) => pattern.endsWith('sharingLevel') && value === 'named_organisations');
}

/** Null for a field that is given what it says itself. */
function neededIn(form: FoundForm, { name, pattern, value }: FoundForm['fields'][number]): [string, string][] | null {
  if (pattern.endsWith(NAMED) && !namesOrganisations(form)) return [];
  const needed = NEEDED[pattern.split('/').at(-1) ?? ''];
  return needed === undefined || value !== '' ? null : [[name, needed]];
}

/** What is chosen where the first choice asks for more than has to be filled in. */
const CHOSEN_FOR: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/console/matches/:id/verdicts': { '/verdict': 'not_same' },
};

/** Asks for nothing by itself, and takes nothing without a line. */
const ROSTER = '/console/exchanges/:id/roster';

function choiceOf({ route, choices }: FoundForm, name: string): string {
  return CHOSEN_FOR[route]?.[name] ?? choices.get(name)?.find((one) => one !== '') ?? '';
}

export class FormSender {
  private readonly clients = new Map<string, FormClient>();

  constructor(
    private readonly services: MirroredServices,
    /** A person whom the form of a link may name. */
    private readonly somebody: string,
  ) {}

  /** With the text in the field of this name. */
  async send(form: FoundForm, name: string, text: string): Promise<PageAnswer> {
    const client = await this.clientOf(form.member);
    const values = Object.fromEntries(form.fields.flatMap((field) => neededIn(form, field) ?? this.given(form, field)));
    const session = client.cookie.slice(client.cookie.indexOf('=') + 1);
    if (form.method === 'GET')
      return client.get(`${form.action}?${new URLSearchParams({ ...values, [name]: text }).toString()}`);
    return client.post(form.action, {
      ...values,
      ...(form.route === ROSTER && { '/groups/0/persons': this.somebody, '/groups/0/standing': 'listed' }),
      [name]: text,
      ...(session !== '' && { [FORM_TOKEN_FIELD]: formTokenOf(session) }),
    });
  }

  private given(form: FoundForm, field: FoundForm['fields'][number]): [string, string][] {
    const { name, pattern, control, value, required } = field;
    if (control === 'hidden' || value !== '') {
      return control !== 'checkbox' || pattern.endsWith('/*') ? [[name, value]] : [];
    }
    if (!required) return [];
    if (control === 'select') return [[name, choiceOf(form, name)]];
    return [[name, CHOSEN[control] ?? FILLED[pattern.split('/').at(-1) ?? ''] ?? this.somebody]];
  }

  /** Access tokens age with the clock of the story; a session begins now. */
  private async clientOf(member: Member | null): Promise<FormClient> {
    if (member === null) return clientOf(this.services.first);
    const known = this.clients.get(member.name);
    if (known !== undefined) return known;
    const client = await signedIn(this.services.first, member.users[0]!);
    this.clients.set(member.name, client);
    return client;
  }
}
