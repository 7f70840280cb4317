// A file added by the form on an item's page: who is refused, which files are, and that nothing is kept of what was not taken.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MOST_FILE_BYTES } from '../../src/domain/evidence/evidence-file.js';
import { RecordEvidence } from '../../src/usecases/evidence/record-evidence.js';
import { dumpOf } from '../support/audit-rows.js';
import { openOffice, type Office } from './console-world.js';
import { bodyOf, FORM_WITH_FILE, partsOf, postParts, type SentPart } from './file-form.js';
import { clientOf, faultsOf, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const ORIGINAL = Buffer.from([
  0xff,
  0xd8,
  0xff,
  0x00,
  0x0d,
  0x0a,
  0x2d,
  0x2d,
  ...Buffer.from('somebody can be made out'),
]);
const COPY = Buffer.from('nobody can be made out');
/** What the file is called at the sender's machine: kept nowhere. */
const CALLED = 'Ilmar-Vestergren-at-the-bridge.jpg';
const RESTRICTED = { '/access': 'restricted' };
const OPEN = { '/access': 'open' };

let office: Office;
let coordinator: FormClient;
let stranger: FormClient;
let verifier: FormClient;
let item: string;

async function newItem(content: Buffer, sensitivities: readonly string[] = ['child_visible']): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const given = { sha256, kind: 'photo', source: 'family', sensitivities, sharingLevel: 'partners_pseudonymous' };
  const { code } = await office.app.get(RecordEvidence).execute(office.actor('coordinator'), given, null);
  return `/console/evidence/${code}`;
}

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  verifier = await signedIn(office, office.user('verifier'));
  stranger = await signedIn(office, await office.seedUser({ roles: ['coordinator'] }));
  item = await newItem(ORIGINAL);
});
afterAll(() => office.stop());

function fileOf(content: Buffer, type = 'image/jpeg', name = CALLED): SentPart {
  return { name: '/content', content, file: { name, type } };
}

type Fields = Readonly<Record<string, string>>;

/** From the page of the item, as a browser does it. */
async function add(fields: Fields, files: readonly SentPart[], page = item, client = coordinator): Promise<PageAnswer> {
  office.clock.advance(1000);
  const seal = await coordinator.sealOf(page);
  return postParts(office, client, `${page}/files`, bodyOf([...partsOf({ ...seal, ...fields }), ...files]));
}

/** How many files the registry and the vault hold. */
async function kept(): Promise<number[]> {
  const client = new Client({ connectionString: office.database.urls.owner });
  await client.connect();
  try {
    const count = async (table: string): Promise<number> =>
      (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;
    return [await count('registry.evidence_file'), await count('vault.person_key')];
  } finally {
    await client.end();
  }
}

describe('whoever may not add a file', () => {
  it('is shown no form, and their file is not taken', async () => {
    for (const client of [verifier, stranger]) expect((await client.get(item)).html).not.toContain(`${item}/files"`);
    expect((await coordinator.get(item)).html).toContain(`${item}/files"`);
    const out = await add(RESTRICTED, [fileOf(ORIGINAL)], item, clientOf(office));
    expect([out.status, out.html]).toEqual([401, expect.stringContaining('Sign in first')]);
    expect((await add(RESTRICTED, [fileOf(ORIGINAL)], item, verifier)).status).toBe(403);
    const parts = [...partsOf({ ...(await stranger.sealOf(item)), ...RESTRICTED }), fileOf(ORIGINAL)];
    expect((await postParts(office, stranger, `${item}/files`, bodyOf(parts))).status).toBe(403);
    const hidden = '/console/evidence/EV-00000-00000-00000-00000-0/files';
    const seal = await coordinator.sealOf(item);
    const body = bodyOf([...partsOf({ ...seal, ...RESTRICTED }), fileOf(ORIGINAL)]);
    expect((await postParts(office, coordinator, hidden, body)).status).toBe(404);
  });

  it('is whoever sends it from elsewhere, without the token of their session, or with it after the file', async () => {
    const seal = await coordinator.sealOf(item);
    const { formToken } = seal;
    const foreign = await stranger.sealOf(item);
    const send = async (parts: readonly SentPart[], headers: Fields = {}): Promise<PageAnswer> =>
      postParts(office, coordinator, `${item}/files`, bodyOf(parts), headers);
    const whole = [...partsOf({ ...seal, ...RESTRICTED }), fileOf(ORIGINAL)];
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect((await send(whole, headers)).status).toBe(403);
    for (const parts of [
      [...partsOf(RESTRICTED), fileOf(ORIGINAL)],
      [...partsOf({ ...RESTRICTED, ...foreign }), fileOf(ORIGINAL)],
      [...partsOf(RESTRICTED), fileOf(ORIGINAL), ...partsOf({ formToken })],
      partsOf(RESTRICTED),
    ]) {
      const refused = await send(parts);
      expect([refused.status, refused.html]).toEqual([403, expect.stringContaining('present session')]);
    }
  });

  it('and no other page and no route of the API takes one, whoever sends it', async () => {
    const seal = await coordinator.sealOf(item);
    const body = bodyOf([...partsOf({ ...seal, ...RESTRICTED }), fileOf(ORIGINAL)]);
    for (const path of [`${item}/custody`, `${item}/downloads`, '/console/evidence', '/sign-in', '/v1/evidence'])
      expect([path, (await postParts(office, coordinator, path, body)).status]).toEqual([path, 415]);
    expect((await postParts(office, coordinator, '/console/nowhere', body)).status).toBe(404);
  });

  afterAll(async () => expect(await kept()).toEqual([0, 0]));
});

describe('a form that is not what the page sends', () => {
  const send = async (
    parts: (seal: Fields) => readonly SentPart[],
    end?: string,
    headers: Fields = {},
  ): Promise<PageAnswer> => {
    const seal = { ...(await coordinator.sealOf(item)), ...RESTRICTED };
    return postParts(office, coordinator, `${item}/files`, bodyOf(parts(seal), end), headers);
  };

  it('is refused where it carries two files, a field twice, many fields, a long one, or a file under another name', async () => {
    const file = fileOf(ORIGINAL);
    const two = await send((seal) => [...partsOf(seal), file, file]);
    expect([two.status, two.html]).toEqual([422, expect.stringContaining('One file is added at a time')]);
    expect((await send((seal) => [...partsOf(seal), ...partsOf(OPEN), file])).status).toBe(400);
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`/more/${at}`, 'x']));
    expect((await send((seal) => [...partsOf({ ...seal, ...many }), file])).status).toBe(400);
    expect((await send((seal) => [...partsOf({ ...seal, '/more': 'x'.repeat(201) }), file])).status).toBe(400);
    expect((await send((seal) => [...partsOf({ ...seal, '/more': 'a\0b' }), file])).status).toBe(400);
    expect((await send((seal) => [...partsOf({ ...seal, constructor: 'x' }), file])).status).toBe(400);
    expect((await send((seal) => [...partsOf(seal), { ...file, name: '/other' }])).status).toBe(400);
  });

  it('is refused where it is cut off, has no boundary, or does not say how long it is', async () => {
    const whole = (seal: Fields): readonly SentPart[] => [...partsOf(seal), fileOf(ORIGINAL)];
    const cut = await send(whole, '');
    expect([cut.status, cut.html]).toEqual([400, expect.stringContaining('did not arrive whole')]);
    expect((await send(whole, undefined, { 'content-type': 'multipart/form-data' })).status).toBe(400);
    expect((await send(whole, undefined, { 'content-type': 'multipart/mixed; boundary=a' })).status).toBe(415);
    const seal = { ...(await coordinator.sealOf(item)), ...RESTRICTED };
    const drops = new Blob([new Uint8Array(bodyOf(whole(seal)))]).stream();
    expect((await postParts(office, coordinator, `${item}/files`, drops)).status).toBe(400);
  });

  it('is told to be too large, by its length or as it is read, with what can be done', async () => {
    for (const over of [1, 20_000, 3 * MOST_FILE_BYTES]) {
      const refused = await add(RESTRICTED, [fileOf(Buffer.alloc(MOST_FILE_BYTES + over))]);
      expect([over, refused.status]).toEqual([over, 413]);
      expect(refused.html).toContain('larger than 4 MiB');
      expect(refused.html).toContain('payload_too_large');
    }
  });

  it('whose sender hangs up leaves nothing, and the service goes on', async () => {
    const seal = { ...(await coordinator.sealOf(item)), ...RESTRICTED };
    const body = bodyOf([...partsOf(seal), fileOf(Buffer.alloc(1_000_000))]);
    for (const at of [200, 700, 400_000]) await hangUpAfter(body.subarray(0, at), body.length);
    expect((await coordinator.get(item)).status).toBe(200);
  });

  afterAll(async () => expect(await kept()).toEqual([0, 0]));
});

async function hangUpAfter(begun: Buffer, length: number): Promise<void> {
  const { hostname, port } = new URL(office.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = [
    `POST ${item}/files HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `cookie: ${coordinator.cookie}`,
    `content-type: ${FORM_WITH_FILE}`,
    `content-length: ${length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(begun);
  await sleep(100);
  socket.destroy();
  await once(socket, 'close');
}

describe('a file that is not taken', () => {
  it('is told at its field, and what was chosen beside it is not lost', async () => {
    const none = await add({ '/access': 'open' }, [fileOf(Buffer.alloc(0), 'application/octet-stream', '')]);
    expect([none.status, faultsOf(none)]).toEqual([422, ['/content']]);
    expect(none.html).toContain('Choose a file.');
    expect(none.html).toContain('<option value="open" selected');
    expect(faultsOf(await add(OPEN, []))).toEqual(['/content']);
    expect((await add(OPEN, [fileOf(Buffer.alloc(0))])).html).toContain('that you chose is empty');
    expect(faultsOf(await add({}, [fileOf(COPY)]))).toEqual(['/access']);
    expect(faultsOf(await add(OPEN, [fileOf(COPY, 'text/html')]))).toEqual(['/mediaType']);
    expect(faultsOf(await add({ ...OPEN, '/mediaType': 'text/html' }, [fileOf(COPY)]))).toEqual(['/mediaType']);
  });

  it('is one that is not the original, or the original of what is hard to show, where that was said', async () => {
    const other = await add(RESTRICTED, [fileOf(COPY)]);
    expect([other.status, faultsOf(other)]).toEqual([422, ['/content']]);
    expect(other.html).toContain('This is not the original');
    expect(faultsOf(await add(OPEN, [fileOf(ORIGINAL)]))).toEqual(['/access']);
  });

  it('is none that comes without a form that carries files', async () => {
    const seal = await coordinator.sealOf(item);
    expect(faultsOf(await coordinator.post(`${item}/files`, { ...seal, ...OPEN }))).toEqual(['/content']);
  });

  afterAll(async () => expect(await kept()).toEqual([0, 0]));
});

describe('a file that is taken', () => {
  const taken = '?added=';

  it('is in the vault byte by byte, and its page says so', async () => {
    const added = await add(RESTRICTED, [fileOf(ORIGINAL)]);
    expect([added.status, added.headers.get('location')]).toEqual([303, `${item}${taken}restricted`]);
    const { html } = await coordinator.get(`${item}${taken}restricted`);
    expect(html).toContain('The restricted file was added');
    expect(html).not.toContain('<option value="restricted"');
    const download = { ...(await coordinator.sealOf(item)), ...RESTRICTED };
    const given = await coordinator.post(`${item}/downloads`, download);
    expect([given.headers.get('content-type'), given.headers.get('content-length')]).toEqual([
      'image/jpeg',
      `${ORIGINAL.length}`,
    ]);
  });

  it('is said to be added by no address that says so', async () => {
    expect((await coordinator.get(`${item}${taken}open`)).html).not.toContain('was added');
    expect((await coordinator.get(`${item}${taken}%3Cb%3E`)).html).not.toContain('was added');
    expect((await verifier.get(`${item}${taken}restricted`)).html).not.toContain('was added');
  });

  it('that is sent twice is one, and another one under the same key is refused', async () => {
    office.clock.advance(1000);
    const seal = await coordinator.sealOf(item);
    const send = (content: Buffer): Promise<PageAnswer> =>
      postParts(office, coordinator, `${item}/files`, bodyOf([...partsOf({ ...seal, ...OPEN }), fileOf(content)]));
    const [first, second] = await Promise.all([send(COPY), send(COPY)]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const other = await send(Buffer.from('another copy'));
    expect([other.status, other.html]).toEqual([409, expect.stringContaining('idempotency_key_reused')]);
    expect(await kept()).toEqual([2, 2]);
  });

  it('is not replaced, and no form asks for another', async () => {
    const more = await add(OPEN, [fileOf(Buffer.from('another copy'))]);
    expect([more.status, more.html]).toEqual([422, expect.stringContaining('This item has such a file')]);
    expect((await coordinator.get(item)).html).not.toContain(`${item}/files"`);
  });

  it('may be as long as it says, and of a type that was chosen where its name says none', async () => {
    const longest = Buffer.alloc(MOST_FILE_BYTES, 7);
    const page = await newItem(longest);
    const file = fileOf(longest, 'application/octet-stream', 'no-end');
    expect(faultsOf(await add(RESTRICTED, [file], page))).toEqual(['/mediaType']);
    const added = await add({ ...RESTRICTED, '/mediaType': 'video/mp4' }, [file], page);
    expect(added.status).toBe(303);
    expect((await coordinator.get(page)).html).toContain('video/mp4');
  });

  it('leaves what it was called nowhere', async () => {
    const read = [office.logged(), (await coordinator.get(item)).html];
    for (const table of ['evidence_file', 'audit_entry', 'idempotency'])
      read.push(await dumpOf(office.database, table));
    expect(read.every((text) => text.length > 0)).toBe(true);
    for (const text of read) expect(text).not.toContain('Vestergren');
  });
});
