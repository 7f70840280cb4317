// Who gets into the console, and which forms it takes: refusals first.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { clientOf, signedIn, type FormClient } from './form-client.js';

let office: Office;
let coordinator: FormClient;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
});

afterAll(() => office.stop());

const CONSOLE_PAGES = [
  '/console',
  '/console/cases',
  '/console/search',
  '/console/register',
  '/console/inquiries',
  '/console/inquiries/new',
  '/console/tasks/consents',
  '/console/tracing-requests',
  '/console/tracing-requests/new',
  '/console/lists',
  '/console/lists/new',
  '/console/figures',
  '/console/figures/flow',
  '/console/figures/cohort',
  '/console/releases',
  '/console/administration',
  '/console/administration/users/new',
  '/console/audit',
  '/console/links',
  '/console/remains',
  '/console/remains/new',
  '/console/sites',
];

describe('without a session', () => {
  it.each(CONSOLE_PAGES)('%s leads to the sign-in', async (path) => {
    const { status, headers } = await clientOf(office).get(path);
    expect(status).toBe(303);
    expect(headers.get('location')).toMatch(/^\/sign-in/);
  });

  it('an access token of the API opens no page', async () => {
    const authorization = `Bearer ${await office.user('coordinator').token()}`;
    expect((await clientOf(office).get('/console/cases', { authorization })).status).toBe(303);
  });

  it('a session opens nothing of the API', async () => {
    const { status } = await office.request('GET', '/v1/persons', { headers: { cookie: coordinator.cookie } });
    expect(status).toBe(401);
  });

  it('a form is refused, and says so on a page', async () => {
    const { status, html } = await clientOf(office).post('/console/search', { '/name': 'Somebody' });
    expect(status).toBe(401);
    expect(html).toContain('Sign in first');
  });
});

describe('signing in', () => {
  it('answers a wrong password and an unknown user alike', async () => {
    const client = clientOf(office);
    const wrong = await client.post('/sign-in', { '/username': office.user('liaison').username, '/password': 'wrong' });
    const unknown = await client.post('/sign-in', { '/username': 'nobody-here', '/password': 'wrong' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    const told = ({ html }: { html: string }): string => /<div class="errors".*?<\/div>/s.exec(html)?.[0] ?? '';
    expect(told(wrong)).toBe(told(unknown));
    expect(told(wrong)).toContain('This was not done');
    expect(wrong.html).not.toContain('value="wrong"');
  });

  it('gives a cookie that no script reads and no other site sends', async () => {
    const { username, password } = office.user('liaison');
    const { status, headers } = await clientOf(office).post('/sign-in', {
      '/username': username,
      '/password': password,
      to: '//elsewhere.example',
    });
    expect([status, headers.get('location')]).toEqual([303, '/console']);
    expect(headers.getSetCookie()[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('is refused to forms of other sites', async () => {
    const { username, password } = office.user('liaison');
    const fields = { '/username': username, '/password': password };
    const sites = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }];
    for (const headers of sites) expect((await clientOf(office).post('/sign-in', fields, headers)).status).toBe(403);
  });
});

describe('the forms of a session', () => {
  const search = { '/name': 'Nora Nobody', '/purpose': 'duplicate_check' };

  it('are refused without their token', async () => {
    const { status, html, headers } = await coordinator.post('/console/search', search);
    expect(status).toBe(403);
    expect(html).toContain('does not belong to your present session');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('are refused with the token of another session', async () => {
    const other = await signedIn(office, office.user('coordinator'));
    const { formToken } = await other.sealOf('/console/search');
    expect((await coordinator.post('/console/search', { ...search, formToken })).status).toBe(403);
    expect((await other.post('/console/search', { ...search, formToken })).status).toBe(200);
  });

  it('are refused from another origin where the browser names only that', async () => {
    const { formToken } = await coordinator.sealOf('/console/search');
    const send = async (origin: string): Promise<number> => {
      const answer = await fetch(`${office.url}/console/search`, {
        method: 'POST',
        headers: { cookie: coordinator.cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...search, formToken }),
      });
      return answer.status;
    };
    expect(await send('https://elsewhere.example')).toBe(403);
    expect(await send('null')).toBe(403);
    expect(await send(office.url)).toBe(200);
  });

  it('are refused in JSON, and when a field comes twice', async () => {
    const { formToken } = await coordinator.sealOf('/console/search');
    const json = await office.request('POST', '/console/search', {
      body: { ...search, formToken, '/name': ['a', 'b'] },
      headers: { cookie: coordinator.cookie, accept: 'text/html' },
    });
    expect(json.status).toBe(415);
    const twice = await fetch(`${office.url}/console/search`, {
      method: 'POST',
      headers: { cookie: coordinator.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: `formToken=${formToken}&/name=a&/name=b`,
    });
    expect(twice.status).toBe(400);
  });

  it('that come twice are carried out once', async () => {
    const seal = await coordinator.sealOf('/console/register');
    const fields = { ...seal, '/sharingLevel': 'registry_only', '/legalBasis': 'consent', '/reference': 'twice-1' };
    const [first, second] = await Promise.all([
      coordinator.post('/console/register', fields),
      coordinator.post('/console/register', fields),
    ]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    const changed = await coordinator.post('/console/register', { ...fields, '/reference': 'twice-2' });
    expect(changed.status).toBe(409);
  });
});

describe('what a role opens', () => {
  it.each([
    ['administrator', '/console/cases'],
    ['auditor', '/console/cases'],
    ['analyst', '/console/register'],
    ['inquirer', '/console/search'],
    ['liaison', '/console/administration'],
    ['liaison', '/console/audit'],
    ['coordinator', '/console/figures'],
    ['coordinator', '/console/links'],
    ['liaison', '/console/remains/new'],
    ['auditor', '/console/sites'],
  ] as const)('the %s gets a page of refusal at %s', async (role, path) => {
    const client = await signedIn(office, office.user(role));
    const { status, html } = await client.get(path);
    expect(status).toBe(403);
    expect(html).toContain('Your roles do not allow this');
    expect(html).toMatch(/request id <code>[0-9a-f-]{36}<\/code>/);
    expect(html).not.toContain(`href="${path}"`);
  });

  it('a refused form changes nothing', async () => {
    const verifier = await signedIn(office, office.user('verifier'));
    const { formToken } = await verifier.sealOf('/console/cases');
    const fields = { formToken, '/sharingLevel': 'registry_only', '/legalBasis': 'consent' };
    expect((await verifier.post('/console/register', fields)).status).toBe(403);
    expect((await verifier.post('/console/releases', { formToken })).status).toBe(403);
    expect((await verifier.post('/console/administration/parties', { formToken, '/label': 'X side' })).status).toBe(
      403,
    );
  });
});

describe('every page', () => {
  it('is kept by nobody, framed by nobody and runs nothing', async () => {
    const { headers } = await coordinator.get('/console/cases');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('that does not exist says so in the form that was asked for', async () => {
    const page = await coordinator.get('/console/nothing-here');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const api = await office.request('GET', '/v1/nothing-here', { headers: { accept: 'text/html' } });
    expect(api.headers.get('content-type')).toContain('application/problem+json');
    const slip = await coordinator.get('/console/persons/WB-31GVS-TGZSN-457BQ-ZEYZ6-Q');
    expect(slip.status).toBe(422);
  });

  it('writes back what was typed as text', async () => {
    const { formToken } = await coordinator.sealOf('/console/search');
    const name = '"><script>alert(1)</script>';
    const { html, status } = await coordinator.post('/console/search', { formToken, '/name': name });
    expect(status).toBe(422);
    expect(html).toContain('&quot;>&lt;script>');
    expect(html).not.toContain('<script');
  });

  it('leaves no name in the log, found or not', async () => {
    const { formToken } = await coordinator.sealOf('/console/search');
    const fields = { formToken, '/name': 'Kanarina Zzyxveld', '/purpose': 'duplicate_check' };
    expect((await coordinator.post('/console/search', fields)).status).toBe(200);
    expect((await coordinator.post('/console/search', { ...fields, '/purpose': '' })).status).toBe(422);
    expect(office.logged()).not.toMatch(/Kanarina|Zzyxveld/);
  });
});

it('signing out ends the session', async () => {
  const client = await signedIn(office, office.user('liaison'));
  const { formToken } = await client.sealOf('/console/cases');
  const { status, headers } = await client.post('/sign-out', { formToken });
  expect([status, headers.get('location')]).toEqual([303, '/sign-in?after=signed-out']);
  expect((await client.get('/console/cases')).status).toBe(303);
});
