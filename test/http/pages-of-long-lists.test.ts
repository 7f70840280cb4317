// Releases and disclosures beyond two hundred: each is reached page by page, once and in order, through the API and on the pages.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { clientOf, signedIn, type FormClient } from '../web/form-client.js';

/** One more than a page of the largest size, and than five pages of the console. */
const MANY = 205;

interface Entry {
  readonly number?: number;
  readonly disclosureId?: string;
}
interface ListPage {
  readonly releases?: readonly Entry[];
  readonly disclosures?: readonly Entry[];
  readonly cursor: string | null;
}

let service: TestApplication;
let owner: Client;
let chief: TestUser;
let analyst: TestUser;
let stranger: TestUser;
let paths: Record<'releases' | 'in preparation' | 'disclosures' | 'enquirer disclosures', string>;
let elsewhere: string;

async function send(user: TestUser, path: string, body: object): Promise<Record<string, string>> {
  const answer = await service.request('POST', path, { token: await user.token(), body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as Record<string, string>;
}

/** As they are when somebody looks two hundred times: SQL, since each would be a minute of hashing. */
async function fill(person: string, request: string): Promise<void> {
  await owner.query(
    `INSERT INTO registry.release (number, state, measure, as_of, document, prepared_by, prepared_at, published_at)
     SELECT n, CASE WHEN n % 2 = 0 THEN 'superseded' ELSE 'audited' END, r.measure, r.as_of, r.document || jsonb_build_object('number', n),
            r.prepared_by, r.prepared_at, r.prepared_at
     FROM registry.release r, generate_series(2, $1::integer) n WHERE r.number = 1`,
    [2 * MANY],
  );
  // Five at each instant, so that the order must not rest on time alone.
  const shown = `gen_random_uuid(), $2::uuid, 'family_contact', ARRAY['names'], 'The family has called again.',
     timestamptz '2021-05-01' + n / 5 * interval '1 minute', timestamptz '2021-05-02' FROM generate_series(1, $1::integer) n`;
  await owner.query(
    `INSERT INTO registry.disclosure (person_id, id, user_id, purpose, fields, reason, disclosed_at, expires_at)
     SELECT (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $3), ${shown}`,
    [MANY, chief.id, person],
  );
  await owner.query(
    `INSERT INTO registry.contact_disclosure (subject_kind, subject_id, id, user_id, purpose, fields, reason, disclosed_at, expires_at)
     SELECT 'tracing_request', $3::uuid, ${shown.replace('names', 'contact')}`,
    [MANY, chief.id, request],
  );
}

async function register(): Promise<string> {
  const registration = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  return (await send(chief, '/v1/persons', registration))['pseudonym'] ?? '';
}

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  chief = await service.seedUser({ roles: ['coordinator'] });
  analyst = await service.seedUser({ organisation: chief.organisation, roles: ['analyst'] });
  stranger = await service.seedUser({ roles: ['coordinator'] });
  const [person, other] = [await register(), await register()];
  const taken = await send(chief, '/v1/tracing-requests', {
    sought: { pseudonym: person },
    enquirer: { name: 'Oda Tassin' },
    safeChannel: { channel: 'phone_call' },
    kinship: 'sibling',
    receivedOn: '2021-05-01',
  });
  await send(analyst, '/v1/releases', {});
  await fill(person, taken['id'] ?? '');
  elsewhere = `/v1/persons/${other}/disclosures`;
  paths = {
    releases: '/v1/releases',
    'in preparation': '/v1/releases/in-preparation',
    disclosures: `/v1/persons/${person}/disclosures`,
    'enquirer disclosures': `/v1/tracing-requests/${taken['id'] ?? ''}/disclosures`,
  };
}, 120_000);

afterAll(async () => {
  await owner.end();
  await service.stop();
});

type List = keyof typeof paths;
const LISTS: readonly (readonly [List, number])[] = [
  ['releases', MANY],
  ['in preparation', 2 * MANY],
  ['disclosures', MANY],
  ['enquirer disclosures', MANY],
];

async function ask(list: List, query: string, reader?: TestUser): Promise<{ status: number; body: ListPage }> {
  const user = reader ?? (list === 'in preparation' ? analyst : chief);
  const token = list === 'releases' && reader === undefined ? {} : { token: await user.token() };
  const { status, body } = await service.request('GET', `${paths[list]}${query}`, token);
  return { status, body: body as ListPage };
}

function entriesOf({ releases, disclosures }: ListPage): readonly Entry[] {
  return releases ?? disclosures ?? [];
}

async function walk(list: List, limit: string): Promise<{ entries: Entry[]; pages: number }> {
  const entries: Entry[] = [];
  let cursor: string | null = '';
  let pages = 0;
  while (cursor !== null && pages < 100) {
    const { body } = await ask(list, `?${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    entries.push(...entriesOf(body));
    ({ cursor } = body);
    pages += 1;
  }
  return { entries, pages };
}

describe.each(LISTS)('the list of %s', (list, total) => {
  it.each(['limit=0', 'limit=201', 'limit=-1', 'limit=x', 'cursor=x', 'cursor=0', 'page=2'])(
    'is refused with %s',
    async (query) => {
      expect((await ask(list, `?${query}`)).status).toBe(422);
    },
  );

  it('is read whole, once and newest first, whatever the size of a page', async () => {
    const whole = await walk(list, 'limit=200');
    expect(whole.pages).toBe(Math.ceil(total / 200));
    expect(whole.entries).toHaveLength(total);
    expect(new Set(whole.entries.map((entry) => JSON.stringify(entry))).size).toBe(total);
    expect((await walk(list, 'limit=41')).entries).toEqual(whole.entries);
    const times = whole.entries.map((entry) => entry.number ?? (entry as { disclosedAt: string }).disclosedAt);
    expect([...times].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))).toEqual(times);
  });

  it('has 50 on a page where nothing is asked for, and none after the last', async () => {
    const first = (await ask(list, '')).body;
    expect(entriesOf(first)).toHaveLength(50);
    expect((await ask(list, '')).body).toEqual(first);
    const { entries } = await walk(list, 'limit=200');
    const { number, disclosureId } = entries.at(-1) ?? {};
    const after = (await ask(list, `?cursor=${disclosureId ?? String(number)}`)).body;
    expect([entriesOf(after), after.cursor]).toEqual([[], null]);
  });
});

describe('a cursor', () => {
  it('of another list is none', async () => {
    const cursor = (await ask('disclosures', '?limit=1')).body.cursor ?? '';
    expect(cursor).not.toBe('');
    const enquirer = (await ask('enquirer disclosures', '?limit=1')).body.cursor ?? '';
    const token = await chief.token();
    for (const path of [`${elsewhere}?cursor=${cursor}`, `${paths['enquirer disclosures']}?cursor=${cursor}`])
      expect((await service.request('GET', path, { token })).status).toBe(422);
    expect((await ask('disclosures', `?cursor=${enquirer}`)).status).toBe(422);
  });

  it('opens nothing to whom the list is closed', async () => {
    for (const list of ['disclosures', 'enquirer disclosures', 'in preparation'] as const) {
      const cursor = (await ask(list, '?limit=1')).body.cursor ?? '';
      expect([403, 404]).toContain((await ask(list, `?cursor=${cursor}`, stranger)).status);
    }
  });

  it('goes on where it was when something newer came meanwhile', async () => {
    const { entries } = await walk('in preparation', 'limit=200');
    const { cursor } = (await ask('in preparation', '?limit=5')).body;
    await send(analyst, '/v1/releases', {});
    const next = entriesOf((await ask('in preparation', `?limit=5&cursor=${cursor ?? ''}`)).body);
    expect(next).toEqual(entries.slice(5, 10));
  });
});

describe('disclosures at an instant', () => {
  it('are those that had been made, and what was hidden later was not hidden then', async () => {
    const at = '2021-05-01T00:10:00Z';
    expect(entriesOf((await ask('disclosures', `?limit=200&knownAt=${at}`)).body)).toHaveLength(54);
    const early = (await ask('disclosures', '?knownAt=2021-04-01T00:00:00Z')).body;
    expect([entriesOf(early), early.cursor]).toEqual([[], null]);
    // The request itself was not there yet.
    expect((await ask('enquirer disclosures', `?knownAt=${at}`)).status).toBe(404);
    const newest = entriesOf((await ask('disclosures', '?limit=1')).body)[0]?.disclosureId ?? '';
    const hidden = async (query: string): Promise<unknown> =>
      entriesOf((await ask('disclosures', `?limit=1${query}`)).body)[0];
    const before = new Date(service.clock.now()).toISOString();
    service.clock.advance(1000);
    await owner.query(`UPDATE registry.disclosure SET hidden_at = $2 WHERE id = $1`, [
      newest,
      new Date(service.clock.now()),
    ]);
    expect(await hidden('')).toMatchObject({ disclosureId: newest, hiddenAt: expect.any(String) });
    expect(await hidden(`&knownAt=${before}`)).toMatchObject({ disclosureId: newest, hiddenAt: null });
  });
});

describe('on the pages', () => {
  async function rowsOf(client: FormClient, address: string): Promise<number[]> {
    const pages: number[] = [];
    let next: string | undefined = address;
    while (next !== undefined && pages.length < 100) {
      const { html } = await client.get(next);
      pages.push(html.split('<th scope="row">').length - 1);
      next = /<a href="([^"]+)" rel="next">/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    return pages;
  }

  it('anybody goes through all public releases', async () => {
    const rows = await rowsOf(clientOf(service), '/releases');
    expect(rows).toEqual([25, 25, 25, 25, 25, 25, 25, 25, 5]);
  });

  it('whoever makes releases goes through all of them, and an owner through all who looked', async () => {
    const prepared = await rowsOf(await signedIn(service, analyst), '/console/releases');
    expect(prepared.reduce((sum, rows) => sum + rows)).toBe(2 * MANY + 1);
    const looked = await rowsOf(await signedIn(service, chief), paths.disclosures.replace('/v1/', '/console/'));
    expect(looked).toEqual([25, 25, 25, 25, 25, 25, 25, 25, 5]);
  });
});
