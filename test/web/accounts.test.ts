// The page of one account: changed by who has read it as it is, and told so where somebody else was first.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../src/domain/access/actor.js';
import type { TestUser } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';
import { sendForm, signedIn, type FormClient, type PageAnswer } from './form-client.js';

let office: Office;
let administrator: FormClient;
let user: TestUser;
let page: string;

beforeAll(async () => {
  office = await openOffice();
  administrator = await signedIn(office, office.user('administrator'));
});
afterAll(() => office.stop());

beforeEach(async () => {
  user = await office.seedUser({ organisation: office.office, roles: ['liaison'] });
  page = `/console/administration/users/${user.id}`;
});

const picked = (role: Role): Record<string, string> => ({ [`/roles/${ROLES.indexOf(role)}`]: role });
const seenIn = (html: string): string[] => [...html.matchAll(/name="\/seen" value="([^"]+)"/g)].map(([, tag]) => tag!);
const isTicked = (html: string, role: Role): boolean =>
  new RegExp(`<input[^>]*name="/roles/${ROLES.indexOf(role)}"[^>]*>`).exec(html)?.[0].includes('checked') === true;

async function shown(): Promise<{ html: string; seen: string }> {
  const { html } = await administrator.get(page);
  return { html, seen: seenIn(html)[0] ?? '' };
}

function send(to: 'roles' | 'access', fields: Record<string, string>): Promise<PageAnswer> {
  return sendForm(administrator, page, `${page}/${to}`, fields);
}

async function stored(): Promise<{ roles: readonly string[]; disabled: boolean }> {
  const token = await office.user('administrator').token();
  const { body } = await office.request('GET', '/v1/users', { token });
  const { users } = body as { users: { id: string; roles: string[]; disabled: boolean }[] };
  const { roles, disabled } = users.find(({ id }) => id === user.id)!;
  return { roles, disabled };
}

describe('the page of an account', () => {
  it('is not for others, and what is sent to it neither', async () => {
    const coordinator = await signedIn(office, office.user('coordinator'));
    expect((await coordinator.get(page)).status).toBe(403);
    const seal = await coordinator.sealOf('/console/register');
    for (const to of ['roles', 'access'])
      expect((await coordinator.post(`${page}/${to}`, { ...seal, '/seen': 'v1' })).status).toBe(403);
    expect(await stored()).toEqual({ roles: ['liaison'], disabled: false });
  });

  it('needs the tag of what it showed, and takes no star for it', async () => {
    for (const seen of [{}, { '/seen': '*' }, { '/seen': '' }, { '/seen': '"v1"' }] as Record<string, string>[]) {
      expect((await send('roles', { ...picked('verifier'), ...seen })).status).toBe(428);
      expect((await send('access', { '/disabled': 'yes', ...seen })).status).toBe(428);
    }
    expect(await stored()).toEqual({ roles: ['liaison'], disabled: false });
  });

  it('changes roles, closes the account and opens it again, each with the tag of its own page', async () => {
    const first = await shown();
    expect(seenIn(first.html)).toEqual(['v1', 'v1']);
    expect((await send('roles', { ...picked('verifier'), '/seen': first.seen })).status).toBe(303);
    expect((await send('access', { '/disabled': 'yes', '/seen': (await shown()).seen })).status).toBe(303);
    expect(await stored()).toEqual({ roles: ['verifier'], disabled: true });
    expect((await send('access', { '/disabled': 'no', '/seen': (await shown()).seen })).status).toBe(303);
    expect(await stored()).toEqual({ roles: ['verifier'], disabled: false });
  });

  it('tells roles that were changed meanwhile, keeps what was picked, and does it once it was looked at', async () => {
    const { seen } = await shown();
    expect((await send('roles', { ...picked('coordinator'), '/seen': seen })).status).toBe(303);
    const stale = await send('roles', { ...picked('verifier'), '/seen': seen });
    expect(stale.status).toBe(412);
    expect(stale.html).toContain('This has changed since you read it');
    expect(stale.html).toContain('<dd>Coordinator</dd>');
    expect([isTicked(stale.html, 'verifier'), isTicked(stale.html, 'coordinator')]).toEqual([true, false]);
    expect(await stored()).toMatchObject({ roles: ['coordinator'] });
    const fresh = seenIn(stale.html)[0] ?? '';
    expect(fresh).not.toBe(seen);
    expect((await send('roles', { ...picked('verifier'), '/seen': fresh })).status).toBe(303);
    expect(await stored()).toMatchObject({ roles: ['verifier'] });
  });

  it('tells a closing by who has not seen new roles, and shows them', async () => {
    const { seen } = await shown();
    expect((await send('roles', { ...picked('coordinator'), '/seen': seen })).status).toBe(303);
    const stale = await send('access', { '/disabled': 'yes', '/seen': seen });
    expect(stale.status).toBe(412);
    expect(stale.html).toContain('This has changed since you read it');
    expect(isTicked(stale.html, 'coordinator')).toBe(true);
    expect(await stored()).toEqual({ roles: ['coordinator'], disabled: false });
  });
});
