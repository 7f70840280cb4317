// The part of the deep walk in which two accounts get a second factor: one removes it by a code, of the other an administrator does.

import { codeAt } from '../../support/authenticator.js';
import type { ApiFuzzer } from './api-fuzzer.js';

const PASSWORD = 'correct horse battery';
const FACTOR = '/v1/auth/second-factor';
const SESSIONS = '/v1/auth/sessions';
/** Milliseconds: the next code is another one. */
const SPAN = 30_000;

export async function guardAccounts(fuzzer: ApiFuzzer, organisationId: string): Promise<void> {
  const one = await guarded(fuzzer, organisationId, 'west.two');
  const token = await signedIn(fuzzer, one.username, one.code());
  await fuzzer.step('liaison', 'GET', FACTOR, { token });
  await fuzzer.step('liaison', 'HEAD', FACTOR, { token });
  await fuzzer.step('liaison', 'GET', SESSIONS, { token });
  await fuzzer.step('liaison', 'HEAD', SESSIONS, { token });
  await fuzzer.step('liaison', 'POST', `${SESSIONS}/end`, { token, body: { password: PASSWORD, code: one.code() } });
  await fuzzer.step('liaison', 'POST', `${FACTOR}/remove`, { token, body: { password: PASSWORD, code: one.code() } });
  const other = await guarded(fuzzer, organisationId, 'west.three');
  await fuzzer.step('administrator', 'DELETE', `/v1/users/${other.id}/second-factor`);
}

async function signedIn(fuzzer: ApiFuzzer, username: string, code?: string): Promise<string> {
  const body = { username, password: PASSWORD, ...(code !== undefined && { code }) };
  return String((await fuzzer.step('administrator', 'POST', '/v1/auth/token', { body }))['accessToken']);
}

interface Guarded {
  readonly id: string;
  readonly username: string;
  readonly code: () => string;
}

async function guarded(fuzzer: ApiFuzzer, organisationId: string, username: string): Promise<Guarded> {
  const admin = 'administrator';
  const account = { organisationId, username, roles: ['liaison'] };
  const { id, setPassword } = await fuzzer.step(admin, 'POST', '/v1/users', { body: account });
  const { link } = setPassword as { readonly link: string };
  const body = { token: link.split('/').at(-1), password: PASSWORD };
  await fuzzer.step(admin, 'POST', '/v1/auth/password', { body });
  const token = await signedIn(fuzzer, username);
  const { secret } = await fuzzer.step('liaison', 'POST', FACTOR, { token, body: { password: PASSWORD } });
  const code = (): string => codeAt(String(secret), fuzzer.passing(SPAN));
  await fuzzer.step('liaison', 'POST', `${FACTOR}/confirm`, { token, body: { code: code() } });
  return { id: String(id), username, code };
}
