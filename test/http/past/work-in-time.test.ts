// Tasks, tracing requests and who works on a case, as they were at any instant: steps, workers, channels and consents.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateRegistry } from '../../../src/persistence/migrate.js';
import { startTestApplication, type TestApplication, type TestUser } from '../../support/http-application.js';
import { send, Snapshots } from './snapshots.js';
import { TEST_PROOF } from '../../support/test-server.js';

interface Told {
  tasks: { id: string; assignedTo: string | null; overdue: boolean; doneAt: string | null; markedBy: string[] }[];
  requests: { id: string; state: string; worker: string; channel: string }[];
  assignees: { username: string }[];
}

const DAY = 86_400_000;
const REASON = 'The enquirer asked for it.';
const HISTORIES = ['task_assignment', 'tracing_request_assignment', 'tracing_request_channel'];

let service: TestApplication;
let owner: Client;
let chief: TestUser;
let worker: TestUser;
let snapshots: Snapshots;
let person: string;
let request: string;
let task: string;
const at = new Map<string, number>();
const paths: string[] = [];

const then = (what: string): string => `knownAt=${new Date(at.get(what) ?? Number.NaN).toISOString()}`;

async function ask(path: string, reader = chief): Promise<{ status: number; body: Told; etag: string | null }> {
  const { status, body, headers } = await service.request('GET', path, { token: await reader.token() });
  return { status, body: body as Told, etag: headers.get('etag') };
}

async function step(what: string): Promise<void> {
  at.set(what, await snapshots.take(...paths));
  service.clock.advance(DAY);
}

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  chief = await service.seedUser({ roles: ['coordinator'], username: 'chief' });
  worker = await service.seedUser({ organisation: chief.organisation, roles: ['liaison'], username: 'worker' });
  snapshots = new Snapshots(service, chief);
  const { username } = worker;
  const registration = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  person = String((await send(service, chief, '/v1/persons', registration))['pseudonym']);
  paths.push('/v1/tasks?done=true', '/v1/tasks', '/v1/tasks?mine=true&done=true', '/v1/tasks?overdue=true');
  paths.push(`/v1/tasks?person=${person}&done=true&limit=1`, '/v1/tracing-requests', '/v1/tracing-requests?mine=true');
  paths.push('/v1/tracing-requests?state=open', '/v1/tracing-requests?state=received');
  paths.push(`/v1/persons/${person}/assignments`);
  await step('nothing');

  const given = {
    sought: { pseudonym: person },
    enquirer: { name: 'Oda Tassin' },
    safeChannel: { channel: 'phone_call' },
    kinship: 'sibling',
    receivedOn: '2021-05-01',
    followUpBy: '2021-06-06',
  };
  request = String((await send(service, chief, '/v1/tracing-requests', given))['id']);
  paths.push(`/v1/tracing-requests/${request}`);
  await step('taken in');

  const asked = `/v1/tracing-requests/${request}`;
  const promise = { kind: 'tell_family', due: '2021-06-04' };
  task = String((await send(service, chief, `/v1/persons/${person}/tasks`, promise))['id']);
  await send(service, chief, `${asked}/transitions`, { to: 'open', reason: REASON });
  await send(service, chief, `/v1/persons/${person}/assignments`, { username });
  await step('opened');

  await send(service, chief, `/v1/tasks/${task}/assignment`, { username });
  await send(service, chief, `${asked}/assignment`, { username });
  const consent = { givenBy: 'enquirer', purpose: 'tracing', recipient: 'own_organisation', decidedOn: '2021-05-01' };
  await send(service, chief, `${asked}/consents`, { ...consent, decision: 'given' });
  await step('given away');

  const { etag } = await ask(asked);
  await send(service, worker, `${asked}/safe-channel`, { channel: 'letter' }, 'PUT', etag ?? '');
  await send(service, worker, `/v1/tasks/${task}/completion`, {});
  await send(service, chief, `${asked}/consents`, { ...consent, decision: 'withdrawn' });
  await step('marked');

  await send(service, chief, `/v1/tasks/${task}/completion`, {});
  await send(service, chief, `${asked}/transitions`, {
    to: 'closed',
    reason: REASON,
    closingReason: 'withdrawn_by_enquirer',
  });
  await send(service, chief, `/v1/persons/${person}/assignments/${username}`, {}, 'DELETE');
  await step('done');

  await send(service, chief, `/v1/tasks/${task}/reopening`, {});
  await send(service, chief, `/v1/tasks/${task}/assignment`, { username: null });
  await send(service, chief, `${asked}/transitions`, { to: 'open', reason: REASON });
  await send(service, chief, `${asked}/assignment`, { username: chief.username });
  await step('begun again');
}, 120_000);

afterAll(async () => {
  await owner.end();
  await service.stop();
});

describe('work at an instant', () => {
  it('is nothing to others, and was not there before it was entered', async () => {
    const stranger = await service.seedUser({ roles: ['coordinator'] });
    expect((await ask(`/v1/tasks?${then('marked')}`, stranger)).body.tasks).toEqual([]);
    expect((await ask(`/v1/tracing-requests?${then('marked')}`, stranger)).body.requests).toEqual([]);
    expect((await ask(`/v1/tracing-requests/${request}?${then('marked')}`, stranger)).status).toBe(404);
    expect((await ask(`/v1/tracing-requests/${request}?${then('nothing')}`)).status).toBe(404);
    expect((await ask(`/v1/persons/${person}/assignments?${then('marked')}`, stranger)).status).toBeGreaterThan(400);
    const auditor = await service.seedUser({ organisation: chief.organisation, roles: ['auditor'] });
    expect((await ask(`/v1/tasks?${then('marked')}`, auditor)).status).toBe(403);
  });

  it('is refused where the instant is none, or a day where nothing depends on one', async () => {
    for (const path of ['/v1/tasks', '/v1/tracing-requests', `/v1/tracing-requests/${request}`])
      for (const query of ['knownAt=soon', 'knownAt=2021-02-30T00:00:00Z', 'why=true'])
        expect([path, query, (await ask(`${path}?${query}`)).status]).toEqual([path, query, 422]);
    for (const path of ['/v1/tracing-requests', `/v1/persons/${person}/assignments`])
      expect((await ask(`${path}?validAt=2021-06-01`)).status).toBe(422);
  });

  it('is what was answered then, whatever was done since', async () => {
    expect(snapshots.count).toBeGreaterThan(70);
    for (const path of ['/v1/tasks?done=true', `/v1/tracing-requests/${request}`])
      expect([path, snapshots.answersOf(path)]).toEqual([path, path.startsWith('/v1/tasks') ? 7 : 6]);
    expect(await snapshots.faults()).toEqual([]);
  });

  it('has the worker, the channel and the state of then', async () => {
    const { requests } = (await ask(`/v1/tracing-requests?${then('opened')}`)).body;
    expect(requests).toMatchObject([{ id: request, state: 'open', worker: 'chief', channel: 'phone_call' }]);
    const later = (await ask(`/v1/tracing-requests?${then('done')}`)).body.requests;
    expect(later).toMatchObject([{ id: request, state: 'closed', worker: 'worker', channel: 'letter' }]);
    const of = async (what: string): Promise<unknown> =>
      (await ask(`/v1/tasks?done=true&${then(what)}`)).body.tasks.find(({ id }) => id === task);
    expect(await of('taken in')).toBeUndefined();
    expect(await of('opened')).toMatchObject({ assignedTo: null, doneAt: null, markedBy: [] });
    expect(await of('marked')).toMatchObject({ assignedTo: 'worker', doneAt: null, markedBy: ['worker'] });
    expect(await of('done')).toMatchObject({ assignedTo: 'worker', markedBy: ['worker', 'chief'] });
    expect(await of('begun again')).toMatchObject({ assignedTo: null, doneAt: null, markedBy: [] });
  });

  it('counts as overdue by the day that is read of', async () => {
    const overdue = async (query: string): Promise<number> =>
      (await ask(`/v1/tasks?overdue=true&${query}`)).body.tasks.length;
    expect([await overdue('validAt=2021-06-04'), await overdue('validAt=2021-06-05')]).toEqual([0, 1]);
    expect(await overdue(`${then('taken in')}&validAt=2021-06-05`)).toBe(0);
    expect(await overdue(`${then('opened')}&validAt=2021-06-05`)).toBe(1);
  });

  it('tells who worked on a case, and their own work of then', async () => {
    const seen = async (what: string): Promise<string[]> =>
      (await ask(`/v1/persons/${person}/assignments?${then(what)}`)).body.assignees.map(({ username }) => username);
    expect([await seen('taken in'), await seen('opened'), await seen('done')]).toEqual([
      ['chief'],
      ['chief', 'worker'],
      ['chief'],
    ]);
    const mine = async (what: string): Promise<number> =>
      (await ask(`/v1/tasks?mine=true&done=true&${then(what)}`, worker)).body.tasks.length;
    expect([await mine('taken in'), await mine('opened'), await mine('marked')]).toEqual([0, 1, 1]);
    expect(await mine('begun again')).toBe(0);
  });

  it('has no entity tag: what was cannot be replaced', async () => {
    expect((await ask(`/v1/tracing-requests/${request}`)).etag).not.toBeNull();
    expect((await ask(`/v1/tracing-requests/${request}?${then('marked')}`)).etag).toBeNull();
  });
});

describe('the histories of work', () => {
  const kept = async (): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for (const table of HISTORIES) {
      const found = await owner.query<{ row: object }>(`SELECT to_jsonb(h) AS row FROM registry.${table} h ORDER BY 1`);
      rows.push(...found.rows.map(({ row }) => ({ table, ...row })));
    }
    return rows;
  };
  const migrateAgain = async (): Promise<void> => {
    await owner.query(HISTORIES.map((table) => `DROP TABLE registry.${table}`).join(';'));
    await owner.query(`DELETE FROM registry.migration WHERE name = 'keep-who-worked'`);
    await migrateRegistry(service.database.urls.owner, service.database.urls.app, TEST_PROOF);
  };

  it('are told from the log where they were before they were kept', async () => {
    const before = await kept();
    expect(before).toHaveLength(8);
    await migrateAgain();
    expect(await kept()).toEqual(before);
  });

  it('guess no first worker of a task whom neither the task nor the log names any more', async () => {
    const promise = { kind: 'follow_up', due: '2021-07-01', assignedTo: worker.username };
    const id = String((await send(service, chief, `/v1/persons/${person}/tasks`, promise))['id']);
    const before = new Date(service.clock.now()).toISOString();
    service.clock.advance(1000);
    await send(service, chief, `/v1/tasks/${id}/assignment`, { username: chief.username });
    const assignee = async (): Promise<unknown> =>
      (await ask(`/v1/tasks?knownAt=${before}`)).body.tasks.find((one) => one.id === id)?.assignedTo;
    expect(await assignee()).toBe('worker');
    await migrateAgain();
    expect(await assignee()).toBeNull();
    const now = (await ask('/v1/tasks')).body.tasks.find((one) => one.id === id);
    expect(now?.assignedTo).toBe('chief');
  });
});
