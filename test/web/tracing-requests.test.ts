// The pages of tracing requests: taking one in, its state, consents, safe channel and worker; refusals first, and once through a browser.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
import { carryOut, faultsOf, sendForm, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const PLACE = '/console/tracing-requests';
const ENQUIRER = 'Oda Quellmann';
const SAFE_DETAILS = 'After six; say that the bakery calls.';

let world: ConsoleWorld;
let coordinator: FormClient;
let liaison: FormClient;
let person: string;

beforeAll(async () => {
  world = await openConsoleWorld();
  coordinator = await signedIn(world, world.user('coordinator'));
  liaison = await signedIn(world, world.user('liaison'));
  person = await world.registerNameless('test:10');
  await takeIn({ '/reference': 'TR-KNOWN' });
});
afterAll(() => world.stop());

const GIVEN = {
  '/enquirer/name': ENQUIRER,
  '/enquirer/phone': '+00 555 0140',
  '/safeChannel/channel': 'phone_call',
  '/safeChannel/details': SAFE_DETAILS,
  '/kinship': 'sibling',
  '/receivedOn': '2021-05-30',
};

let taken = 0;
const takeIn = (fields: Readonly<Record<string, string>>): Promise<string> =>
  carryOut(coordinator, `${PLACE}/new`, PLACE, {
    '/sought/pseudonym': person,
    ...GIVEN,
    '/reference': `TR-${(taken += 1)}`,
    ...fields,
  });

describe('taking in a tracing request', () => {
  it('is not for who does not work on them', async () => {
    for (const role of ['auditor', 'verifier'] as const) {
      const client = await signedIn(world, world.user(role));
      expect((await client.get(`${PLACE}/new`)).status).toBe(403);
      const { formToken } = await client.sealOf('/console');
      const fields = { formToken, '/sought/pseudonym': person, ...GIVEN };
      expect((await client.post(PLACE, fields)).status).toBe(403);
    }
  });

  it.each([
    [{ '/sought/pseudonym': 'WB-00000-00000-00000-00000-0' }, '/sought/pseudonym'],
    [{ '/sought/pseudonym': 'somebody' }, '/sought/pseudonym'],
    [{ '/enquirer/name': '' }, '/enquirer/name'],
    [{ '/safeChannel/channel': '' }, '/safeChannel/channel'],
    [{ '/kinship': '' }, '/kinship'],
    [{ '/receivedOn': '2031-01-01' }, '/receivedOn'],
    [{ '/consents/2/purpose': 'tracing' }, '/consents/2/recipient'],
    [{ '/followUpBy': '1999-01-01' }, '/followUpBy'],
    [{ '/reference': 'TR-KNOWN' }, '/reference'],
  ])('with %j is refused at its field', async (changed, at) => {
    const fields = { '/sought/pseudonym': person, ...GIVEN, '/reference': 'TR-REFUSED', ...changed };
    const answer = await sendForm(coordinator, `${PLACE}/new`, PLACE, fields);
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)).toEqual([at]);
    // What was typed is not lost.
    expect(answer.html).toContain(`value="${fields['/enquirer/phone']}"`);
  });

  it('registers somebody new with it, and refuses what a registration refuses at its field', async () => {
    const page = `${PLACE}/new?sought=unregistered`;
    expect((await coordinator.get(page)).html).toContain('name="/registering" value="yes"');
    const sought = { '/registering': 'yes', '/sought/registration/identity/names/0/text': 'Ilmar Quellmann', ...GIVEN };
    const refused = await sendForm(coordinator, page, PLACE, sought);
    expect(refused.status).toBe(422);
    expect(faultsOf(refused)).toContain('/sought/registration/sharingLevel');
    expect(refused.html).toContain('name="/registering" value="yes"');
    const address = await carryOut(coordinator, page, PLACE, {
      ...sought,
      '/sought/registration/sharingLevel': 'registry_only',
      '/sought/registration/legalBasis': 'consent',
    });
    expect(address).toMatch(/^\/console\/tracing-requests\/[0-9a-f-]{36}$/);
    expect((await coordinator.get(address)).html).not.toMatch(/Quellmann|Ilmar/);
  });

  it('sent twice is one request', async () => {
    const seal = await coordinator.sealOf(`${PLACE}/new`);
    const fields = { ...seal, '/sought/pseudonym': person, ...GIVEN, '/reference': 'TR-TWICE' };
    const [one, two] = [await coordinator.post(PLACE, fields), await coordinator.post(PLACE, fields)];
    expect(one.status).toBe(303);
    expect(two.headers.get('location')).toBe(one.headers.get('location'));
  });
});

describe('work on a tracing request', () => {
  it('is refused to a colleague who does not work on it, until it is given to them', async () => {
    const address = await takeIn({});
    expect((await liaison.get(address)).html).not.toContain('safe-channel');
    const consent = { '/givenBy': 'enquirer', '/purpose': 'tracing', '/recipient': 'own_organisation' };
    const decided = { ...consent, '/decision': 'given', '/decidedOn': '2021-05-30' };
    expect((await sendForm(liaison, `${address}/consents/new`, `${address}/consents`, decided)).status).toBe(403);
    expect((await liaison.get(`${address}/assignment`)).status).toBe(403);
    const wrong = await sendForm(coordinator, `${address}/assignment`, `${address}/assignment`, {
      '/username': 'nobody',
    });
    expect([wrong.status, faultsOf(wrong)]).toEqual([422, ['/username']]);
    await carryOut(coordinator, `${address}/assignment`, `${address}/assignment`, { '/username': 'the-liaison' });
    await carryOut(liaison, `${address}/consents/new`, `${address}/consents`, decided);
    expect((await liaison.get(address)).html).toContain('Tracing, towards Own organisation');
  });

  it('records consents one by one, and takes back only what was given', async () => {
    const address = await takeIn({});
    const [page, action] = [`${address}/consents/new`, `${address}/consents`];
    const consent = { '/givenBy': 'enquirer', '/purpose': 'publication', '/recipient': 'public' };
    const decide = (decision: string): Promise<PageAnswer> =>
      sendForm(coordinator, page, action, { ...consent, '/decision': decision, '/decidedOn': '2021-05-31' });
    const nothing = await decide('withdrawn');
    expect([nothing.status, nothing.html.includes('There is no such consent to withdraw.')]).toEqual([422, true]);
    expect((await decide('given')).status).toBe(303);
    expect((await coordinator.get(address)).html).toContain('Publication, towards Public');
    expect((await decide('withdrawn')).status).toBe(303);
    expect((await coordinator.get(address)).html).not.toContain('Publication, towards Public');
    const partial = await sendForm(coordinator, page, action, { ...consent, '/recipient': 'organisation' });
    expect([partial.status, faultsOf(partial)]).toEqual([422, ['/organisationId']]);
  });

  it('replaces no safe channel that somebody changed meanwhile', async () => {
    const address = await takeIn({});
    const page = `${address}/safe-channel`;
    const version = /name="\/version" value="(\d+)"/.exec((await coordinator.get(page)).html)?.[1] ?? '';
    const letter = { '/version': version, '/channel': 'letter', '/details': SAFE_DETAILS };
    await carryOut(coordinator, page, page, letter);
    const late = await sendForm(coordinator, page, page, { ...letter, '/channel': 'email' });
    expect(late.status).toBe(422);
    expect(late.html).toContain('Somebody has changed this meanwhile');
    expect(late.html).toContain('Agreed now: Letter.');
    const shown = (await coordinator.get(address)).html;
    expect(shown).toContain('<dd>Letter</dd>');
    expect(shown).not.toContain(SAFE_DETAILS);
  });

  it('moves its state with a reason, and not out of its order', async () => {
    const address = await takeIn({});
    const move = (fields: Readonly<Record<string, string>>): Promise<PageAnswer> =>
      sendForm(coordinator, address, `${address}/transitions`, fields);
    const unfounded = await move({ '/to': 'closed', '/reason': 'It is over.' });
    expect([unfounded.status, faultsOf(unfounded)]).toEqual([422, ['/closingReason']]);
    expect((await move({ '/to': 'open', '/reason': 'The first interview was held.' })).status).toBe(303);
    const closed = { '/to': 'closed', '/closingReason': 'duplicate', '/reason': 'Twice the same call.' };
    expect((await move(closed)).status).toBe(303);
    expect((await move({ '/to': 'answered', '/reason': 'Too late.' })).status).toBe(422);
    expect((await coordinator.get(address)).html).toContain('Closed: Duplicate');
  });
});

describe('the list', () => {
  it('comes by pages of 25, without a name', async () => {
    for (let at = 0; at < 26; at += 1) await takeIn({ '/reference': `TR-MANY-${at}` });
    const first = (await coordinator.get(PLACE)).html;
    const next = /href="([^"]*cursor=[^"]*)"/.exec(first)?.[1] ?? '';
    const second = (await coordinator.get(next)).html;
    expect([first.match(/<th scope="row"/g)?.length, second.match(/<th scope="row"/g)?.length]).toEqual([
      25,
      expect.any(Number),
    ]);
    expect(first + second).not.toMatch(/Quellmann|555 0140/);
  });
});

describe('in a browser', () => {
  it('a request is taken in, opened, consented to and given a new channel, with no name in any address', async () => {
    const { page, requested } = await world.signIn('coordinator');
    await page.goto(PLACE);
    await page.getByRole('link', { name: 'Take in a request' }).click();
    await page.getByLabel('Pseudonym').fill(person);
    await page.getByLabel('Name', { exact: true }).fill(ENQUIRER);
    await page.getByLabel('How they are reached without danger').selectOption('in_person');
    await page.getByLabel('When, on which number, what to say').fill(SAFE_DETAILS);
    await page.getByRole('button', { name: 'Take in' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /sought person/ })
      .click();
    await page.keyboard.press('Tab');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(ENQUIRER);
    await page.getByLabel('The enquirer is the sought person’s').selectOption('parent');
    await page.getByLabel('Received on').fill('2021-05-28');
    await page.getByLabel('Purpose').first().selectOption('dna_comparison');
    await page.getByLabel('Towards whom').first().selectOption('own_organisation');
    await page.getByLabel('Decision (optional)').first().selectOption('given');
    await page.getByLabel('Decided on').first().fill('2021-05-28');
    await page.getByRole('button', { name: 'Take in' }).click();
    await page.waitForURL(/tracing-requests\/[0-9a-f-]{36}$/);
    expect(await page.getByText('Dna comparison, towards Own organisation').count()).toBe(1);
    await page.getByLabel('New state').selectOption('open');
    await page.getByLabel('Why').fill('The first interview was held.');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('link', { name: 'Record a consent' }).click();
    await page.getByLabel('Decided by').selectOption('enquirer');
    await page.getByLabel('Purpose').selectOption('family_news');
    await page.getByLabel('Towards whom').selectOption('central_agency');
    await page.getByLabel('Decision', { exact: true }).selectOption('given');
    await page.getByLabel('Decided on').fill('2021-05-29');
    await page.getByRole('button', { name: 'Record' }).click();
    await page.getByRole('link', { name: 'Change the safe channel' }).click();
    await page.getByLabel('How they are reached without danger').selectOption('letter');
    await page.getByRole('button', { name: 'Change' }).click();
    const shown = await page.locator('main').innerText();
    for (const words of ['Open', 'Letter', 'Family news, towards Central agency', 'The first interview was held.'])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/Quellmann|bakery/);
    expect(requested.join('\n')).not.toMatch(/Quellmann|bakery/);
  });
});
