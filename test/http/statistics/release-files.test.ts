// A release as files for machines: nothing before it is published, then the same bytes for good, which the description describes.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { ImportFile } from '../../../src/usecases/imports/import-file.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';
import { ISLAND_MAPPING, islandFile } from '../../support/island-register.js';
import { sourceOf } from '../../usecases/imports/import-world.js';

const FILES = [
  'cells.json',
  'cells.csv',
  'cells.hxl.csv',
  'datapackage.json',
  'document.json',
  'document.note',
] as const;
const IMMUTABLE = 'public, max-age=31536000, immutable';

let service: TestApplication;
const users = new Map<Role, TestUser>();

beforeAll(async () => {
  service = await startTestApplication();
  const organisation = await service.seedOrganisation();
  for (const role of ['analyst', 'custodian', 'verifier', 'coordinator'] as const)
    users.set(role, await service.seedUser({ organisation, roles: [role] }));
  await importPeople(600);
});
afterAll(() => service.stop());

async function importPeople(people: number): Promise<void> {
  const { id: userId, username, organisation, roles } = users.get('coordinator')!;
  const actor: Actor = {
    userId,
    username,
    organisationId: organisation.id,
    organisationKind: organisation.kind,
    party: null,
    roles,
    via: 'operator',
    requestId: 'files',
  };
  const { database, vault, entropy } = service.platform;
  await new ImportFile(database, vault, entropy).execute(actor, {
    source: sourceOf(islandFile(people)),
    mapping: ISLAND_MAPPING,
  });
}

async function send(role: Role, path: string): Promise<number> {
  const answer = await service.request('POST', path, { token: await users.get(role)!.token(), body: {} });
  if (answer.status >= 300) throw new Error(answer.text);
  return (answer.body as { number: number }).number;
}

async function prepareAndSign(): Promise<number> {
  const number = await send('analyst', '/v1/releases');
  for (const role of ['custodian', 'verifier'] as const) await send(role, `/v1/releases/${number}/signatures`);
  return number;
}

const read = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> =>
  service.request('GET', `/v1/releases/${path}`, { headers });

describe('before a release is published', () => {
  it.each(FILES)('%s is not there', async (file) => {
    await prepareAndSign();
    for (const number of ['1', '77']) expect((await read(`${number}/${file}`)).status).toBe(404);
    for (const number of ['0', 'latest', '-1', 'one', '99999999999'])
      expect((await read(`${number}/${file}`)).status).toBe(404);
    expect((await read(`1/${file}?format=xml`)).status).toBe(422);
  });
});

describe('a release in preparation', () => {
  it('is shown to its signers with what its attack found, and to nobody else', async () => {
    const number = await prepareAndSign();
    const path = `/v1/releases/in-preparation/${number}`;
    const as = async (role: Role): Promise<TestAnswer> =>
      service.request('GET', path, { token: await users.get(role)!.token() });
    expect((await service.request('GET', path)).status).toBe(401);
    expect((await as('coordinator')).status).toBe(403);
    const { status, body, headers } = await as('verifier');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      number,
      state: 'signed',
      signatures: 2,
      signedByActor: true,
      audit: { base: 10, refusedBases: [], cells: 6, narrowest: expect.any(Number), against: [] },
    });
    expect((body as { audit: { narrowest: number } }).audit.narrowest).toBeGreaterThanOrEqual(9);
  });
});

describe('of a published release', () => {
  let number: number;
  let texts: Readonly<Record<string, string>>;

  beforeAll(async () => {
    number = await prepareAndSign();
    await send('analyst', `/v1/releases/${number}/publication`);
    const answers = await Promise.all(
      FILES.map(async (file) => [file, (await read(`${number}/${file}`)).text] as const),
    );
    texts = Object.fromEntries(answers);
  });

  it.each([
    ['cells.json', 'application/json; charset=utf-8'],
    ['cells.csv', 'text/csv; charset=utf-8; header=present'],
    ['cells.hxl.csv', 'text/csv; charset=utf-8; header=present'],
    ['datapackage.json', 'application/json; charset=utf-8'],
    ['document.json', 'application/json; charset=utf-8'],
    ['document.note', 'text/plain; charset=utf-8'],
  ])('%s is given to anybody, for good, under a name of its own', async (file, type) => {
    const { status, headers, text } = await read(`${number}/${file}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="whereabouts-release-${number}-${file}"`);
    expect(headers.get('cache-control')).toBe(IMMUTABLE);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const tag = headers.get('etag')!;
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await read(`${number}/${file}`, { 'if-none-match': known });
      expect([again.status, again.text, again.headers.get('etag'), again.headers.get('cache-control')]).toEqual([
        304,
        '',
        tag,
        IMMUTABLE,
      ]);
    }
    expect((await read(`${number}/${file}`, { 'if-none-match': '"other"' })).text).toBe(text);
  });

  it.each(['', '/latest', '/keys', '/N', '/N/changes'])(
    'the answer of /v1/releases%s may be read by pages of other sites',
    async (path) => {
      const { status, headers } = await service.request('GET', `/v1/releases${path.replace('N', String(number))}`);
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    },
  );

  it('hold every published number once, and the same', async () => {
    const stored = (await read(String(number))).body as {
      base: number;
      places: Record<string, string>;
      tables: { cells: { key: Record<string, string>; count: number }[]; margins: { key: object; count: number }[] }[];
    };
    const flat = JSON.parse(texts['cells.json']!) as { rows: Record<string, string | number | null>[]; base: number };
    const csv = parse<Record<string, string>>(texts['cells.csv']!, { columns: true });
    expect(csv.map(({ count }) => Number(count))).toEqual(flat.rows.map(({ count }) => count));
    expect(csv.every(({ count, base }) => /^\d+$/.test(count!) && Number(count) % Number(base) === 0)).toBe(true);
    const shown = new Set(
      stored.tables.flatMap(({ cells, margins }) => [...cells, ...margins]).map(({ key }) => JSON.stringify(key)),
    );
    expect(flat.rows.length).toBeGreaterThan(5);
    expect(flat.rows.length).toBeLessThanOrEqual(shown.size);
    const byState = csv.filter(({ table }) => table === 'state');
    expect(byState.length).toBeGreaterThan(1);
    for (const { state_code: code, state_name: name } of byState) expect(stored.places[code!]).toBe(name);
    expect(Object.values(stored.places)).toContain('Province 7');
  });

  it('carry HXL tags in the second row, and whole numbers under each tag of people', () => {
    const [names, tags, ...rows]: string[][] = parse(texts['cells.hxl.csv']!);
    expect(names!.length).toBe(tags!.length);
    for (const tag of [
      '#affected+missing',
      '#affected+detained',
      '#affected+returned',
      '#affected+killed',
      '#adm1+code',
      '#date+start',
      '#meta+id',
      '#meta+obsstatus',
    ])
      expect(tags).toContain(tag);
    expect(tags!.every((tag) => /^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$/.test(tag))).toBe(true);
    const people = tags!.flatMap((tag, at) => (tag.startsWith('#affected') ? [at] : []));
    for (const row of rows) for (const at of people) expect(row[at]).toMatch(/^\d+$/);
    const [all, ...places] = rows;
    for (const at of people) expect(places.reduce((sum, row) => sum + Number(row[at]), 0)).toBe(Number(all![at]));
  });

  it('are described by their data package, byte by byte', () => {
    const { $schema, resources } = JSON.parse(texts['datapackage.json']!) as {
      $schema: string;
      resources: { path: string; bytes: number; hash: string; schema: { fields: { name: string }[] } }[];
    };
    expect($schema).toBe('https://datapackage.org/profiles/2.0/datapackage.json');
    expect(resources.map(({ path }) => path)).toEqual(['cells.csv', 'cells.hxl.csv']);
    for (const { path, bytes, hash, schema } of resources) {
      const text = texts[path]!;
      expect(bytes).toBe(Buffer.byteLength(text));
      expect(hash).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
      expect(text.split('\r\n')[0]).toBe(schema.fields.map(({ name }) => name).join(','));
    }
  });

  it('stay the same bytes when a newer release takes its place, while its state and the latest change', async () => {
    const [latest, own] = [await read('latest'), await read(String(number))];
    expect(latest.headers.get('cache-control')).toBe('public, no-cache');
    const known = { 'if-none-match': latest.headers.get('etag')! };
    expect((await read('latest', known)).status).toBe(304);
    const newer = await prepareAndSign();
    await send('analyst', `/v1/releases/${newer}/publication`);
    for (const file of FILES) expect((await read(`${number}/${file}`)).text).toBe(texts[file]);
    const [after, superseded] = [await read('latest', known), await read(String(number))];
    expect([after.status, (after.body as { number: number }).number]).toEqual([200, newer]);
    expect([own.body, superseded.body].map((body) => (body as { state: string }).state)).toEqual([
      'published',
      'superseded',
    ]);
    expect(superseded.headers.get('etag')).not.toBe(own.headers.get('etag'));
    expect(superseded.headers.get('cache-control')).toBe('public, no-cache');
  });

  it('are linked from its permanent page', async () => {
    const { text } = await service.request('GET', `/releases/${number}`, { headers: { accept: 'text/html' } });
    for (const file of FILES) expect(text).toContain(`href="/v1/releases/${number}/${file}"`);
  });
});
