// One's own account at the console: its second factor is added, asked for at the sign-in, and removed, by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { codeAt } from '../support/authenticator.js';
import type { TestUser } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';
import { clientOf, faultsOf, sendForm, signedIn, type FormClient, type PageAnswer } from './form-client.js';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.stop());

const PAGE = '/console/account';
const SPAN = 30_000;

function begin(client: FormClient, password: string): Promise<PageAnswer> {
  return sendForm(client, PAGE, `${PAGE}/second-factor`, { '/password': password });
}

function secretOf({ html }: PageAnswer): string {
  return (/<code class="secret">([A-Z2-7 ]+)<\/code>/.exec(html)?.[1] ?? '').replaceAll(' ', '');
}

function recoveryCodesOf({ html }: PageAnswer): string[] {
  return [...html.matchAll(/<code class="secret">([0-9A-Z-]+)<\/code>/g)].map(([, code]) => code!);
}

async function liaison(): Promise<TestUser> {
  return office.seedUser({ organisation: office.office, roles: ['liaison'] });
}

function signInBy(user: TestUser, code: string): Promise<PageAnswer> {
  return clientOf(office).post('/sign-in', { '/username': user.username, '/password': user.password, '/code': code });
}

function cookieOf({ headers }: PageAnswer): string {
  return (headers.getSetCookie()[0] ?? '').split(';', 1)[0]!;
}

describe('the page of one’s own account', () => {
  it('is for whoever is signed in, and its forms for the session that was shown them', async () => {
    expect((await clientOf(office).get(PAGE)).status).toBe(303);
    expect((await clientOf(office).post(`${PAGE}/second-factor`, { '/password': 'x' })).status).toBe(401);
    const user = await liaison();
    const client = await signedIn(office, user);
    expect((await client.post(`${PAGE}/second-factor`, { '/password': user.password })).status).toBe(403);
  });

  it('is led to from every page, and says that a password is enough', async () => {
    const client = await signedIn(office, await liaison());
    expect((await client.get('/console/cases')).html).toContain(`href="${PAGE}"`);
    const { html } = await client.get(PAGE);
    expect(html).toContain('the password alone signs in');
  });

  it('tells a wrong password on the form and shows nothing', async () => {
    const client = await signedIn(office, await liaison());
    const answer = await begin(client, 'not this one');
    expect([answer.status, faultsOf(answer)]).toEqual([422, ['/password']]);
    expect(secretOf(answer)).toBe('');
    expect(answer.html).not.toContain('not this one');
  });

  it('adds a second factor in two steps, signs out, and asks for a code from then on', async () => {
    const user = await liaison();
    const client = await signedIn(office, user);
    const shown = await begin(client, user.password);
    const secret = secretOf(shown);
    expect(secret).toHaveLength(32);
    expect(shown.html).toContain('<svg class="qr"');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const wrong = await sendForm(client, PAGE, `${PAGE}/second-factor/confirm`, { '/code': '000000' });
    expect([wrong.status, faultsOf(wrong), secretOf(wrong)]).toEqual([422, ['/code'], '']);
    const code = codeAt(secret, office.clock.now());
    const added = await sendForm(client, PAGE, `${PAGE}/second-factor/confirm`, { '/code': code });
    expect(added.status).toBe(200);
    const codes = recoveryCodesOf(added);
    expect(codes).toHaveLength(10);
    expect(added.html).not.toContain('action="/sign-out"');
    expect((await client.get(PAGE)).status).toBe(303);

    const refused = await signInBy(user, '');
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []]);
    office.clock.advance(SPAN);
    const entered = await signInBy(user, codeAt(secret, office.clock.now()));
    expect(entered.status).toBe(303);
    const again = clientOf(office, cookieOf(entered));
    expect((await again.get(PAGE)).html).toContain('10 of 10');

    const kept = await sendForm(again, PAGE, `${PAGE}/second-factor/remove`, {
      '/password': user.password,
      '/code': '1',
    });
    expect([kept.status, faultsOf(kept)]).toEqual([422, ['/password']]);
    const removed = await sendForm(again, PAGE, `${PAGE}/second-factor/remove`, {
      '/password': user.password,
      '/code': codes[0]!,
    });
    expect([removed.status, removed.headers.get('location')]).toEqual([303, '/sign-in?after=second-factor-removed']);
    expect((await again.get(PAGE)).status).toBe(303);
    expect((await clientOf(office).get('/sign-in?after=second-factor-removed')).html).toContain(
      'no second factor any more',
    );
    expect((await signInBy(user, '')).status).toBe(303);
  });
});

describe('where one is signed in', () => {
  const END = `${PAGE}/sessions/end`;

  it('is told on one’s page, and ended by the password alone', async () => {
    const user = await liaison();
    const [client, other] = [await signedIn(office, user), await signedIn(office, user)];
    const token = await user.token();
    const { html } = await client.get(PAGE);
    expect(html.match(/: this session/g)).toHaveLength(1);
    expect(html.match(/<td data-label="By">The console/g)).toHaveLength(2);
    expect(html).toContain('A program, by the API');
    const refused: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ '/id': 'others', '/password': 'not this one' }, '/password'],
      [{ '/id': '', '/password': user.password }, '/id'],
      [{ '/id': '00000000-0000-4000-8000-000000000000', '/password': user.password }, '/id'],
    ];
    for (const [fields, at] of refused) {
      const answer = await sendForm(client, PAGE, END, fields);
      expect([answer.status, faultsOf(answer)]).toEqual([422, [at]]);
    }
    expect((await client.post(END, { '/id': 'others', '/password': user.password })).status).toBe(403);
    expect((await other.get(PAGE)).status).toBe(200);
    const ended = await sendForm(client, PAGE, END, { '/id': 'others', '/password': user.password });
    expect([ended.status, ended.headers.get('location')]).toEqual([303, PAGE]);
    expect([(await client.get(PAGE)).status, (await other.get(PAGE)).status]).toEqual([200, 303]);
    expect((await office.request('GET', '/v1/me', { token })).status).toBe(401);
  });

  it('leads to the sign-in where the session at hand is ended', async () => {
    const user = await liaison();
    const client = await signedIn(office, user);
    const own = /<option value="([0-9a-f-]{36})">[^<]*\(this session\)/.exec((await client.get(PAGE)).html)?.[1] ?? '';
    const ended = await sendForm(client, PAGE, END, { '/id': own, '/password': user.password });
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/sign-in?after=signed-out']);
    expect((await client.get(PAGE)).status).toBe(303);
  });
});

describe('the page of an account for its administrator', () => {
  it('says whether there is a second factor, and removes it for somebody who lost the device', async () => {
    const user = await liaison();
    const client = await signedIn(office, user);
    const secret = secretOf(await begin(client, user.password));
    await sendForm(client, PAGE, `${PAGE}/second-factor/confirm`, { '/code': codeAt(secret, office.clock.now()) });
    const administrator = await signedIn(office, office.user('administrator'));
    const page = `/console/administration/users/${user.id}`;
    expect((await administrator.get(page)).html).toContain('Remove the second factor');
    expect((await sendForm(administrator, page, `${page}/second-factor/remove`, {})).status).toBe(303);
    expect((await administrator.get(page)).html).not.toContain('Remove the second factor');
    expect((await sendForm(administrator, page, `${page}/second-factor/remove`, {})).status).toBe(422);
    expect((await signInBy(user, '')).status).toBe(303);
  });
});

describe('the second factor that somebody altered in the database', () => {
  it('is told of on the form to whoever has the password, at the sign-in and on one’s own page', async () => {
    const user = await liaison();
    const client = await signedIn(office, user);
    const secret = secretOf(await begin(client, user.password));
    const code = (): string => {
      office.clock.advance(SPAN);
      return codeAt(secret, office.clock.now());
    };
    const added = await sendForm(client, PAGE, `${PAGE}/second-factor/confirm`, { '/code': code() });
    const owner = new Client({ connectionString: office.database.urls.owner });
    await owner.connect();
    await owner.query(`UPDATE registry.second_factor SET sealed = '' WHERE user_id = $1`, [user.id]);
    await owner.end();
    const refused = await signInBy(user, code());
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([409, []]);
    expect(refused.html).toContain('action="/sign-in"');
    expect(refused.html).toContain('have an administrator remove it');
    const again = clientOf(office, cookieOf(await signInBy(user, recoveryCodesOf(added)[0]!)));
    const remove = { '/password': user.password, '/code': code() };
    const kept = await sendForm(again, PAGE, `${PAGE}/second-factor/remove`, remove);
    expect([kept.status, kept.html.includes('Give a recovery code')]).toEqual([422, true]);
  });
});

describe('where every account needs a second factor', () => {
  it('every page leads to one’s own account until there is one, and signing out is open', async () => {
    const strict = await openOffice({ environment: { secondFactor: 'required' } });
    try {
      const client = await signedIn(strict, strict.user('coordinator'));
      const led = await client.get('/console/cases');
      expect([led.status, led.headers.get('location')]).toEqual([303, PAGE]);
      expect((await client.get(PAGE)).status).toBe(200);
      const { formToken, formKey } = await client.sealOf(PAGE);
      const sent = await client.post('/console/search', { formToken, formKey, '/name': 'Somebody' });
      expect([sent.status, sent.html.includes('second factor')]).toEqual([403, true]);
      const form = new FormData();
      form.set('formToken', formToken);
      form.set('/content', new Blob([new Uint8Array(2_000_000)], { type: 'image/png' }), 'file.png');
      const path = '/console/evidence/EV-00000-00000-00000-00000-0/files';
      const headers = { cookie: client.cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' };
      const file = await fetch(strict.url + path, { method: 'POST', headers, body: form, redirect: 'manual' });
      expect([file.status, (await file.text()).includes('second factor')]).toEqual([403, true]);
      expect((await client.post('/sign-out', { formToken, formKey })).status).toBe(303);
    } finally {
      await strict.stop();
    }
  });
});
