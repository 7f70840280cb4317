// A small registry as its own API fills it: people, what is said of them, a merge, a list, a request, evidence; and what it answers about them.

import { readFileSync } from 'node:fs';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { TestApplication, TestUser } from '../../support/http-application.js';
import type { RegistryHead } from './registry-file.js';

type Given = Readonly<Record<string, unknown>>;

export interface ToldPerson {
  readonly pseudonym: string;
  readonly reference: string;
  /** As it was registered; null where the record was registered without a name. */
  readonly name: string | null;
  readonly marks: string | null;
}

/** What a later version has to answer as this one did. */
export interface ToldRegistry {
  /** Of the clock, when the registry was left. */
  readonly at: string;
  readonly worker: { readonly username: string; readonly password: string };
  readonly partner: { readonly username: string; readonly password: string };
  readonly people: readonly ToldPerson[];
  /** Whose identity was erased; null where the version erased nobody. */
  readonly erased: string | null;
  /** Of people registered by others, under the worker's pseudonyms. */
  readonly seen: number;
  readonly line: { readonly list: string; readonly number: number; readonly text: string };
  readonly request: { readonly id: string; readonly enquirer: string };
  /** Address → what the worker was answered there. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly counts: { readonly address: string; readonly cells: unknown };
  readonly entries: number;
}

const REASON = 'A reason of some length.';
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const STATEMENT = { source: 'organisation', grade: 'B2' };
const PEOPLE: readonly { readonly name: string | null; readonly marks: string | null }[] = [
  { name: 'Arvel Tassin', marks: 'scar above the left eyebrow' },
  { name: 'Мира Белмар', marks: null },
  { name: 'Senna Quillfeder', marks: 'walks with a stick' },
  { name: 'Senna Quilfeder', marks: null },
  { name: null, marks: null },
  { name: 'Tavo Lindmoor', marks: 'two fingers of the right hand are missing' },
  { name: 'Joren Ostrand', marks: null },
];
/** Two records of one person: who is searched by either name is found as the second. */
export const MERGED = { from: 'P-3', into: 'P-2' };
/** Whose identity is erased, where the version can. */
const ERASED = 6;

class Filling {
  readonly answers: Record<string, unknown> = {};
  readonly people: ToldPerson[] = [];

  constructor(
    readonly service: TestApplication,
    readonly worker: TestUser,
    readonly partner: TestUser,
    readonly party: string,
  ) {}

  async post(
    user: TestUser,
    address: string,
    body: unknown,
    { method = 'POST', headers = {} }: { readonly method?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<Given> {
    this.service.clock.advance(60_000);
    const answer = await this.service.request(method, address, { token: await user.token(), body, headers });
    if (answer.status >= 300) throw new Error(`${method} ${address}: ${answer.status} ${answer.text}`);
    return (answer.body ?? {}) as Given;
  }

  async get(user: TestUser, address: string): Promise<Given> {
    const answer = await this.service.request('GET', address, { token: await user.token() });
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${answer.text}`);
    return answer.body as Given;
  }

  at(index: number): string {
    return this.people[index]?.pseudonym ?? '';
  }

  private referred(reference: string): string {
    return this.people.find((one) => one.reference === reference)?.pseudonym ?? '';
  }

  async register(index: number): Promise<void> {
    const { name, marks } = PEOPLE[index] ?? { name: null, marks: null };
    const reference = `P-${index}`;
    const holder = { holder: this.party };
    const { pseudonym } = await this.post(this.worker, '/v1/persons', {
      ...SHARED,
      reference,
      particulars: { sex: index % 2 === 0 ? 'male' : 'female', birth: { date: String(1970 + index) } },
      ...(name !== null && { identity: { names: [{ text: name }], ...(marks !== null && { marks }) } }),
      statements: [
        { ...STATEMENT, kind: 'disappearance', valid: '2020-11', place: { code: 'test:10', precision: 'admin_area' } },
        ...(index % 2 === 0 ? [{ ...STATEMENT, kind: 'capture', valid: '2020-11-10', details: holder }] : []),
      ],
    });
    this.people.push({ pseudonym: String(pseudonym), reference, name, marks });
  }

  async sayMore(): Promise<void> {
    const said = await this.post(this.worker, `/v1/persons/${this.at(1)}/statements`, {
      ...STATEMENT,
      kind: 'last_contact',
      valid: '2021-01-05',
    });
    await this.post(this.worker, `/v1/statements/${String(said['id'])}/retraction`, {
      reason: 'It was somebody else.',
    });
    const day = { ...STATEMENT, kind: 'last_seen', valid: '2021-02' };
    const seen = await this.post(this.worker, `/v1/persons/${this.at(0)}/statements`, day);
    const successor = { ...day, valid: '2021-02-11' };
    await this.post(this.worker, `/v1/statements/${String(seen['id'])}/supersession`, { reason: REASON, successor });
    await this.post(this.worker, `/v1/persons/${this.at(5)}/statements`, {
      ...STATEMENT,
      kind: 'located',
      valid: '2021-03-01',
      details: { attestedBy: 'family' },
    });
    const first = `/v1/persons/${this.at(0)}`;
    const read = await this.service.request('GET', first, { token: await this.worker.token() });
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const notes = { notes: 'Plays the clarinet.' };
    await this.post(this.worker, `${first}/identity`, notes, { method: 'PATCH', headers });
    const { username } = this.worker;
    for (const { pseudonym } of this.people)
      await this.post(this.worker, `/v1/persons/${pseudonym}/assignments`, { username });
    await this.post(this.worker, `/v1/persons/${this.at(1)}/tasks`, { kind: 'follow_up', due: '2021-07-01' });
  }

  async merge(second: TestUser): Promise<void> {
    const [from, into] = [this.referred(MERGED.from), this.referred(MERGED.into)];
    const at = `/v1/persons/${from}/links`;
    const { id } = await this.post(this.worker, at, { into, reason: REASON });
    const link = `${at}/${String(id)}`;
    const proposed = await this.service.request('GET', link, { token: await second.token() });
    const headers = { 'if-match': proposed.headers.get('etag') ?? '' };
    await this.post(second, `${link}/review`, { verdict: 'confirmed', reason: REASON }, { headers });
  }

  async submitList(): Promise<ToldRegistry['line']> {
    const [text, recipient] = ['Oda Ostrand, of the Upper Vale', { party: this.party }];
    const list = await this.post(this.worker, '/v1/lists', {
      submitter: { organisationId: this.worker.organisation.id },
      recipient,
      submittedOn: '2021-03-05',
      lines: [{ pseudonym: this.at(0) }, { text }, { least: 4, most: 5 }],
    });
    const answer = { line: 1, answer: 'acknowledged', answeredOn: '2021-04-02', answeredBy: recipient };
    await this.post(this.worker, `/v1/lists/${String(list['id'])}/answers`, answer);
    return { list: String(list['id']), number: 2, text };
  }

  async trace(): Promise<ToldRegistry['request']> {
    const enquirer = 'Benno Tassin';
    const { id } = await this.post(this.worker, '/v1/tracing-requests', {
      sought: { pseudonym: this.at(0) },
      enquirer: { name: enquirer },
      safeChannel: { channel: 'phone_call' },
      kinship: 'sibling',
      receivedOn: '2021-05-30',
    });
    await this.post(this.worker, `/v1/tracing-requests/${String(id)}/assignment`, { username: this.worker.username });
    return { id: String(id), enquirer };
  }

  /** By two persons. */
  async erase(second: TestUser): Promise<string | null> {
    const pseudonym = this.at(ERASED);
    const address = `/v1/persons/${pseudonym}/erasures`;
    const probe = await this.service.request('GET', address, { token: await this.worker.token() });
    if (probe.status === 404) return null;
    const { id } = await this.post(this.worker, address, { ground: 'purpose_ended', reason: REASON });
    await this.post(second, `${address}/${String(id)}/confirmation`, {});
    return pseudonym;
  }

  async keep(address: string): Promise<Given> {
    const answer = await this.get(this.worker, address);
    this.answers[address] = answer;
    return answer;
  }
}

/** Numbers what was noted so far; what is noted after it waits for the next version. */
async function sealLog({ app }: TestApplication): Promise<void> {
  const principal = servicePrincipal('job', '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11');
  await app.get(SealAuditEntries).execute(principal, { known: null });
}

async function gather(service: TestApplication): Promise<{ filling: Filling; second: TestUser; auditor: TestUser }> {
  const bureau = await service.seedOrganisation({ party: 'Northern Republic', kind: 'national_information_bureau' });
  const organisation = await service.seedOrganisation();
  const roles = ['coordinator', 'liaison', 'analyst'] as const;
  const worker = await service.seedUser({ organisation, roles });
  const partner = await service.seedUser({ roles: ['coordinator', 'liaison'] });
  const second = await service.seedUser({ organisation, roles: ['verifier', 'custodian'] });
  const auditor = await service.seedUser({ organisation, roles: ['auditor'] });
  return { filling: new Filling(service, worker, partner, bureau.party?.partyKey ?? ''), second, auditor };
}

export async function fillRegistry(service: TestApplication): Promise<ToldRegistry> {
  const { filling, second, auditor } = await gather(service);
  const { worker, partner } = filling;
  await filling.post(worker, '/v1/places', { code: 'test:10', name: 'Upper Vale' });
  for (const index of PEOPLE.keys()) await filling.register(index);
  await filling.sayMore();
  await filling.merge(second);
  const erased = await filling.erase(second);
  const [line, request] = [await filling.submitList(), await filling.trace()];
  await filling.post(partner, '/v1/persons', { ...SHARED, reference: 'Q-1', statements: [] });
  await sealLog(service);
  for (const { pseudonym } of filling.people) {
    await filling.keep(`/v1/persons/${pseudonym}`);
    await filling.keep(`/v1/persons/${pseudonym}/statements`);
    await filling.keep(`/v1/persons/${pseudonym}/assignments`);
  }
  for (const address of ['/v1/tasks', `/v1/lists/${line.list}`, `/v1/tracing-requests/${request.id}`, '/v1/places'])
    await filling.keep(address);
  const listed = (await filling.get(worker, '/v1/persons?limit=200'))['records'] as readonly unknown[];
  const address = '/v1/statistics/whereabouts-status';
  const { cells } = await filling.get(worker, address);
  const verified = await filling.get(auditor, '/v1/audit/verification');
  return {
    at: new Date(service.clock.now()).toISOString(),
    worker: { username: worker.username, password: worker.password },
    partner: { username: partner.username, password: partner.password },
    people: filling.people,
    erased,
    seen: listed.length - filling.people.length,
    line,
    request,
    answers: filling.answers,
    counts: { address, cells },
    entries: Number(verified['checked']),
  };
}

/** What the file of this registry holds beside its rows. */
export function besideTheRows(
  service: TestApplication,
  keys: string,
  told: ToldRegistry,
): Pick<RegistryHead<ToldRegistry>, 'keys' | 'keyStore' | 'told'> {
  const { keyStoreFile } = service.platform.environment as { readonly keyStoreFile?: string | null };
  return {
    keys,
    told,
    keyStore:
      keyStoreFile === null || keyStoreFile === undefined ? null : readFileSync(keyStoreFile).toString('base64'),
  };
}
