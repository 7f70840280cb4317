// A form with a file is answered by its headers alone where they say enough: nothing of it is waited for, and what is too long is cut off.

import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_FILE_BYTES } from '../../src/domain/evidence/evidence-file.js';
import { withDevice } from '../support/device.js';
import { openOffice, type Office } from './console-world.js';
import { bodyOf, FORM_WITH_FILE } from './file-form.js';
import { clientOf, signedIn } from './form-client.js';

const PATH = '/console/evidence/EV-00000-00000-00000-00000-0/files';
/** Milliseconds in which whoever waited for the body would not have answered. */
const SOON = 5_000;
const OF_A_FILE = MOST_FILE_BYTES;
const LARGER = 8 * 1024 * 1024;
const HUGE = 65 * 1024 * 1024;

let office: Office;
let cookies: Readonly<Record<'nobody' | 'verifier' | 'liaison', string>>;

beforeAll(async () => {
  office = await openOffice();
  const cookie = async (role: 'verifier' | 'liaison'): Promise<string> =>
    (await signedIn(office, office.user(role))).cookie;
  cookies = {
    nobody: 'whereabouts-session=none',
    verifier: await cookie('verifier'),
    liaison: await cookie('liaison'),
  };
});
afterAll(() => office.stop());

/** Sends the head of a form and 1,000 bytes of it. Answers the head that comes back. */
async function headOf(
  cookie: string,
  length: number | null,
  more: readonly string[] = [],
  { url } = office,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
  socket.on('error', () => undefined);
  const lines = [
    `POST ${PATH} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'accept: text/html',
    `cookie: ${cookie}`,
    `content-type: ${FORM_WITH_FILE}`,
    length === null ? 'transfer-encoding: chunked' : `content-length: ${length}`,
    ...more,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${length === null ? '3e8\r\n' : ''}${'-'.repeat(1000)}`);
  for (let waited = 0; waited < SOON && !heard.includes('\r\n\r\n'); waited += 20) await sleep(20);
  socket.destroy();
  return heard.split('\r\n\r\n', 1)[0] ?? '';
}

/** Sends a whole form without its token and, on the same connection, asks for something else. Answers both statuses. */
async function refusedThenAsked(): Promise<number[]> {
  const { hostname, port } = new URL(office.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
  const file = { name: 'called.png', type: 'image/png' };
  const body = bodyOf([{ name: '/content', content: Buffer.alloc(MOST_FILE_BYTES, 1), file }]);
  const host = `host: ${hostname}:${port}`;
  const length = `content-length: ${body.length}`;
  const type = `content-type: ${FORM_WITH_FILE}`;
  socket.write([`POST ${PATH} HTTP/1.1`, host, `cookie: ${cookies.liaison}`, type, length, '', ''].join('\r\n'));
  socket.write(body);
  socket.write(['GET /health/live HTTP/1.1', host, '', ''].join('\r\n'));
  const statuses = (): number[] => [...heard.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
  for (let waited = 0; waited < SOON && statuses().length < 2; waited += 20) await sleep(20);
  socket.destroy();
  return statuses();
}

const closes = (head: string): boolean => /^connection: close$/im.test(head);
const statusOf = (head: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);

describe('a form with a file is answered unread', () => {
  it.each([
    ['nobody', OF_A_FILE, 401, false],
    ['nobody', LARGER, 401, true],
    ['nobody', null, 401, true],
    ['verifier', OF_A_FILE, 403, false],
    ['verifier', LARGER, 403, true],
    ['liaison', LARGER, 413, false],
    ['liaison', HUGE, 413, true],
    ['liaison', null, 400, true],
  ] as const)('of %s, with %s bytes: %i, cut off: %s', async (who, length, status, cut) => {
    const head = await headOf(cookies[who], length);
    expect([statusOf(head), closes(head)]).toEqual([status, cut]);
  });

  it('from another site, whoever is signed in', async () => {
    expect(statusOf(await headOf(cookies.liaison, OF_A_FILE, ['sec-fetch-site: cross-site']))).toBe(403);
  });

  it('and runs out where it was refused half read, so that its sender hears of it and goes on', async () => {
    expect(await refusedThenAsked()).toEqual([403, 200]);
  });

  it('and is waited for where its sender may send it', async () => {
    expect(await headOf(cookies.liaison, OF_A_FILE)).toBe('');
  });
});

describe('where every account needs a second factor, a form with a file', () => {
  let strict: Office;
  beforeAll(async () => {
    strict = await openOffice({ environment: { secondFactor: 'required' } });
  });
  afterAll(() => strict.stop());

  it.each([
    [OF_A_FILE, false],
    [LARGER, true],
  ])(
    'of %s bytes is answered unread of whoever has none, with every right to send it; cut off: %s',
    async (length, cut) => {
      const { cookie } = await signedIn(strict, strict.user('liaison'));
      const head = await headOf(cookie, length, [], strict);
      expect([statusOf(head), closes(head)]).toEqual([403, cut]);
    },
  );

  it('is waited for of whoever has signed in with one', async () => {
    const { user, code } = await withDevice(strict);
    const { username, password } = user;
    const fields = { '/username': username, '/password': password, '/code': code() };
    const entered = await clientOf(strict).post('/sign-in', fields);
    const cookie = (entered.headers.getSetCookie()[0] ?? '').split(';', 1)[0]!;
    expect(await headOf(cookie, OF_A_FILE, [], strict)).toBe('');
  });
});
