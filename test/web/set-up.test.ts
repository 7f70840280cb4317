// The page behind the set-up link gives an empty registry its first administrator, once.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { IssueSetUpLink } from '../../src/usecases/access/issue-set-up-link.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { clientOf, type FormClient } from './form-client.js';

let application: TestApplication;
let client: FormClient;
let address: string;

beforeAll(async () => {
  application = await startTestApplication();
  client = clientOf(application);
  const principal = servicePrincipal('job', '11111111-1111-4111-8111-111111111111');
  const link = await application.app.get(IssueSetUpLink).execute(principal);
  address = `/set-up/${link?.token ?? ''}`;
});

afterAll(() => application.stop());

const PASSWORD = 'seven quiet lamps at dusk';
const FORM = {
  '/organisationName': 'Bridge Liaison Office',
  '/organisationKind': 'liaison_office',
  '/username': 'first.administrator',
  '/password': PASSWORD,
  '/again': PASSWORD,
};

it('refuses a link that nobody made', async () => {
  const { status, html } = await client.post('/set-up/no-such-link', FORM);
  expect(status).toBe(401);
  expect(html).toContain('The set-up link is refused');
});

it('refuses a form of another site', async () => {
  expect((await client.post(address, FORM, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

it.each([
  ['/again', 'another password', 'the same password once more'],
  ['/organisationKind', 'army', 'a kind from the list'],
  ['/organisationName', ' ', 'the name of your organisation'],
  ['/username', 'Mira Lindqvist', 'lower-case letters'],
  ['/password', 'short', 'the same password once more'],
])('names the fault at %s and writes no password back', async (field, text, words) => {
  const { status, html } = await client.post(address, { ...FORM, [field]: text });
  expect(status).toBe(422);
  expect(html).toContain(words);
  expect(html).not.toContain(PASSWORD);
});

it('sets the registry up, and works once', async () => {
  const { status, headers } = await client.post(address, FORM);
  expect([status, headers.get('location')]).toEqual([303, '/sign-in?after=set-up']);
  const signIn = await client.post('/sign-in', { '/username': FORM['/username'], '/password': PASSWORD });
  expect([signIn.status, signIn.headers.get('location')]).toEqual([303, '/console']);
  const again = await client.post(address, { ...FORM, '/username': 'second.administrator' });
  expect(again.status).toBe(409);
  expect(again.html).toContain('The registry is set up already');
});

it('leaves the link’s secret and the password out of the log', () => {
  expect(application.logged()).not.toContain(address.slice('/set-up/'.length));
  expect(application.logged()).not.toContain(PASSWORD);
});
