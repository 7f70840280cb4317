// Tries to single out every person of the demonstration from what readers of other organisations are shown.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { loadDemonstration } from '../../../src/demonstration/load-demonstration.js';
import { ComparePersons } from '../../../src/usecases/records/compare-persons.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { addressOf, routesOf } from '../application-routes.js';
import { mayBeTheirs, type ShownPerson } from './attack.js';
import { get, listed, seenBy, type Seen } from './shown-people.js';

/** Of the clock of the service under test. */
const TODAY = Date.parse('2026-11-28T12:00:00Z');
const LEAST = 5;
const LOST_AT = { code: 'demo:1001', precision: 'admin_area' };

let folder: string;
let service: TestApplication;
/** The same registry, where everybody is shown by month, area and band: what the attack is worth. */
let uncompared: TestApplication;
let owner: string;
let partner: string;
let agency: string;
let bound: string;
let administrator: string;
let truths: readonly Seen[];

async function tokenOf(username: string, password: string): Promise<string> {
  const answer = await service.request('POST', '/v1/auth/token', { body: { username, password } });
  return (answer.body as { accessToken: string }).accessToken;
}

function compare(): Promise<object> {
  return service.app.get(ComparePersons).execute(servicePrincipal('job', 'test'));
}

async function organisationOf(name: string): Promise<string> {
  const { organisations } = await get<{ organisations: { id: string; name: string }[] }>(
    service,
    administrator,
    '/v1/organisations',
  );
  return organisations.find((one) => one.name === name)?.id ?? '';
}

/** What the partner is shown as long as nobody says anything new: read once for all that look at it. */
let firstSeen: Promise<readonly Seen[]> | null = null;
const seenByPartner = (): Promise<readonly Seen[]> => (firstSeen ??= seenBy(service, partner));

/** By the id of a statement, which is the same for all its readers; what the attack may not use. */
function truthOf(shown: Seen): Seen {
  const truth = truths.find(({ statements }) => statements.some(({ id }) => id === shown.statements[0]?.id));
  if (truth === undefined) throw new Error('a shown person whom nobody registered');
  return truth;
}

/** For each shown person of whom the reader recorded nothing itself, how many of the shown records of such people may be theirs. */
function attack(shown: readonly Seen[]): number[] {
  const others = shown.filter(({ own, statements }) => !own && !statements.some((one) => one.own));
  return others.map((one) => {
    const truth = truthOf(one);
    expect(mayBeTheirs(one, truth)).toBe(true);
    return others.filter((candidate) => mayBeTheirs(candidate, truth)).length;
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-singling-out-'));
  service = await startTestApplication({ environment: { leastAlike: LEAST, demonstration: true } });
  uncompared = await startTestApplication({ environment: { leastAlike: 1 }, beside: service });
  service.clock.set(TODAY);
  const passwordSecret = new Uint8Array(32).fill(7);
  const signIns = await loadDemonstration(service.app, {
    dataDirectory: folder,
    passwordSecret,
    turnClockBack: (days) => {
      service.clock.set(TODAY - days * 86_400_000);
    },
    onProgress: () => undefined,
  });
  const signedIn = (username: string): Promise<string> =>
    tokenOf(username, signIns.find((one) => one.username === username)?.password ?? '');
  [owner, agency, bound] = [
    await signedIn('coordinator'),
    await signedIn('agency-coordinator'),
    await signedIn('north-bureau'),
  ];
  administrator = await signedIn('administrator');
  const society = await service.seedOrganisation({ name: 'Harbour Watch', kind: 'national_society' });
  partner = await (
    await service.seedUser({ organisation: society, roles: ['coordinator', 'liaison', 'analyst'] })
  ).token();
  // What each owner alone reads of its own people; of others' it is shown no more than the attacked readers are.
  truths = [...(await seenBy(service, owner)), ...(await seenBy(service, agency))].filter(({ own }) => own);
}, 300_000);

afterAll(async () => {
  await uncompared.stop();
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('whoever knows all particulars of a person', () => {
  it('finds most of them by months, areas and bands alone, which is why people are compared', async () => {
    const candidates = attack(await seenBy(uncompared, partner));
    const singledOut = candidates.filter((count) => count === 1).length;
    const few = candidates.filter((count) => count < LEAST).length;
    report(
      `Compared with nobody: of ${candidates.length} people ${singledOut} singled out, ${few} among fewer than ${LEAST}.`,
    );
    expect(singledOut).toBeGreaterThan(candidates.length / 2);
  }, 120_000);

  it.each([
    ['a partner', seenByPartner],
    ['the central agency, which is shown more people', () => seenBy(service, agency)],
  ])(
    'finds nobody as %s',
    async (_, seen) => {
      const shown = await seen();
      expect(shown.length).toBeGreaterThan(200);
      const candidates = attack(shown);
      report(
        `Of ${candidates.length} people each is among ${Math.min(...candidates)} or more; by rung: ${told(shown)}.`,
      );
      expect(Math.min(...candidates)).toBeGreaterThanOrEqual(LEAST);
      // Something is told of many all the same.
      expect(shown.filter(({ record }) => record.sex !== 'unknown').length).toBeGreaterThan(shown.length / 4);
    },
    120_000,
  );

  it('is told nothing that tells people apart where the others are not shown, as an organisation bound to a party', async () => {
    const given = {
      sharingLevel: 'named_organisations',
      namedOrganisations: [await organisationOf('Northern Information Bureau')],
      legalBasis: 'public_interest',
      particulars: { sex: 'female' },
      statements: [{ kind: 'disappearance', valid: '2020-10-03', source: 'family', grade: 'A1', place: LOST_AT }],
    };
    expect((await service.request('POST', '/v1/persons', { token: owner, body: given })).text).toMatch(/pseudonym/);
    await compare();
    const others = (await seenBy(service, bound)).filter(({ own }) => !own);
    expect(others.length).toBe(1);
    for (const { record, listed: row } of others)
      expect([record.sex, record.birthYears, record.loss, row.month, row.state]).toEqual([
        'unknown',
        null,
        null,
        'unknown',
        'unknown',
      ]);
  }, 120_000);
});

/** The figures of docs/security-model.md: `REPORT=1` prints them. */
function report(line: string): void {
  if (process.env['REPORT'] === '1') process.stdout.write(`${line}\n`);
}

/** How many are told what. */
function told(shown: readonly Seen[]): string {
  const kinds = new Map<string, number>();
  for (const { record, statements } of shown.filter(({ own }) => !own)) {
    const dates = statements[0]?.valid.length ?? 0;
    const key = `${record.sex === 'unknown' ? 'nothing' : `loss ${record.loss?.valid ?? ''}`.slice(0, 12)}${dates === 5 ? '' : ' with dates'}`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
  }
  return [...kinds].map(([key, count]) => `${count} ${key}`).join(', ');
}

describe('times that a reader asks for', () => {
  it('tell no day: of the people of others a record is as of now, and lists of a day leave them out', async () => {
    const shown = await seenByPartner();
    const some = shown.filter((_, at) => at % 12 === 0);
    for (const one of some) {
      const {
        asOf: _now,
        knownAt: _known,
        ...record
      } = await get<Record<string, unknown>>(service, partner, `/v1/persons/${one.pseudonym}`);
      for (const day of ['2019-01-01', '2020-10-15', '2020-12-01']) {
        const {
          asOf: _then,
          knownAt: _also,
          ...then
        } = await get<Record<string, unknown>>(service, partner, `/v1/persons/${one.pseudonym}?validAt=${day}`);
        expect(then).toEqual(record);
      }
    }
    expect(await listed(service, partner, '&validAt=2020-10-15')).toEqual([]);
    expect((await listed(uncompared, partner, '&validAt=2020-10-15')).length).toBeGreaterThan(50);
  }, 120_000);

  it('tell no statement of a day before the first day of what is shown of it', async () => {
    for (const one of (await seenByPartner()).filter((_, at) => at % 12 === 0)) {
      const days = truthOf(one)
        .statements.map(({ valid }) => valid.slice(-10))
        .filter((valid) => /^\d{4}-\d\d-\d\d$/.test(valid));
      for (const day of days) {
        const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
        if (before.slice(0, 7) !== day.slice(0, 7)) continue;
        const on = (at: string) =>
          get<{ statements: object[] }>(service, partner, `/v1/persons/${one.pseudonym}/statements?validAt=${at}`);
        expect((await on(before)).statements).toEqual((await on(day)).statements);
      }
    }
  }, 120_000);
});

describe('every door', () => {
  it('shows of the people of others no day and no municipality of what was said of them', async () => {
    const shown = (await seenByPartner()).filter(({ own }, at) => !own && at % 20 === 0);
    const doors = routesOf(service.app).filter(
      ({ method, path: door }) => method === 'GET' && door.includes(':pseudonym') && door.startsWith('/v1/'),
    );
    expect(doors.length).toBeGreaterThan(5);
    for (const one of shown) {
      const truth = truthOf(one);
      const days = truth.statements.flatMap(({ valid }) => valid.match(/\d{4}-\d\d-\d\d/g) ?? []);
      for (const { path: door } of doors) {
        const { text } = await service.request('GET', addressOf(door, { pseudonym: one.pseudonym }), {
          token: partner,
        });
        // When something was recorded is told to all, and the demonstration is recorded today.
        const timeless = text.replace(/"(recordedAt|asOf|knownAt|at)":"[^"]*"/g, '');
        for (const day of days) expect(timeless).not.toContain(day);
        expect(timeless).not.toMatch(/demo:\d{4}/);
      }
    }
  }, 120_000);

  it('names nobody on the roster of an exchange but to whoever recorded it', async () => {
    const linesOf = async (application: TestApplication, token: string): Promise<number> => {
      const { exchanges } = await get<{ exchanges: { id: string }[] }>(application, token, '/v1/exchanges');
      const read = exchanges.map(({ id }) => get<{ roster: object[] }>(application, token, `/v1/exchanges/${id}`));
      return (await Promise.all(read)).reduce((sum, { roster }) => sum + roster.length, 0);
    };
    const people = await linesOf(service, owner);
    expect(people).toBeGreaterThan(0);
    expect(await linesOf(uncompared, agency)).toBe(people);
    expect(await linesOf(service, agency)).toBe(0);
  });
});

describe('what is new', () => {
  it('is told nothing of until people are compared again', async () => {
    const first = truths[0]!;
    const counted = await compare();
    expect(counted).toEqual({ changed: 0 });
    const shown = await seenBy(service, partner);
    const one = shown.find((some) => some.record.categories.length > 0 && !some.own)!;
    const own = truths.find(({ statements }) => statements.some(({ id }) => id === one.statements[0]?.id)) ?? first;
    const statement = {
      kind: 'category',
      valid: '2026-11-28',
      source: 'family',
      grade: 'A1',
      details: { category: 'hostage' },
    };
    const added = await service.request('POST', `/v1/persons/${own.pseudonym}/statements`, {
      token: owner,
      body: statement,
    });
    expect(added.status).toBe(201);
    const after = await get<ShownPerson['record']>(service, partner, `/v1/persons/${one.pseudonym}`);
    expect([after.sex, after.loss, after.birthYears]).toEqual(['unknown', null, null]);
    await compare();
    // What each owner alone reads of its own people; of others' it is shown no more than the attacked readers are.
    truths = [...(await seenBy(service, owner)), ...(await seenBy(service, agency))].filter(({ own }) => own);
    const candidates = attack(await seenBy(service, partner));
    expect(Math.min(...candidates)).toBeGreaterThanOrEqual(LEAST);
  }, 120_000);

  it('in confidence changes nothing for anybody else, before people are compared again and after', async () => {
    const shown = async (): Promise<string> => JSON.stringify(await seenBy(service, partner));
    const before = await shown();
    for (const one of truths.slice(0, 20)) {
      const body = {
        kind: 'particulars',
        valid: '2026-11-28',
        source: 'family',
        grade: 'A1',
        confidential: true,
        details: { sex: 'other', birthYears: { from: 2014, to: 2014 } },
      };
      const added = await service.request('POST', `/v1/persons/${one.pseudonym}/statements`, { token: owner, body });
      expect(added.status).toBe(201);
    }
    expect(await shown()).toBe(before);
    await compare();
    expect(await shown()).toBe(before);
  }, 120_000);
});
