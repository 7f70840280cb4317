// The mirror held up to a crowd: a random world of every kind of statement, loaded twice with the two parties exchanged.

import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { STATEMENT_KINDS } from '../../src/domain/records/statement-kinds.js';
import { anyGivenStatement, type GivenStatement } from '../support/any-given-statement.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { runCount } from '../support/run-count.js';

const CROWD = runCount(60, 500);
/** Two worlds, each of as many registrations and twice as many reads. */
jest.setTimeout(600_000);

interface Side {
  readonly key: string;
  readonly label: string;
}
interface Parties {
  readonly first: Side;
  readonly second: Side;
}

const ONE = { key: 'k3f9a51c', label: 'Northern Republic' };
const OTHER = { key: 'k81d07e2', label: 'Southern Federation' };
const DIMENSIONS = [
  '',
  '?by=side',
  '?by=holder',
  '?by=side,holder',
  '?by=sex,month,category,side,holder',
  '?by=side&validAt=2020-12-01',
];

/** Every kind stands in the crowd, whatever chance draws. */
const PEOPLE: readonly (readonly GivenStatement[])[] = Array.from({ length: CROWD }, (_, at) => {
  const kind = STATEMENT_KINDS[at % STATEMENT_KINDS.length];
  const [own] = fc.sample(anyGivenStatement(kind === undefined ? STATEMENT_KINDS : [kind]), {
    seed: at + 1,
    numRuns: 1,
  });
  const more = fc.sample(fc.array(anyGivenStatement(), { minLength: 1, maxLength: 5 }), {
    seed: 20201110 + at,
    numRuns: 1,
  });
  return [...(own === undefined ? [] : [own]), ...more.flat()];
});

class Crowd {
  private readonly meaning = new Map<string, string>();
  private readonly answers: Record<string, unknown> = {};

  constructor(
    private readonly application: TestApplication,
    private readonly parties: Parties,
  ) {}

  async enter(): Promise<Record<string, unknown>> {
    await this.foundParties();
    const office = await this.application.seedOrganisation({ name: 'Lantern Office', kind: 'national_society' });
    const coordinator = await (
      await this.application.seedUser({ organisation: office, roles: ['coordinator', 'analyst'] })
    ).token();
    const partners = await this.application.seedOrganisation({ name: 'Harbour Watch', kind: 'ngo' });
    const partner = await (
      await this.application.seedUser({ organisation: partners, roles: ['liaison', 'analyst'] })
    ).token();
    const pseudonyms: string[] = [];
    for (const [at, statements] of PEOPLE.entries()) pseudonyms.push(await this.register(coordinator, at, statements));
    for (const [who, token] of Object.entries({ coordinator, partner })) {
      for (const by of DIMENSIONS)
        await this.get(`${who} counts ${by}`, token, `/v1/statistics/whereabouts-status${by}`);
      await this.list(who, token);
    }
    for (const [at, pseudonym] of pseudonyms.entries()) {
      await this.get(`record ${at}`, coordinator, `/v1/persons/${pseudonym}?why=true`);
      await this.get(`statements ${at}`, coordinator, `/v1/persons/${pseudonym}/statements`);
    }
    return this.answers;
  }

  private async foundParties(): Promise<void> {
    const { database, entropy } = this.application.platform;
    await database.transaction(servicePrincipal('operator', entropy.shownId()), async ({ organisations }) => {
      for (const place of ['first', 'second'] as const) {
        const { key, label } = this.parties[place];
        this.meaning.set(key, `key of the ${place}`).set(label, `label of the ${place}`);
        await organisations.addParty({ id: entropy.shownId(), partyKey: key, label }, entropy.now());
      }
    });
  }

  private async register(token: string, at: number, statements: readonly GivenStatement[]): Promise<string> {
    const { first, second } = this.parties;
    const text = JSON.stringify(statements).replaceAll('party:first', first.key).replaceAll('party:second', second.key);
    this.application.clock.advance(1_000);
    const body = {
      reference: `P-${at}`,
      sharingLevel: 'partners_pseudonymous',
      legalBasis: 'public_interest',
      particulars: { sex: at % 3 === 0 ? 'female' : 'male', birth: { date: String(1960 + (at % 50)) } },
      side: at % 2 === 0 ? first.key : second.key,
      statements: JSON.parse(text) as unknown,
    };
    const answer = await this.application.request('POST', '/v1/persons', { token, body });
    if (answer.status !== 201) throw new Error(`P-${at}: ${answer.text} for ${text}`);
    const { pseudonym, statements: ids } = answer.body as { pseudonym: string; statements: string[] };
    this.meaning.set(pseudonym, `P-${at}`);
    ids.forEach((id, place) => this.meaning.set(id, `statement ${place} of P-${at}`));
    return pseudonym;
  }

  private async list(who: string, token: string): Promise<void> {
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const address: string = `/v1/persons?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await this.application.request('GET', address, { token });
      const { records, cursor: next } = body as { records: unknown; cursor: string | null };
      this.keep(`${who} lists page ${page}`, records);
      cursor = next;
    }
  }

  private async get(question: string, token: string, address: string): Promise<void> {
    const answer = await this.application.request('GET', address, { token });
    if (answer.status !== 200) throw new Error(`GET ${address}: ${answer.text}`);
    this.keep(question, answer.body);
  }

  /** Ids that stand for nothing known here are all alike. */
  private keep(question: string, body: unknown): void {
    const { first, second } = this.parties;
    const known = new RegExp(
      `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|WB(?:-[0-9A-Z]{5}){4}-[0-9A-Z]|${[first, second].flatMap(({ key, label }) => [key, label]).join('|')}`,
      'g',
    );
    const read = JSON.stringify(body).replaceAll(known, (found) => `«${this.meaning.get(found) ?? 'id'}»`);
    this.answers[question] = JSON.parse(read);
  }
}

async function crowd(parties: Parties): Promise<Record<string, unknown>> {
  const application = await startTestApplication();
  try {
    return await new Crowd(application, parties).enter();
  } finally {
    await application.stop();
  }
}

/** Lists that are in the order of a party's key compare without an order. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) {
    // The parties of one person stand together in the order of their keys.
    return typeof value === 'string' && value.includes(' + ') ? value.split(' + ').sort().join(' + ') : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unordered(one)]));
}

describe(`a random world of ${CROWD} persons and every kind of statement`, () => {
  it('has every kind of statement and nearly every status', () => {
    const kinds = new Set(PEOPLE.flat().map(({ kind }) => kind));
    expect(STATEMENT_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('answers the exchanged image when the two parties are exchanged', async () => {
    const world = await crowd({ first: ONE, second: OTHER });
    const mirrored = await crowd({ first: OTHER, second: ONE });
    expect(Object.keys(world).length).toBeGreaterThan(2 * CROWD);
    const differing = Object.keys(world).filter(
      (question) => JSON.stringify(unordered(world[question])) !== JSON.stringify(unordered(mirrored[question])),
    );
    expect(differing.map((question) => [question, world[question], mirrored[question]])).toEqual([]);
  });
});
