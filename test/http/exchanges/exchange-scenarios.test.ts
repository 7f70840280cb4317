// Cases that must work, played through the API: three civilians of whom two come back, and sixty of whom four cannot say who they are.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRecord, type ExpectedRecord, type ReadRecord } from '../expected-record.js';
import { startTestApplication, type TestApplication, type TestUser } from '../../support/http-application.js';

const BELIEVED_HELD: ExpectedRecord = {
  status: 'believed_held',
  rule: 'custody_believed',
  deciding: ['detention'],
  flags: ['sign_of_life_stale', 'particulars_not_seen', 'no_family_news'],
};
/** Nobody inquired into the death or certified it. */
const DEATH_REPORTED: ExpectedRecord = {
  status: 'death_reported',
  rule: 'death_said',
  deciding: ['death'],
  flags: ['death_after_sign_of_life_in_custody', 'death_without_inquiry', 'death_certificate_not_seen'],
};
const RETURNED: ExpectedRecord = {
  status: 'returned_exchanged',
  fate: 'alive_confirmed',
  rule: 'arrival_attested',
  deciding: ['arrival'],
};

interface Exchange {
  readonly state: string;
  readonly totals: readonly object[];
  readonly contradictions: readonly object[];
  readonly roster: readonly {
    readonly person: string;
    readonly standing: string;
    readonly said: string | null;
    readonly unidentified: boolean;
    readonly statementIds: readonly string[];
  }[];
  readonly steps: readonly { readonly state: string; readonly by: string | null; readonly day: string | null }[];
}

let service: TestApplication;
let office: TestUser;
let token: string;
let north: string;
let south: string;

beforeAll(async () => {
  service = await startTestApplication();
  north = (await service.seedOrganisation({ party: 'Northern Republic' })).party?.partyKey ?? '';
  south = (await service.seedOrganisation({ party: 'Southern League' })).party?.partyKey ?? '';
  office = await service.seedUser({ roles: ['coordinator'] });
  token = await office.token();
});
afterAll(() => service.stop());

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await service.request('POST', path, { token, body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}

async function get<T>(path: string): Promise<T> {
  const answer = await service.request('GET', path, { token });
  expect(answer.status).toBe(200);
  return answer.body as T;
}

const read = (person: string): Promise<object> => get<object>(`/v1/persons/${person}?why=true`);
const expectThat = (pseudonym: string, expected: ExpectedRecord): Promise<ReadRecord> =>
  expectRecord(service, { token, pseudonym }, expected);
const readExchange = (id: string): Promise<Exchange> => get<Exchange>(`/v1/exchanges/${id}`);

async function civilian(...statements: object[]): Promise<string> {
  const { pseudonym } = await post<{ pseudonym: string }>('/v1/persons', {
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    categories: [{ category: 'missing_civilian' }],
    side: south,
    statements: [
      { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' },
      { kind: 'detention', valid: '2020-11-04', source: 'witness', grade: 'B2', details: { holder: north } },
      ...statements,
    ],
  });
  return pseudonym;
}

async function propose(given: object): Promise<string> {
  const terms = { sides: [north, south], sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  return (await post<{ id: string }>('/v1/exchanges', { ...terms, ...given })).id;
}

describe('scenario 8: of three civilians held, one died and two returned in an exchange', () => {
  it('is one exchange with a roster, agreed against handed over against absent', async () => {
    const people = [await civilian(), await civilian()];
    const died = await civilian({
      kind: 'death',
      valid: '2021-01',
      source: 'witness_of_death',
      grade: 'B2',
      details: { circumstance: 'in_custody' },
    });
    await expectThat(died, DEATH_REPORTED);
    const before = await read(died);
    const line = (person: string, standing: string, said?: string): object => ({ person, side: north, standing, said });
    const id = await propose({ agreement: 'TRUCE-2020', clause: '8', day: '2021-03' });
    await post(`/v1/exchanges/${id}/roster`, { lines: [...people, died].map((person) => line(person, 'listed')) });
    await post(`/v1/exchanges/${id}/steps`, { from: 'proposed', to: 'agreed', day: '2021-03-02' });
    for (const person of people) await expectThat(person, BELIEVED_HELD);

    const handOver = await post<{ written: number }>(`/v1/exchanges/${id}/steps`, {
      from: 'agreed',
      to: 'handed_over',
      day: '2021-03-14',
      lines: [...people.map((person) => line(person, 'handed_over')), line(died, 'absent', 'said_dead')],
    });
    expect(handOver.written).toBe(2);
    const said = { status: 'release_unconfirmed', rule: 'return_not_attested', deciding: ['exchange'] };
    for (const person of people) await expectThat(person, said);

    const day = '2021-03-14';
    const verified = { from: 'handed_over', to: 'verified', day, attestedBy: 'receiving_side' };
    await post(`/v1/exchanges/${id}/steps`, verified);
    const exchange = await readExchange(id);
    expect(exchange).toMatchObject({
      state: 'verified',
      totals: [
        {
          side: { partyKey: north },
          agreed: 3,
          handedOver: 2,
          absent: 1,
          unlisted: 0,
          unidentified: 0,
          notAccounted: 0,
        },
        { side: { partyKey: south }, agreed: 0, handedOver: 0, absent: 0 },
      ],
      contradictions: [],
    });
    expect(exchange.steps.map(({ state, by }) => [state, by])).toEqual(
      ['proposed', 'agreed', 'handed_over', 'verified'].map((state) => [state, office.username]),
    );
    for (const person of people) {
      const record = await expectThat(person, RETURNED);
      const { statementIds } = exchange.roster.find((one) => one.person === person)!;
      expect(statementIds).toHaveLength(2);
      expect(statementIds).toEqual(expect.arrayContaining([...record.why.deciding]));
    }
    expect(exchange.roster.find(({ person }) => person === died)).toMatchObject({
      standing: 'absent',
      said: 'said_dead',
      statementIds: [],
    });
    const after = await read(died);
    expect(after).toEqual({ ...before, asOf: expect.anything(), knownAt: expect.anything() });
    await expectThat(died, DEATH_REPORTED);
  });
});

describe('sixty handed over, of whom four cannot say who they are', () => {
  it('registers four persons of their own, returned, and moves no open case', async () => {
    const listed: string[] = [];
    for (let at = 0; at < 60; at += 1) listed.push(await civilian());
    const [came, open] = [listed.slice(0, 56), listed.slice(56)];
    const id = await propose({ counts: [{ side: north, of: 'agreed', count: 60 }] });
    const lines = (people: readonly string[], standing: string): object[] =>
      people.map((person) => ({ person, side: north, standing }));
    await post(`/v1/exchanges/${id}/roster`, { lines: lines(listed, 'listed') });
    await post(`/v1/exchanges/${id}/steps`, { from: 'proposed', to: 'agreed' });
    const openBefore = await Promise.all(open.map(read));
    const { unidentified } = await post<{ unidentified: string[] }>(`/v1/exchanges/${id}/steps`, {
      from: 'agreed',
      to: 'handed_over',
      day: '2021-04-09',
      lines: lines(came, 'handed_over'),
      unidentified: [{ side: north, count: 4 }],
      counts: [
        { side: north, of: 'handed_over', count: 60 },
        { side: north, of: 'handed_over', count: 62, saidBy: north },
      ],
    });
    expect(unidentified).toHaveLength(4);
    await post(`/v1/exchanges/${id}/steps`, {
      from: 'handed_over',
      to: 'verified',
      day: '2021-04-09',
      attestedBy: 'neutral_agency',
    });
    for (const person of unidentified) {
      await expectThat(person, RETURNED);
      expect(await read(person)).toMatchObject({ categories: [{ category: 'unidentified_living' }] });
    }
    for (const person of came) await expectThat(person, RETURNED);
    const openAfter = await Promise.all(open.map(read));
    expect(openAfter).toEqual(openBefore);
    for (const person of open) await expectThat(person, BELIEVED_HELD);

    const exchange = await readExchange(id);
    expect(exchange.totals[0]).toEqual({
      side: { partyKey: north, label: 'Northern Republic' },
      agreed: 60,
      handedOver: 60,
      absent: 0,
      unlisted: 4,
      unidentified: 4,
      notAccounted: 4,
    });
    expect(exchange.contradictions).toEqual([
      expect.objectContaining({ contradiction: 'count_against_roster', of: 'handed_over', said: 62, against: 60 }),
      expect.objectContaining({ contradiction: 'counts_disagree', of: 'handed_over', said: 60, against: 62 }),
      expect.objectContaining({ contradiction: 'not_accounted', against: 4 }),
    ]);
    expect(exchange.roster.filter(({ unidentified: nameless }) => nameless)).toHaveLength(4);
  });
});

describe('the door', () => {
  it('refuses unknown fields by name, and lines that are too many', async () => {
    const id = await propose({});
    const attempt = (body: object): ReturnType<TestApplication['request']> =>
      service.request('POST', `/v1/exchanges/${id}/roster`, { token, body });
    const unknown = await attempt({ lines: [{ person: 'x', side: north, standing: 'listed', name: 'Arvel Tassin' }] });
    expect(unknown.status).toBe(422);
    expect(unknown.body).toMatchObject({ code: 'unknown_field', errors: [{ pointer: '/lines/0/name' }] });
    expect(unknown.text).not.toContain('Tassin');
    const line = { person: 'x', side: north, standing: 'listed' };
    expect((await attempt({ lines: Array.from({ length: 501 }, () => line) })).status).toBe(422);
    expect((await service.request('GET', '/v1/exchanges?state=gone', { token })).status).toBe(422);
    expect((await service.request('GET', '/v1/exchanges?cursor=gone', { token })).status).toBe(422);
  });

  it('lists exchanges page by page, the newest first', async () => {
    const first = await get<{ exchanges: { id: string }[]; cursor: string }>('/v1/exchanges?limit=2');
    expect(first.exchanges).toHaveLength(2);
    const second = await get<{ exchanges: { id: string }[]; cursor: string | null }>(
      `/v1/exchanges?limit=2&cursor=${first.cursor}`,
    );
    expect(second).toMatchObject({ cursor: null });
    expect(new Set([...first.exchanges, ...second.exchanges].map(({ id }) => id)).size).toBe(3);
  });
});
