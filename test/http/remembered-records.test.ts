// A record that was read before is told anew whenever there is something new to tell, whoever said it in whichever process, and to nobody who may not see it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ASKED_TIMES, RowsRead } from './timing/rows-read.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';

const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const CAUGHT = { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'B2' };
const REASON = 'a reason of some length';

let here: TestApplication;
let there: TestApplication;
let owner: Client;
let worker: TestUser;
let partner: TestUser;

beforeAll(async () => {
  here = await startTestApplication();
  there = await startTestApplication({ beside: here });
  owner = new Client({ connectionString: here.database.urls.owner });
  await owner.connect();
  worker = await here.seedUser({ roles: ['coordinator'] });
  partner = await here.seedUser({ roles: ['coordinator'] });
});
afterAll(async () => {
  await owner.end();
  await there.stop();
  await here.stop();
});

async function send(
  service: TestApplication,
  path: string,
  body: object,
  by = worker,
): Promise<Record<string, unknown>> {
  const answer = await service.request('POST', path, { token: await by.token(), body });
  expect(answer.status).toBe(201);
  return answer.body as Record<string, unknown>;
}

async function register(statements: readonly object[] = [LOST]): Promise<string> {
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', statements };
  return `/v1/persons/${String((await send(here, '/v1/persons', body))['pseudonym'])}`;
}

/** The partner's own address of the person; there is one of each status in this file's world. */
async function asPartner(path: string): Promise<string> {
  const { rows } = await owner.query<{ pseudonym: string }>(
    `SELECT other.pseudonym FROM registry.pseudonym own JOIN registry.pseudonym other USING (person_id)
     WHERE own.pseudonym = $1 AND other.organisation_id = $2`,
    [path.split('/').at(-1), partner.organisation.id],
  );
  return `/v1/persons/${rows[0]?.pseudonym ?? ''}`;
}

/** Twice, so that the second answer is of what is remembered; both must be alike. */
async function status(path: string, by = worker): Promise<unknown> {
  const token = await by.token();
  const [first, second] = [await here.request('GET', path, { token }), await here.request('GET', path, { token })];
  const [one, other] = [first, second].map(({ body }) => ({ ...(body as object), requestId: '' }));
  expect(other).toEqual(one);
  return first.status === 200 ? (first.body as { status: string }).status : first.status;
}

describe('a record that is remembered', () => {
  it('tells what was said and taken back in another process', async () => {
    const path = await register();
    expect(await status(path)).toBe('missing');
    const { id } = await send(there, `${path}/statements`, CAUGHT);
    expect(await status(path)).toBe('believed_held');
    await send(there, `/v1/statements/${String(id)}/retraction`, { reason: REASON });
    expect(await status(path)).toBe('missing');
  });

  it('tells an organisation its own confidence and no other’s', async () => {
    const path = await register();
    await here.request('GET', '/v1/persons', { token: await partner.token() });
    const theirs = await asPartner(path);
    expect([await status(path), await status(theirs, partner)]).toEqual(['missing', 'missing']);
    await send(here, `${theirs}/statements`, { ...CAUGHT, confidential: true }, partner);
    expect([await status(path), await status(theirs, partner)]).toEqual(['missing', 'believed_held']);
  });

  it('is not told any more to whom the person is no longer shared with', async () => {
    const path = await register();
    await here.request('GET', '/v1/persons', { token: await partner.token() });
    const theirs = await asPartner(path);
    expect(await status(theirs, partner)).toBe('missing');
    const pseudonym = path.split('/').at(-1);
    const level = (name: string): Promise<unknown> =>
      owner.query(
        'UPDATE registry.person SET sharing_level = $2 WHERE id = (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1)',
        [pseudonym, name],
      );
    await level('registry_only');
    expect(await status(theirs, partner)).toBe(404);
    await level('partners_pseudonymous');
    expect(await status(theirs, partner)).toBe('missing');
  });

  it('is in the log once for each time that it was read', async () => {
    const path = await register();
    const token = await worker.token();
    for (let at = 0; at < 3; at += 1) await here.request('GET', path, { token });
    for (let at = 0; at < 2; at += 1) await here.request('GET', `${path}/status`, { token });
    await here.request('GET', `${path}?validAt=2021-01-01`, { token });
    const { rows } = await owner.query<{ n: number; only: string | null }>(
      `SELECT count(*)::int AS n, e.details->>'only' AS only FROM registry.audit_entry e JOIN registry.pseudonym p USING (person_id)
       WHERE e.action = 'record_read' AND e.subject_id = $1 AND p.pseudonym = $1 GROUP BY 2 ORDER BY 1`,
      [path.split('/').at(-1)],
    );
    expect(rows).toEqual([
      { n: 2, only: 'status' },
      { n: 4, only: null },
    ]);
  });

  it('reads the rows of statements no second time', async () => {
    const path = await register([LOST, CAUGHT, { ...LOST, valid: '2021-01-01' }]);
    const rows = await RowsRead.open(here);
    try {
      const read = await rows.of({ method: 'GET', path: `${path}/status`, token: await worker.token() });
      // The reader's organisation is looked up by each transaction, and that of each statement where its row is read: three times, or sixty.
      expect(read['registry.organisation']).toBeLessThan(2 * ASKED_TIMES);
    } finally {
      await rows.close();
    }
  });
});
