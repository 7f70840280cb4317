// References, the address of an item of evidence and names of places: warned of before they are kept, and free where they are numbers of files.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

interface Door {
  readonly what: string;
  /** Where the text is kept. */
  readonly table: string;
  readonly column: string;
  readonly pointer: string;
  readonly asLink?: boolean;
  /** Address and body with the text in its field. */
  readonly ask: (text: string) => [path: string, body: object];
}

const TEXTS = [
  ['a telephone number', 'call +00 555 726 1904,', 'looks_like_phone'],
  ['an e-mail address', 'desk@post.example', 'looks_like_email'],
  ['a registered name', 'Halden Roe', 'looks_like_registered_name'],
] as const;

let service: TestApplication;
let owner: Client;
let token: string;
let sides: readonly [string, string];
let known: string;
let count = 0;

const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  const [organisation, another] = [await service.seedOrganisation(), await service.seedOrganisation()];
  sides = [organisation.id, another.id];
  token = await (await service.seedUser({ organisation, roles: ['coordinator'] })).token();
  const identity = { names: [{ text: 'Halden Roe' }] };
  known = ((await send('/v1/persons', { ...SHARED, identity })).body as { pseudonym: string }).pseudonym;
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

function send(path: string, body: object, headers: Record<string, string> = {}): Promise<TestAnswer> {
  return service.request('POST', path, { token, body, headers });
}

const codesOf = ({ body }: TestAnswer): string[] =>
  ((body as { errors?: { pointer: string; code: string }[] }).errors ?? []).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

/** How many rows hold the text. */
async function kept(door: Door, text: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM registry.${door.table} WHERE ${door.column} = $1`,
    [text],
  );
  return rows[0]?.n ?? 0;
}

async function noted(action: string): Promise<string[]> {
  const { rows } = await owner.query<{ text: string }>(
    'SELECT details::text AS text FROM registry.audit_entry WHERE action = $1 ORDER BY id',
    [action],
  );
  return rows.map(({ text }) => text);
}

const DOORS: readonly Door[] = [
  {
    what: 'the reference of a person',
    table: 'person',
    column: 'reference',
    pointer: '/reference',
    ask: (text) => ['/v1/persons', { ...SHARED, reference: text }],
  },
  {
    what: 'the reference of a statement',
    table: 'statement',
    column: 'reference',
    pointer: '/reference',
    ask: (text) => [`/v1/persons/${known}/statements`, { ...LOST, reference: text }],
  },
  {
    what: 'the reference of a statement that comes with a person',
    table: 'statement',
    column: 'reference',
    pointer: '/statements/0/reference',
    ask: (text) => ['/v1/persons', { ...SHARED, statements: [{ ...LOST, reference: text }] }],
  },
  {
    what: 'the reference of a tracing request',
    table: 'tracing_request',
    column: 'reference',
    pointer: '/reference',
    ask: (text) => ['/v1/tracing-requests', { ...asking(), sought: { pseudonym: known }, reference: text }],
  },
  {
    what: 'the reference of a person who is registered with a tracing request',
    table: 'person',
    column: 'reference',
    pointer: '/sought/registration/reference',
    ask: (text) => ['/v1/tracing-requests', { ...asking(), sought: { registration: { ...SHARED, reference: text } } }],
  },
  {
    what: 'the reference of a list',
    table: 'list',
    column: 'reference',
    pointer: '/reference',
    ask: (text) => ['/v1/lists', { ...list(), reference: text }],
  },
  {
    what: 'the address of an item of evidence',
    table: 'evidence_item',
    column: 'link',
    pointer: '/link',
    asLink: true,
    ask: (link) => [
      '/v1/evidence',
      { sha256: digest(), kind: 'video', source: 'media', link, sharingLevel: 'partners_pseudonymous' },
    ],
  },
  {
    what: 'the name of a place',
    table: 'place',
    column: 'name',
    pointer: '/name',
    ask: (name) => ['/v1/places', { code: `test:${fresh()}`, name }],
  },
];

function fresh(): number {
  count += 1;
  return count;
}

const digest = (): string => fresh().toString(16).padStart(64, '0');

const asking = (): object => ({
  enquirer: { name: 'Oda Brellan' },
  safeChannel: { channel: 'phone_call' },
  kinship: 'sibling',
  receivedOn: '2020-12-01',
});

const list = (): object => ({
  submitter: { organisationId: sides[0] },
  recipient: { organisationId: sides[1] },
  submittedOn: '2020-12-01',
  lines: [{ least: 2 }],
});

describe.each(DOORS)('$what', (door) => {
  const typed = (text: string): string =>
    door.asLink === true ? `https://x.example/${encodeURIComponent(text)}` : text;

  it.each(TEXTS)('is warned of for %s, and kept when that is confirmed', async (_what, text, code) => {
    const [warned, confirmed] = [await noted('open_text_warned'), await noted('open_text_kept')];
    const given = typed(`${text} ${fresh()}`);
    const answer = await send(...door.ask(given));
    expect([answer.status, codesOf(answer)]).toEqual([422, [`${door.pointer} ${code}`]]);
    expect(`${answer.text} ${service.logged()}`).not.toContain(text);
    expect(await kept(door, given)).toBe(0);
    expect(await noted('open_text_warned')).toEqual([...warned, `{"codes": ["${code}"]}`]);
    expect(await noted('open_text_kept')).toEqual(confirmed);
    const done = await send(...door.ask(given), { 'confirm-open-text': 'true' });
    expect([done.status, await kept(door, given)]).toEqual([201, 1]);
    expect(await noted('open_text_kept')).toEqual([...confirmed, `{"codes": ["${code}"]}`]);
  });

  it('passes unasked where it is a number of a file, an address or a name of a place', async () => {
    const before = [await noted('open_text_warned'), await noted('open_text_kept')];
    const plain = door.column === 'name' ? `Upper Vale ${fresh()}` : typed(`2020${fresh()}/17`);
    const answer = await send(...door.ask(plain));
    expect([answer.status, await kept(door, plain)]).toEqual([201, 1]);
    expect([await noted('open_text_warned'), await noted('open_text_kept')]).toEqual(before);
  });
});

describe('a reference', () => {
  it('of ten digits in one go is a number of a file', async () => {
    expect((await send('/v1/persons', { ...SHARED, reference: '0170-1234567' })).status).toBe(201);
  });

  it('is warned of for one part of a name that is typed beside it, which is told however often', async () => {
    const body = { ...SHARED, identity: { names: [{ text: 'Arvel Tassin' }] }, reference: 'case-Tassin-1' };
    for (let at = 0; at < 21; at += 1)
      expect(codesOf(await send('/v1/persons', body))).toEqual(['/reference looks_like_registered_name']);
    const request = { ...asking(), sought: { pseudonym: known }, reference: 'sister Brellan' };
    expect(codesOf(await send('/v1/tracing-requests', request))).toEqual(['/reference looks_like_registered_name']);
  });

  it('of a statement is warned of for one part of the person’s own name, also in what takes the place of one', async () => {
    const at = `/v1/persons/${known}/statements`;
    expect(codesOf(await send(at, { ...LOST, reference: 'Roe-7' }))).toEqual(['/reference looks_like_registered_name']);
    const { id } = (await send(at, LOST)).body as { id: string };
    const better = { reason: 'A reason of some length.', successor: { ...LOST, reference: 'Roe-7' } };
    expect(codesOf(await send(`/v1/statements/${id}/supersession`, better))).toEqual([
      '/successor/reference looks_like_registered_name',
    ]);
    expect((await send(`/v1/statements/${id}/retraction`, { reason: 'It still stands.' })).status).toBe(201);
  });

  it('that is taken is told of as such where it is no word, whatever else is warned of', async () => {
    const statements = [{ ...LOST, reference: 'ask desk@post.example' }];
    expect((await send('/v1/persons', { ...SHARED, reference: '2019/1' })).status).toBe(201);
    const answer = await send('/v1/persons', { ...SHARED, reference: '2019/1', statements });
    expect((answer.body as { code: string }).code).toBe('reference_taken');
  });

  it('and another that are both warned of do not take each other’s place', async () => {
    const statements = ['a', 'b'].map((who) => ({ ...LOST, reference: `${who}@post.example` }));
    expect(codesOf(await send('/v1/persons', { ...SHARED, statements }))).toEqual([
      '/statements/0/reference looks_like_email',
      '/statements/1/reference looks_like_email',
    ]);
  });
});
