// A worker's day in the console, in a real browser that runs no script.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openConsoleWorld, signInOn, type ConsoleWorld } from './console-world.js';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await openConsoleWorld();
});

afterAll(() => world.stop());

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [pointer, text] of Object.entries(fields)) {
    const input = page.locator(`[name="${pointer}"]`);
    if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(text);
    else await input.fill(text);
  }
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator('main').getByRole('button', { name }).click();
}

const partyKey = (label: string): string => world.parties.find((party) => party.label === label)?.partyKey ?? '';

const PERSON = {
  '/identity/names/0/text': 'Անարի Տոլվան',
  '/identity/names/2/text': 'Bero Tolvan',
  '/identity/birthDate': '1994-03-02',
  '/particulars/sex': 'male',
  '/statements/0/kind': 'disappearance',
  '/statements/0/valid': '2020-12-12',
  '/statements/0/place/code': 'test:1001',
  '/statements/0/source': 'family',
  '/statements/0/grade/reliability': 'B',
  '/statements/0/grade/information': '2',
  '/sharingLevel': 'partners_pseudonymous',
  '/legalBasis': 'vital_interests',
};

describe('a worker', () => {
  let page: Page;
  let requested: string[];
  let address: string;

  beforeAll(async () => {
    ({ page, requested } = await world.signIn('coordinator'));
  });

  it('finds an empty list, and the menu of the role', async () => {
    expect(await page.locator('h1').innerText()).toBe('My cases');
    expect(await page.locator('nav[aria-label="Console"] a').allInnerTexts()).toEqual([
      'Cases',
      'Tasks',
      'Splits by party',
      'Consents',
      'News',
      'Requests',
      'Lists',
      'Matches',
      'Disclosures',
      'Search',
      'Register',
      'Evidence',
      'Exchanges',
      'Remains',
      'Retention',
      'Inquiries',
      'Published figures',
    ]);
  });

  it('is told at the fields what is missing, and loses nothing of what was typed', async () => {
    await page.goto('/console/register');
    await fill(page, { '/identity/names/0/text': PERSON['/identity/names/0/text'], '/identity/birthDate': '20201212' });
    await press(page, 'Register');
    const summary = page.locator('.errors');
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await summary.getByRole('link', { name: 'Date of birth' }).click();
    const date = page.locator('[name="/identity/birthDate"]');
    expect(await date.getAttribute('aria-invalid')).toBe('true');
    expect(page.url()).toMatch(/#f-identity-birthDate$/);
    expect(await page.locator('[name="/identity/names/0/text"]').inputValue()).toBe(PERSON['/identity/names/0/text']);
  });

  it('registers a person and gets a page under a pseudonym, without a name', async () => {
    await page.goto('/console/register');
    await fill(page, { ...PERSON, '/side': partyKey('Northern Republic') });
    await press(page, 'Register');
    address = new URL(page.url()).pathname;
    expect(address).toMatch(/^\/console\/persons\/WB-[0-9A-Z-]{25}$/);
    expect(await page.locator('.big-status').innerText()).toBe('Missing');
    expect(await page.content()).not.toMatch(/Տոլվան|Tolvan|1994-03/);
  });

  it('adds a statement by a form made for its kind, and sees the status and why', async () => {
    await page.getByRole('link', { name: 'Add a statement' }).click();
    await page.getByRole('link', { name: 'Proof of life' }).click();
    await fill(page, {
      '/valid': '2020-12-13',
      '/details/inCustody': 'yes',
      '/details/holder': partyKey('Southern Federation'),
      '/source': 'holder_media',
      '/grade/reliability': 'B',
      '/grade/information': '2',
    });
    await press(page, 'Record the statement');
    expect(await page.locator('.big-status').innerText()).toBe('Believed held');
    const status = await page.locator('section[aria-labelledby="status"]').innerText();
    expect(status).toContain('Why this status');
    expect(status).toContain('Proof of life, 13 December 2020');
    expect(status).toContain('170 days old');
    expect(status).toContain('Sign of life stale.');
  });

  it('looks back at what was known before', async () => {
    await page.goto(`${address}?validAt=2020-12-12`);
    expect(await page.locator('.big-status').innerText()).toBe('Missing');
    expect(await page.locator('[role=status]').innerText()).toContain('You are looking back');
    expect(await page.getByRole('link', { name: 'Add a statement' }).count()).toBe(0);
  });

  it('retracts a statement, which stays in the timeline struck out', async () => {
    await page.goto(address);
    await page.getByRole('link', { name: 'Retract Proof of life' }).click();
    await press(page, 'Retract');
    expect(await page.locator('.errors').innerText()).toContain('Reason');
    await page.locator('[name="/reason"]').fill('The clip was older than thought');
    await press(page, 'Retract');
    expect(await page.locator('.big-status').innerText()).toBe('Missing');
    const entry = page.locator('.timeline li.withdrawn');
    expect(await entry.locator('del').innerText()).toBe('Proof of life');
    expect(await entry.innerText()).toContain('The clip was older than thought');
  });

  it('sees a name for a purpose, hides it, and it is gone', async () => {
    await page.goto(address);
    await page.getByRole('link', { name: 'Show who this is' }).click();
    await fill(page, { '/purpose': 'family_contact', '/reason': 'The sister asked to be called' });
    await page.getByLabel('Names').check();
    await press(page, 'Show for 15 minutes');
    expect(await page.locator('.names bdi').innerText()).toBe('Անարի Տոլվան');
    expect(await page.locator('.names bdi').getAttribute('lang')).toBe('und-Armn');
    expect(await page.content()).not.toContain('Bero');
    const again = (await page.getByRole('link', { name: 'this address' }).getAttribute('href')) ?? '';
    await press(page, 'Hide again');
    expect(new URL(page.url()).pathname).toBe(address);
    expect(await page.content()).not.toContain('Տոլվան');
    expect((await page.goto(again))?.status()).toBe(404);
    await page.goto(`${address}/disclosures`);
    expect(await page.locator('tbody').innerText()).toContain('The sister asked to be called');
  });

  it('finds the person again by name, and the name stays out of every address', async () => {
    await page.goto('/console/search');
    await fill(page, { '/name': 'տոլվան անարի', '/birthYear': '1994', '/purpose': 'duplicate_check' });
    await press(page, 'Search');
    expect(await page.locator('tbody a').getAttribute('href')).toBe(address);
    await page.goto('/console/cases');
    expect(await page.locator('tbody a').getAttribute('href')).toBe(address);
    expect(requested.map(decodeURIComponent).filter((url) => /tolvan|տոլվան|անարի/i.test(url))).toEqual([]);
    expect(world.logged()).not.toMatch(/Tolvan|Տոլվան/i);
  });

  it('assigns a colleague, who then has the case among theirs', async () => {
    await page.goto(`${address}/assignments/new`);
    await fill(page, { '/username': world.user('liaison').username });
    await press(page, 'Assign');
    const liaison = await world.signIn('liaison');
    expect(await liaison.page.locator('tbody a').getAttribute('href')).toBe(address);
    await page.getByRole('button', { name: 'End the assignment of the-liaison' }).click();
    await liaison.page.reload();
    expect(await liaison.page.locator('tbody a').count()).toBe(0);
  });

  it('has asked for nothing but pages, the style sheet and the icon of this service', () => {
    const outside = requested.filter((url) => !url.startsWith(`${world.url}/`));
    const kinds = requested.map((url) => /\.(\w+)(\?.*)?$/.exec(url)?.[1] ?? 'page');
    expect(outside).toEqual([]);
    expect(kinds.filter((kind) => !['page', 'css', 'svg'].includes(kind))).toEqual([]);
    expect(kinds).toContain('css');
  });
});

describe('an administrator', () => {
  it('opens an account and gets its link once; its holder chooses a password and signs in', async () => {
    const { page } = await world.signIn('administrator');
    await page.goto('/console/administration/users/new');
    await fill(page, { '/username': 'new.verifier', '/organisationId': world.office.id });
    await page.getByLabel('Verifier').check();
    await press(page, 'Open it');
    const link = await page.locator('.secret').innerText();
    expect(link).toMatch(/^http:\/\/localhost:\d+\/set-password\/[\w-]{43}$/);
    const { context } = await world.browser.context();
    const holder = await context.newPage();
    const password = 'seven quiet lamps at dusk';
    await holder.goto(new URL(link).pathname);
    await fill(holder, { '/password': password, '/again': 'seven quiet lamps at dawn' });
    await press(holder, 'Set the password');
    expect(await holder.locator('.errors').innerText()).toContain('the same password once more');
    await fill(holder, { '/password': password, '/again': password });
    await press(holder, 'Set the password');
    expect(await holder.locator('[role=status]').innerText()).toContain('Your password is set');
    await signInOn(holder, { ...world.user('verifier'), username: 'new.verifier', password });
    expect(await holder.locator('h1').innerText()).toBe('My cases');
    expect((await holder.goto(new URL(link).pathname))?.status()).toBe(200);
    await fill(holder, { '/password': password, '/again': password });
    await press(holder, 'Set the password');
    expect(await holder.locator('h1').innerText()).toBe('The link was used or has expired');
  });
});

describe('inquiries', () => {
  it('are answered in bands to whoever depends on no party', async () => {
    const { page } = await world.signIn('inquirer');
    await page.goto('/console/inquiries/new');
    await fill(page, { '/sought/names/0/text': 'Nara Invented', '/purpose': 'family_tracing' });
    await press(page, 'Ask');
    expect(await page.locator('.big-status').innerText()).toContain('Nobody fits');
    await page.getByRole('link', { name: 'All inquiries' }).click();
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.content()).not.toContain('Invented');
  });
});
