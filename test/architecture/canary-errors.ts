// Provokes, with canaries in what is sent, every refusal and failure that the API can answer and that a day of work does not meet.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { closeByDate } from '../support/closed-by-date.js';
import { CANARIES as C } from '../support/canary.js';
import { MOST_DISCLOSED_A_DAY } from '../../src/domain/identity/disclosure-limit.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';
import { expiredToken } from './access-matrix/faulty-tokens.js';
import type { Cast, MarkedWorld } from './canary-story.js';
import { Recorder } from './canary-surfaces.js';

/** Codes that this chapter cannot meet, each with the reason. */
export const NOT_PROVOKED: Readonly<Record<string, string>> = {
  database_read_only: 'a server that may only be read; test/http/request-limits.test.ts',
  request_timeout: 'takes the whole time that a request may take to arrive; test/http/request-limits.test.ts',
  not_acceptable: 'no route chooses between forms; the code stands for what Fastify might answer',
  import_in_progress: 'a command, held by another one; test/usecases/imports',
  import_file_refused: 'a command; canary-commands.ts',
  mapping_refused: 'a command; canary-commands.ts',
  erasure_not_promised: 'a registry that was set so when it began; test/usecases/erasures/erasure-rights.test.ts',
  setup_token_refused: 'a registry without any organisation; test/http/access-set-up.test.ts',
  second_factor_needed: 'a registry that was set so when it began; test/http/second-factor.test.ts',
  second_factor_broken: 'a row that somebody altered in the database; test/http/broken-second-factor.test.ts',
  nothing_to_publish: 'a registry without records; test/cli/release-commands.test.ts',
  news_waits: 'a central agency, of which this world has none; test/usecases/inquiries/replies.test.ts',
  reply_not_consented: 'the same',
  reply_state_conflict: 'the same',
  release_would_disclose: 'a published release that contradicts itself; test/usecases/statistics/releases.test.ts',
};

const REASON = 'One register line in two lists.';
const NAME = `${C.latinGiven} ${C.latinSurname}`;
const REGISTRATION = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const IDENTITY = { names: [{ text: NAME }], birthDate: C.birthDate, notes: C.notes };
/** More than a body or a header may hold. */
const [LONG_BODY, LONG_HEADER] = [300_000, 20_000];

type Given = Readonly<Record<string, unknown>>;

export class CanaryErrors {
  constructor(
    private readonly application: TestApplication,
    private readonly recorder: Recorder,
    private readonly owner: Client,
    private readonly world: MarkedWorld,
  ) {}

  /** Answers the codes that were met. */
  async provoke(): Promise<ReadonlySet<string>> {
    await this.atTheDoor();
    await this.inRequests();
    await this.inRecords();
    await this.ofClosedIdentities();
    await this.ofActs();
    await this.ofReleases();
    await this.ofLostConnections();
    await this.ofUnopenedSeals();
    await this.ofTooManyNames();
    const crowded = await this.ofTooMany();
    return new Set([...this.recorder.codes, ...crowded]);
  }

  private ask(
    who: keyof Cast | null,
    method: string,
    route: string,
    given: Given & { address?: string } = {},
  ): Promise<TestAnswer> {
    const { address = route, ...request } = given;
    const token = who === null ? {} : { token: this.world.tokens[who] };
    return this.recorder.ask(method, address, { route, what: 'to provoke', ...token, ...request });
  }

  private async made(who: keyof Cast, route: string, body: object, address = route): Promise<Given> {
    const answer = await this.ask(who, 'POST', route, { body, address });
    if (answer.status >= 300) throw new Error(`POST ${route} answered ${answer.text}`);
    return (answer.body ?? {}) as Given;
  }

  private async atTheDoor(): Promise<void> {
    const { coordinator } = this.world.cast;
    const token = expiredToken(this.application, this.world.tokens.coordinator);
    await this.ask(null, 'POST', '/v1/search', { token, body: { name: NAME, purpose: 'family_tracing' } });
    const wrong = { username: NAME, password: `${C.kin} ${C.mother}` };
    await this.ask(null, 'POST', '/v1/auth/token', { body: wrong });
    await this.ask(null, 'POST', '/v1/auth/token', { body: { ...wrong, username: coordinator.username } });
    const { username, password } = coordinator;
    const signedIn = await this.application.request('POST', '/v1/auth/token', { body: { username, password } });
    const { refreshToken } = signedIn.body as { readonly refreshToken: string };
    const refresh = { body: { refreshToken } };
    await this.application.request('POST', '/v1/auth/refresh', refresh);
    this.application.clock.advance(30_000);
    await this.ask(null, 'POST', '/v1/auth/refresh', refresh);
    await this.ask(null, 'POST', '/v1/auth/password', { body: { token: 'x'.repeat(43), password: NAME } });
    const setUp = { organisation: { name: NAME, kind: 'ngo' }, username: 'the.first', password: `${NAME} ${NAME}` };
    await this.ask(null, 'POST', '/v1/set-up', { body: { ...setUp, token: 'x'.repeat(43) } });
  }

  private async inRequests(): Promise<void> {
    const person = { ...REGISTRATION, identity: IDENTITY };
    const headers = { 'idempotency-key': 'errors-1' };
    await this.ask('coordinator', 'POST', '/v1/persons', { body: person, headers });
    await this.ask('coordinator', 'POST', '/v1/persons', {
      body: { ...person, identity: { names: [{ text: C.alias }] } },
      headers,
    });
    await this.ask('coordinator', 'POST', '/v1/persons', {
      body: { ...person, filler: NAME.repeat(LONG_BODY / NAME.length) },
    });
    const long = { 'x-long': C.latinGiven.repeat(LONG_HEADER / C.latinGiven.length) };
    await this.ask('coordinator', 'GET', '/v1/persons', { headers: long });
    const mistyped = this.world.pseudonym.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'));
    await this.ask('coordinator', 'GET', '/v1/persons/:pseudonym', { address: `/v1/persons/${mistyped}` });
  }

  private async ofClosedIdentities(): Promise<void> {
    const { pseudonym } = await this.made('coordinator', '/v1/persons', { ...REGISTRATION, identity: IDENTITY });
    const { database, clock } = this.application;
    await closeByDate(database.urls.owner, String(pseudonym), clock.now());
    await this.ask('coordinator', 'PATCH', '/v1/persons/:pseudonym/identity', {
      body: { marks: C.marks },
      address: `/v1/persons/${String(pseudonym)}/identity`,
    });
  }

  private async inRecords(): Promise<void> {
    const { pseudonym } = await this.made('coordinator', '/v1/persons', {
      ...REGISTRATION,
      identity: IDENTITY,
      reference: 'E-1',
    });
    await this.ask('coordinator', 'POST', '/v1/persons', {
      body: { ...REGISTRATION, identity: IDENTITY, reference: 'E-1' },
    });
    const one = String(pseudonym);
    const other = await this.made('coordinator', '/v1/persons', { ...REGISTRATION, identity: IDENTITY });
    const apart = await this.made('coordinator', '/v1/persons', {
      ...REGISTRATION,
      identity: IDENTITY,
      sharingLevel: 'registry_only',
    });
    const links = (into: unknown): Promise<TestAnswer> =>
      this.ask('liaison', 'POST', '/v1/persons/:pseudonym/links', {
        body: { into, reason: REASON },
        address: `/v1/persons/${one}/links`,
      });
    for (const into of [other, other, apart]) await links(into['pseudonym']);
    const at = `/v1/persons/${one}/disclosures`;
    const asked = { purpose: 'court', fields: ['names'], reason: REASON };
    for (const purpose of ['court_proceedings', 'court', 'legal_proceedings'])
      await this.ask('coordinator', 'POST', '/v1/persons/:pseudonym/disclosures', {
        body: { ...asked, purpose },
        address: at,
      });
    const { organisation, username } = this.world.cast.coordinator;
    const account = { organisationId: organisation.id, username, roles: ['liaison'] };
    await this.ask('administrator', 'POST', '/v1/users', { body: account });
    await this.ask('administrator', 'POST', '/v1/organisations', { body: { name: organisation.name, kind: 'ngo' } });
  }

  /** An answer to a list and a link of remains that stand, and with them what they wrote. */
  private async act(): Promise<void> {
    const { pseudonym } = await this.made('coordinator', '/v1/persons', { ...REGISTRATION, identity: IDENTITY });
    const { rows } = await this.owner.query<{ party: string }>('SELECT party_key AS party FROM registry.party LIMIT 1');
    const [side] = rows;
    const given = { submitter: side, recipient: side, submittedOn: '2021-02-10', lines: [{ pseudonym }] };
    const list = await this.made('coordinator', '/v1/lists', given);
    const answer = { line: 1, answer: 'acknowledged', answeredOn: '2021-03-01', answeredBy: side };
    await this.made('coordinator', '/v1/lists/:id/answers', answer, `/v1/lists/${String(list['id'])}/answers`);
    const { id } = await this.made('coordinator', '/v1/remains', { extent: 'whole', sharingLevel: 'registry_only' });
    const identified = { persons: [pseudonym], method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
    const links = `/v1/remains/${String(id)}/links`;
    const link = await this.made('coordinator', '/v1/remains/:id/links', identified, links);
    const confirmation = '/v1/remains/:id/links/:linkId/confirmation';
    await this.made('verifier', confirmation, {}, `${links}/${String(link['id'])}/confirmation`);
  }

  /** Every statement that the story's people have: some were withdrawn, and some were written by an act. */
  private async ofActs(): Promise<void> {
    await this.act();
    const { rows } = await this.owner.query<{ id: string }>('SELECT id::text FROM registry.statement');
    for (const { id } of rows) {
      for (let times = 0; times < 3; times += 1) {
        await this.ask('coordinator', 'POST', '/v1/statements/:id/retraction', {
          body: { reason: times === 0 ? `${C.enquirerEmail} wrote so.` : REASON },
          address: `/v1/statements/${id}/retraction`,
        });
      }
    }
  }

  private async ofReleases(): Promise<void> {
    const publication = '/v1/releases/:number/publication';
    for (const number of ['1', '2'])
      await this.ask('analyst', 'POST', publication, { address: publication.replace(':number', number) });
    const { id } = await this.made('analyst', '/v1/releases/splits', { by: 'holder' });
    await this.ask('analyst', 'POST', '/v1/releases', { address: `/v1/releases?split=${String(id)}` });
  }

  /** What is in the vault was changed behind its back. */
  private async ofUnopenedSeals(): Promise<void> {
    const { pseudonym } = await this.made('coordinator', '/v1/persons', { ...REGISTRATION, identity: IDENTITY });
    const at = `/v1/persons/${String(pseudonym)}`;
    const { username } = this.world.cast.coordinator;
    await this.made('coordinator', '/v1/persons/:pseudonym/assignments', { username }, `${at}/assignments`);
    await this.owner.query(
      `UPDATE vault.sealed_field SET sealed = set_byte(sealed, length(sealed) - 1, 255 - get_byte(sealed, length(sealed) - 1))
       WHERE person_id = (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1)`,
      [pseudonym],
    );
    const body = { purpose: 'family_contact', fields: ['names'], reason: REASON };
    await this.ask('coordinator', 'POST', '/v1/persons/:pseudonym/disclosures', { body, address: `${at}/disclosures` });
  }

  /** A connection that is cut off while its request waits. */
  private async ofLostConnections(): Promise<void> {
    await this.owner.query('BEGIN; LOCK TABLE registry.inquiry IN ACCESS EXCLUSIVE MODE');
    const body = { sought: { names: [{ text: NAME }] }, purpose: 'family_tracing' };
    const answered = new AbortController();
    const asked = this.ask('coordinator', 'POST', '/v1/inquiries', { body }).finally(() => {
      answered.abort();
    });
    while (!answered.signal.aborted) {
      await sleep(20);
      await this.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'registry.inquiry'::regclass`,
      );
    }
    await asked;
    await this.owner.query('ROLLBACK');
  }

  /** One after the other, until it is too much for a day. */
  private async ofTooManyNames(): Promise<void> {
    const { username } = this.world.cast.coordinator;
    for (let shown = 0; shown <= MOST_DISCLOSED_A_DAY; shown += 1) {
      const { pseudonym } = await this.made('coordinator', '/v1/persons', { ...REGISTRATION, identity: IDENTITY });
      const at = `/v1/persons/${String(pseudonym)}`;
      await this.made('coordinator', '/v1/persons/:pseudonym/assignments', { username }, `${at}/assignments`);
      const body = { purpose: 'family_contact', fields: ['names'], reason: REASON };
      await this.ask('coordinator', 'POST', '/v1/persons/:pseudonym/disclosures', {
        body,
        address: `${at}/disclosures`,
        disclosing: true,
      });
    }
  }

  /** Another process of the same service, which lets few requests in and few names be asked after. */
  private async ofTooMany(): Promise<ReadonlySet<string>> {
    const environment = { requestsPerMinute: 2, namesPerUser: 1 };
    const strict = await startTestApplication({ beside: this.application, environment });
    const recorder = new Recorder(strict);
    try {
      for (let times = 0; times < 4; times += 1) {
        const body = { name: NAME, purpose: 'family_tracing' };
        await recorder.ask('POST', '/v1/search', { token: this.world.tokens.coordinator, body });
      }
      this.recorder.surfaces.push(...recorder.surfaces, { name: 'log of a strict service', text: strict.logged() });
    } finally {
      await strict.stop();
    }
    return recorder.codes;
  }
}
