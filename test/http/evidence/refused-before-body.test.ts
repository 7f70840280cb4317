// A long body is not read of whoever may not send it: the refusal comes when nothing but its headers has, and its connection ends.

import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LONGEST_FILE_TEXT } from '../../../src/domain/evidence/evidence-file.js';
import { withDevice } from '../../support/device.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';

const PATH = '/v1/evidence/EV-00000-00000-00000-00000-0/files';
/** Milliseconds in which whoever waited for the body would not have answered. */
const SOON = 5_000;

let service: TestApplication;
let tokens: Readonly<Record<'liaison' | 'verifier', string>>;

beforeAll(async () => {
  service = await startTestApplication();
  const organisation = await service.seedOrganisation({ kind: 'ngo' });
  const token = async (role: 'liaison' | 'verifier'): Promise<string> =>
    (await service.seedUser({ organisation, roles: [role] })).token();
  tokens = { liaison: await token('liaison'), verifier: await token('verifier') };
});
afterAll(() => service.stop());

interface Heard {
  readonly head: string;
  /** Whether the service ended the connection. */
  readonly ended: boolean;
}

/** Sends the head of a request for a body of the greatest length, and `begun` of it, and then nothing. */
async function sendHead(headers: readonly string[], begun = '', { url } = service): Promise<Heard> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const heard = { head: '', ended: false };
  socket.on('data', (data: Buffer) => (heard.head += data.toString('latin1')));
  socket.on('end', () => (heard.ended = true));
  socket.on('error', () => (heard.ended = true));
  const lines = [
    `POST ${PATH} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'content-type: application/json',
    `content-length: ${LONGEST_FILE_TEXT}`,
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${begun}`);
  for (let waited = 0; waited < SOON && !heard.ended; waited += 20) await sleep(20);
  socket.destroy();
  return heard;
}

describe('a body that is long is refused unread', () => {
  it.each([
    ['without a sign-in', 401, 'unauthenticated', (): string[] => []],
    ['with a token that is none', 401, 'unauthenticated', (): string[] => ['authorization: Bearer abc.def.ghi']],
    ['without the right', 403, 'forbidden', (): string[] => [`authorization: Bearer ${tokens.verifier}`]],
    ['at once where it has begun', 401, 'unauthenticated', (): string[] => ['x-none: 1']],
  ])('%s: %i', async (what, status, code, headers) => {
    const begun = what.includes('begun') ? `{"access":"open","content":"${'A'.repeat(100_000)}` : '';
    const { head, ended } = await sendHead(headers(), begun);
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain(`"code":"${code}"`);
    expect(head.toLowerCase()).toContain('connection: close');
    expect(ended).toBe(true);
  });

  it('and is waited for where its sender may send it', async () => {
    const { head, ended } = await sendHead([`authorization: Bearer ${tokens.liaison}`]);
    expect([head, ended]).toEqual(['', false]);
  });

  it('as one that says that it is longer than any', async () => {
    const headers = ['authorization: Bearer none', 'transfer-encoding: chunked'];
    expect((await sendHead(headers)).head).toMatch(/^HTTP\/1.1 4\d\d /);
  });
});

describe('where every account needs a second factor, a body that is long', () => {
  let strict: TestApplication;
  beforeAll(async () => {
    strict = await startTestApplication({ environment: { secondFactor: 'required' } });
  });
  afterAll(() => strict.stop());

  it('is refused unread of whoever has none, with every right to send it', async () => {
    const token = await (await strict.seedUser({ roles: ['liaison'] })).token();
    const { head, ended } = await sendHead([`authorization: Bearer ${token}`], '', strict);
    expect(head).toMatch(/^HTTP\/1.1 403 /);
    expect(head).toContain('"code":"second_factor_needed"');
    expect(head.toLowerCase()).toContain('connection: close');
    expect(ended).toBe(true);
  });

  it('is waited for of whoever has signed in with one', async () => {
    const { user, code } = await withDevice(strict);
    const { username, password } = user;
    const { body } = await strict.request('POST', '/v1/auth/token', { body: { username, password, code: code() } });
    const { accessToken } = body as { accessToken: string };
    const { head, ended } = await sendHead([`authorization: Bearer ${accessToken}`], '', strict);
    expect([head, ended]).toEqual(['', false]);
  });
});
