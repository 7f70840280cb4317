// Lists as they were: whom a line was about, and what was answered to it, at any instant and by any day.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateRegistry } from '../../../src/persistence/migrate.js';
import { startTestApplication, type TestApplication, type TestUser } from '../../support/http-application.js';
import { send, Snapshots } from './snapshots.js';
import { TEST_PROOF } from '../../support/test-server.js';

interface Line {
  line: number;
  pseudonym: string | null;
  answer: string;
  ageDays: number;
  answers: { answer: string; statements: string[] }[];
}

let service: TestApplication;
let owner: Client;
let worker: TestUser;
let snapshots: Snapshots;
let list: string;
let people: string[];
/** Instants of the story, by what had just been done. */
const at = new Map<string, number>();

const REASON = 'It was about another line.';

async function register(): Promise<string> {
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  return String((await send(service, worker, '/v1/persons', body))['pseudonym']);
}

async function ask(path: string, reader = worker): Promise<{ status: number; body: unknown }> {
  const { status, body } = await service.request('GET', path, { token: await reader.token() });
  return { status, body };
}

async function linesAt(query: string): Promise<Line[]> {
  const { body } = await ask(`/v1/lists/${list}?${query}`);
  return (body as { lines: Line[] }).lines;
}

const then = (what: string): string => new Date(at.get(what) ?? Number.NaN).toISOString();

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  await service.seedOrganisation({ kind: 'national_information_bureau', party: 'Northern Republic' });
  worker = await service.seedUser({ roles: ['coordinator'] });
  snapshots = new Snapshots(service, worker);
  const { parties } = (await ask('/v1/parties')).body as { parties: { partyKey: string }[] };
  const holder = { party: parties[0]?.partyKey };
  people = [await register(), await register(), await register()];
  const [first = '', second = '', third = ''] = people;

  const step = async (what: string): Promise<void> => {
    const read = `/v1/lists/${list}`;
    const listings = ['/v1/lists', ...people.map((person) => `/v1/lists?person=${person}`)];
    at.set(what, await snapshots.take(read, `${read}?limit=1`, `${read}?after=1`, `${read}/export`, ...listings));
    service.clock.advance(86_400_000);
  };
  const line = (number: number, what: string): string => `/v1/lists/${list}/lines/${number}/${what}`;
  const answer = async (number: number | undefined, code: string, answeredOn: string): Promise<string> => {
    const body = { line: number, answer: code, answeredOn, answeredBy: holder };
    return String((await send(service, worker, `/v1/lists/${list}/answers`, body))['id']);
  };

  list = '00000000-0000-4000-8000-000000000000';
  await step('nothing');
  const given = {
    submitter: { organisationId: worker.organisation.id },
    recipient: holder,
    submittedOn: '2021-05-20',
    lines: [{ pseudonym: first, text: 'Tassin, Arvel' }, { text: 'Tassin, Oda' }, { least: 2, most: 4 }],
  };
  list = String((await send(service, worker, '/v1/lists', given))['id']);
  await step('taken in');
  const denied = await answer(2, 'denied', '2021-05-30');
  await step('answered');
  await send(service, worker, line(2, 'match'), { pseudonym: second });
  await step('matched');
  await answer(undefined, 'refused', '2021-05-28');
  await send(service, worker, line(2, 'match/withdrawal'), { reason: REASON });
  await step('unmatched');
  await send(service, worker, line(1, 'match/withdrawal'), { reason: REASON });
  await send(service, worker, line(2, 'match'), { pseudonym: third });
  await step('matched to another');
  await send(service, worker, `/v1/lists/${list}/answers/${denied}/withdrawal`, { reason: REASON });
  await step('answer withdrawn');
  await send(service, worker, line(1, 'match'), { pseudonym: third });
  await step('matched twice');
}, 120_000);

afterAll(async () => {
  await owner.end();
  await service.stop();
});

describe('a list at an instant', () => {
  it('was not there before it was recorded, and is nothing to others at any time', async () => {
    expect((await ask(`/v1/lists/${list}?knownAt=${then('nothing')}`)).status).toBe(404);
    expect((await ask(`/v1/lists/${list}/export?knownAt=${then('nothing')}`)).status).toBe(404);
    const stranger = await service.seedUser({ roles: ['coordinator'] });
    expect((await ask(`/v1/lists/${list}?knownAt=${then('matched')}`, stranger)).status).toBe(404);
    expect((await ask(`/v1/lists?knownAt=${then('matched')}`, stranger)).body).toEqual({ lists: [], cursor: null });
    const analyst = await service.seedUser({ organisation: worker.organisation, roles: ['analyst'] });
    expect((await ask(`/v1/lists/${list}?knownAt=${then('matched')}`, analyst)).status).toBe(403);
  });

  it.each(['knownAt=yesterday', 'knownAt=2021-02-30T00:00:00Z', 'validAt=2021-02-30', 'knownAt=', 'why=true'])(
    'is refused with %s',
    async (query) => {
      for (const path of ['/v1/lists', `/v1/lists/${list}`, `/v1/lists/${list}/export`])
        expect(await ask(`${path}?${query}`)).toMatchObject({ status: 422 });
    },
  );

  it('is what was answered then, whatever was matched, answered and taken back since', async () => {
    expect(snapshots.count).toBeGreaterThan(60);
    expect(snapshots.answersOf(`/v1/lists/${list}`)).toBe(7);
    expect(await snapshots.faults()).toEqual([]);
  });

  it('says whom a line was about and what its answers had written', async () => {
    const seen = async (what: string): Promise<unknown[]> =>
      (await linesAt(`knownAt=${then(what)}`)).map(({ pseudonym, answer }) => [pseudonym, answer]);
    const [first = '', second = '', third = ''] = people;
    const counted = [null, 'no_answer'];
    expect(await seen('taken in')).toEqual([[first, 'no_answer'], [null, 'no_answer'], counted]);
    expect(await seen('matched')).toEqual([[first, 'no_answer'], [second, 'denied'], counted]);
    expect(await seen('unmatched')).toEqual([[first, 'no_answer'], [null, 'denied'], counted]);
    expect(await seen('matched to another')).toEqual([[null, 'no_answer'], [third, 'denied'], counted]);
    expect(await seen('answer withdrawn')).toEqual([[null, 'no_answer'], [third, 'no_answer'], counted]);
    const written = (await linesAt(`knownAt=${then('matched')}`))[1]?.answers[0]?.statements ?? [];
    expect(written).toHaveLength(1);
    expect((await linesAt(`knownAt=${then('matched to another')}`))[1]?.answers[0]?.statements).not.toEqual(written);
    expect((await linesAt(`knownAt=${then('unmatched')}`))[1]?.answers[0]?.statements).toEqual([]);
  });

  it('says by a day what had been submitted and answered by then, with ages up to it', async () => {
    const known = `knownAt=${then('matched')}`;
    expect((await ask(`/v1/lists/${list}?${known}&validAt=2021-05-19`)).status).toBe(404);
    expect((await ask('/v1/lists?validAt=2021-05-19')).body).toEqual({ lists: [], cursor: null });
    expect((await linesAt(`${known}&validAt=2021-05-29`))[1]).toMatchObject({ answer: 'no_answer', ageDays: 9 });
    expect((await linesAt(`${known}&validAt=2021-05-31`))[1]).toMatchObject({ answer: 'denied', ageDays: 1 });
  });

  it('gives the lists of a person as they named them', async () => {
    const named = async (person: number, what: string): Promise<number> => {
      const { body } = await ask(`/v1/lists?person=${people[person] ?? ''}&knownAt=${then(what)}`);
      return (body as { lists: unknown[] }).lists.length;
    };
    expect([await named(1, 'answered'), await named(1, 'matched'), await named(1, 'unmatched')]).toEqual([0, 1, 0]);
    expect([await named(0, 'unmatched'), await named(0, 'matched to another')]).toEqual([1, 0]);
  });

  it('is noted in the log with the times that were asked for', async () => {
    await ask(`/v1/lists/${list}?knownAt=${then('matched')}`);
    const { rows } = await owner.query<{ details: object }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'list_read' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.details).toEqual({ lines: 3, knownAt: at.get('matched'), validAt: null });
  });
});

describe('the matches of a line', () => {
  const kept = async (): Promise<unknown[]> =>
    (
      await owner.query<Record<string, unknown>>(
        `SELECT line_id, number, person_id, recorded_by, recorded_at FROM registry.list_line_match ORDER BY line_id, number`,
      )
    ).rows;

  it('end in what the line says now, and tell why one was withdrawn', async () => {
    const { rows } = await owner.query<{ stands: string | null; says: string | null }>(
      `SELECT n.person_id AS stands, (SELECT m.person_id FROM registry.list_line_match m WHERE m.line_id = n.id ORDER BY number DESC LIMIT 1) AS says
       FROM registry.list_line n`,
    );
    expect(rows.filter(({ stands, says }) => stands !== says)).toEqual([]);
    const reasons = await owner.query<{ reason: string | null }>(
      `SELECT reason FROM registry.list_line_match WHERE person_id IS NULL`,
    );
    expect(reasons.rows).toEqual([{ reason: REASON }, { reason: REASON }]);
  });

  it('are told from the log where they were recorded before they were kept', async () => {
    const before = await kept();
    expect(before).toHaveLength(6);
    await owner.query(
      `DROP TABLE registry.list_line_match; DELETE FROM registry.migration WHERE name = 'keep-line-matches'`,
    );
    const { urls } = service.database;
    await migrateRegistry(urls.owner, urls.app, TEST_PROOF);
    expect(await kept()).toEqual(before);
    await migrateRegistry(urls.owner, urls.app, TEST_PROOF);
    expect(await kept()).toEqual(before);
    expect(await snapshots.faults()).toEqual([]);
  });

  it('keep what the line says where the log does not tell of it, from the migration on', async () => {
    await owner.query(`DROP TABLE registry.list_line_match; DELETE FROM registry.migration WHERE name = 'keep-line-matches';
      UPDATE registry.list_line SET person_id = NULL WHERE number = 1`);
    const started = Date.now();
    const { urls } = service.database;
    await migrateRegistry(urls.owner, urls.app, TEST_PROOF);
    const { rows } = await owner.query<{ person_id: string | null; recorded_at: Date }>(
      `SELECT m.person_id, m.recorded_at FROM registry.list_line_match m JOIN registry.list_line n ON n.id = m.line_id
       WHERE n.number = 1 ORDER BY m.number DESC LIMIT 1`,
    );
    expect(rows[0]?.person_id).toBeNull();
    expect(rows[0]?.recorded_at.getTime()).toBeGreaterThan(started - 60_000);
  });
});
