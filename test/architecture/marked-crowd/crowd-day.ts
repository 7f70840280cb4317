// A day with all marked people: registered, changed, sought, asked after, traced, listed and disclosed, with everything that can be refused in between.

import { IDENTITY_FIELDS } from '../../../src/domain/identity/identity-particulars.js';
import { BODY_LIMIT } from '../../../src/request/body-parsers.js';
import { runCount } from '../../support/run-count.js';
import type { TestAnswer } from '../../support/http-application.js';
import type { Cast } from '../canary-story.js';
import type { Recorder } from '../canary-surfaces.js';
import type { MarkedPerson } from './marked-people.js';

const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const REASON = 'Telephone call with the family.';
/** Requests under way at one time. */
const WIDTH = 4;
/** What takes longest is done for every so manyth person, and in a deep run for everybody. */
const EVERY = runCount(10, 1);
/** One worker is shown 30 people a day; the story has had some of them already. */
const DISCLOSED_EVERY = 10;
const LINES = 50;

type Who = keyof Cast;
type Tokens = Readonly<Record<Who, string>>;

export class CrowdDay {
  readonly pseudonyms = new Map<number, string>();

  constructor(
    private readonly recorder: Recorder,
    private readonly cast: Cast,
    private readonly tokens: Tokens,
    private readonly people: readonly MarkedPerson[],
  ) {}

  async live(): Promise<void> {
    await inParallel(this.people, (person) => this.register(person));
    // Never everybody: what was noted first is to be disclosed as well.
    await inParallel(this.some(Math.max(2, Math.min(3, EVERY))), (person) => this.change(person));
    await inParallel(this.some(Math.min(5, EVERY)), (person) => this.trace(person));
    await this.list();
    await inParallel(this.some(EVERY), (person) => this.seek(person));
    await inParallel(this.some(DISCLOSED_EVERY), (person) => this.disclose(person));
    await inParallel(this.some(EVERY), (person) => this.misplace(person));
  }

  private some(every: number): MarkedPerson[] {
    // Each of five scripts is among every fifth and every tenth only when the beginning moves along.
    return this.people.filter(({ number }) => (number + Math.floor(number / every)) % every === 0);
  }

  private async ask(
    who: Who,
    expected: number | null,
    request: readonly [method: string, route: string, address?: string],
    given: { readonly body?: unknown; readonly headers?: Record<string, string>; readonly disclosing?: boolean } = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const [method, route, address = route] = request;
    const asked = { ...given, route, what: `by ${who}`, token: this.tokens[who] };
    const answer: TestAnswer = await this.recorder.ask(method, address, asked);
    if (expected !== null && answer.status !== expected) {
      throw new Error(`${method} ${route} by ${who} answered ${answer.status} ${answer.text.slice(0, 500)}`);
    }
    return (answer.body ?? {}) as Readonly<Record<string, unknown>>;
  }

  private at({ number }: MarkedPerson, rest = ''): [route: string, address: string] {
    return [`/v1/persons/:pseudonym${rest}`, `/v1/persons/${this.pseudonyms.get(number) ?? ''}${rest}`];
  }

  private async register(person: MarkedPerson): Promise<void> {
    const body = { ...SHARED, identity: person.identity, particulars: { sex: 'male' } };
    const headers = { 'idempotency-key': `crowd-${person.number}` };
    const { pseudonym } = await this.ask('coordinator', 201, ['POST', '/v1/persons'], { body, headers });
    this.pseudonyms.set(person.number, String(pseudonym));
  }

  private async change(person: MarkedPerson): Promise<void> {
    const body = { notes: `${person.words['changedNotes'] ?? ''} wrote again.` };
    await this.ask('liaison', 200, ['PATCH', ...this.at(person, '/identity')], {
      body,
      headers: { 'if-match': '*' },
    });
  }

  private async trace(person: MarkedPerson): Promise<void> {
    const body = {
      sought: { pseudonym: this.pseudonyms.get(person.number) },
      enquirer: person.enquirer,
      safeChannel: { channel: 'phone_call', details: person.safeChannel },
      kinship: 'sibling',
      receivedOn: '2021-05-30',
    };
    const { id } = await this.ask('coordinator', 201, ['POST', '/v1/tracing-requests'], { body });
    if (person.number % EVERY !== 0) return;
    const route = '/v1/tracing-requests/:id/disclosures';
    const shown = { purpose: 'family_contact', fields: ['contact', 'safe_channel'], reason: REASON };
    const address = route.replace(':id', String(id));
    await this.ask('coordinator', 201, ['POST', route, address], { body: shown, disclosing: true });
  }

  private async list(): Promise<void> {
    const side = { organisationId: this.cast.coordinator.organisation.id };
    for (let from = 0; from < this.people.length; from += LINES) {
      const lines = this.people.slice(from, from + LINES).map(({ listLine }) => ({ text: listLine }));
      const body = { submitter: side, recipient: side, submittedOn: '2021-02-10', lines };
      const { id } = await this.ask('coordinator', 201, ['POST', '/v1/lists'], { body });
      for (const rest of ['', '/export']) {
        await this.ask('coordinator', 200, ['GET', `/v1/lists/:id${rest}`, `/v1/lists/${String(id)}${rest}`]);
      }
      const suggest = ['POST', '/v1/lists/:id/suggestions', `/v1/lists/${String(id)}/suggestions`];
      const why = { purpose: 'family_tracing', limit: 20 };
      await this.ask('coordinator', 200, suggest as [string, string, string], { body: why });
      const line = ['POST', '/v1/lists/:id/lines/:line/disclosures', `/v1/lists/${String(id)}/lines/1/disclosures`];
      const asked = { purpose: 'identification', reason: REASON };
      await this.ask('coordinator', 201, line as [string, string, string], { body: asked, disclosing: true });
    }
  }

  private async seek(person: MarkedPerson): Promise<void> {
    const { name, birthDate, unregistered } = person;
    for (const one of [name, `${unregistered} ${name}`]) {
      const search = { name: one, purpose: 'family_tracing' };
      await this.ask('coordinator', 200, ['POST', '/v1/search'], { body: search });
      const body = { sought: { names: [{ text: one }], birthDate }, purpose: 'family_tracing' };
      for (const who of ['partner', 'bound', 'coordinator'] as const) {
        const { id } = await this.ask(who, 201, ['POST', '/v1/inquiries'], { body });
        await this.ask(who, 200, ['GET', '/v1/inquiries/:id', `/v1/inquiries/${String(id)}`]);
      }
    }
  }

  private async disclose(person: MarkedPerson): Promise<void> {
    const { username } = this.cast.coordinator;
    await this.ask('coordinator', 201, ['POST', ...this.at(person, '/assignments')], { body: { username } });
    const body = { purpose: 'family_contact', fields: [...IDENTITY_FIELDS], reason: REASON };
    await this.ask('liaison', 403, ['POST', ...this.at(person, '/disclosures')], { body });
    await this.ask('coordinator', 201, ['POST', ...this.at(person, '/disclosures')], { body, disclosing: true });
    for (const rest of ['', '/status', '/statements', '/disclosures']) {
      await this.ask('coordinator', 200, ['GET', ...this.at(person, rest)]);
    }
  }

  /** Where none of it belongs: every part of a request, well formed and broken. */
  private async misplace(person: MarkedPerson): Promise<void> {
    const { name, unregistered, identity } = person;
    const encoded = encodeURIComponent(name);
    const send = async (method: string, route: string, given: object = {}, address = route): Promise<void> => {
      await this.ask('coordinator', null, [method, route, address], given);
    };
    const persons = '/v1/persons';
    await send('POST', persons, { body: { ...SHARED, identity, [name]: unregistered } });
    await send('POST', persons, { body: { ...SHARED, identity: { ...identity, birthDate: name, photoUrl: name } } });
    await send('POST', persons, { body: { ...SHARED, identity, reference: name, side: name, sharingLevel: name } });
    await send('POST', persons, { body: `{"identity":{"names":[{"text":"${name}"}` });
    await send('POST', persons, { body: `{"${name}":1,"${name}":2}` });
    await send('POST', persons, { body: name, headers: { 'content-type': 'text/plain' } });
    await send('POST', persons, {
      body: { ...SHARED, identity, filler: name.repeat(Math.ceil(BODY_LIMIT / name.length)) },
    });
    await send('POST', persons, { body: {}, headers: { 'idempotency-key': encoded, 'if-match': `"${encoded}"` } });
    await send('GET', '/v1/persons/:pseudonym', {}, `${persons}/${encoded}`);
    await send('GET', persons, {}, `${persons}?status=${encoded}&cursor=${encoded}&${encoded}=1`);
    await send('PUT', '(no method)', {}, `${persons}/${encoded}`);
    await send(
      'GET',
      '(no route)',
      { headers: { referer: `https://x.example/${encoded}`, cookie: `a=${encoded}` } },
      `/${encoded}`,
    );
    await send('POST', '/v1/search', { body: { name, birthYear: name, purpose: name } });
    await send('POST', '/v1/auth/token', { body: { username: name, password: `${unregistered} ${name}` } });
    await send('POST', '/v1/auth/token', {
      body: { username: this.cast.liaison.username, password: `${name} ${name}` },
    });
    await send('POST', '/v1/lists', { body: { lines: [{ text: name, pseudonym: name }] } });
    await send('POST', '/v1/tracing-requests', { body: { enquirer: { ...person.enquirer, [name]: name } } });
    await send('POST', '/v1/places', { body: { code: name, name: 5, parent: unregistered } });
  }
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}
