// What every page owes to its readers: it fits a phone, can be worked by keyboard, names every field, and needs no script.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { servicePrincipal, type Role } from '../../src/domain/access/actor.js';
import { ProposeLink } from '../../src/usecases/links/propose-link.js';
import { ListMatches } from '../../src/usecases/matches/list-matches.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { ProposeRemainsLink } from '../../src/usecases/remains/propose-remains-link.js';
import { RecordRemains } from '../../src/usecases/remains/record-remains.js';
import { RecordSite } from '../../src/usecases/remains/record-site.js';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
import { signedIn } from './form-client.js';
import { look, SOUND, type Seen } from './look-at-page.js';

let world: ConsoleWorld;
let person: string;
/** First words of an address below → what they stand for. */
const standsFor: Record<string, string> = {};

/** 45 people at two places, which is enough for a release of several tables. */
beforeAll(async () => {
  world = await openConsoleWorld();
  const pseudonym = await world.registerNameless('test:1001');
  person = `/console/persons/${pseudonym}`;
  Object.assign(standsFor, { person, ...(await linksAndRemains(pseudonym)) });
  await Promise.all(
    Array.from({ length: 44 }, (_, at) => world.registerNameless(at % 3 === 0 ? 'test:20' : 'test:10')),
  );
  await world.publishRelease();
  await takeIn();
  standsFor['match'] = await matchOfTwo();
});

async function takeIn(): Promise<void> {
  const client = await signedIn(world, world.user('coordinator'));
  const post = async (place: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const answer = await client.post(place, { ...(await client.sealOf(`${place}/new`)), ...fields });
    expect(answer.status).toBe(303);
    return answer.headers.get('location') ?? '';
  };
  standsFor['request'] = await post('/console/tracing-requests', {
    '/sought/pseudonym': person.slice(person.lastIndexOf('/') + 1),
    '/enquirer/name': 'Oda Quellmann',
    '/safeChannel/channel': 'letter',
    '/kinship': 'parent',
    '/receivedOn': '2021-05-30',
  });
  const [one, other] = world.parties.map(({ partyKey }) => `party:${partyKey}`) as [string, string];
  const given = { '/submitter': one, '/recipient': other, '/submittedOn': '2021-02-10' };
  standsFor['list'] = await post('/console/lists', { ...given, '/lines': 'Quellmann, Ilmar\n#4-5' });
  const item = { '/sha256': 'a'.repeat(64), '/kind': 'photo', '/source': 'family', '/sharingLevel': 'registry_only' };
  standsFor['item'] = await post('/console/evidence', item);
  const said = await client.post(`${person}/statements`, {
    ...(await client.sealOf(`${person}/statements/new?kind=depiction`)),
    kind: 'depiction',
    '/valid': '2020-12-20',
    '/source': 'open_source_media',
    '/grade/reliability': 'B',
    '/grade/information': '2',
    '/details/evidence': standsFor['item'].slice(standsFor['item'].lastIndexOf('/') + 1),
  });
  standsFor['statement'] = (said.headers.get('location') ?? '').replace('#s-', '/statements/');
  const sides = { '/sides/0': one.slice(6), '/sides/1': other.slice(6) };
  const shared = { '/sharingLevel': 'registry_only', '/legalBasis': 'consent' };
  standsFor['exchange'] = await post('/console/exchanges', { ...sides, ...shared });
}

/** The page of two records that may be one person. */
async function matchOfTwo(): Promise<string> {
  const { app, actor } = world;
  const registration = {
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    identity: { names: [{ text: 'Tavron Lazmeki' }], birthDate: '1984-05-06' },
  };
  for (let at = 0; at < 2; at += 1) await app.get(RegisterPerson).execute(actor('liaison'), registration, null);
  await app.get(MatchPersons).execute(servicePrincipal('job', 'appearance'));
  const [match] = (await app.get(ListMatches).execute(actor('verifier'), { limit: 20 })).matches;
  if (match === undefined) throw new Error('no match was found');
  return `/console/matches/${match.id}`;
}

afterAll(() => world.stop());

/** A proposal that two records are one person, and remains from a site with a link to one of them. */
async function linksAndRemains(pseudonym: string): Promise<Record<string, string>> {
  const { app, actor } = world;
  const [who, sharingLevel] = [actor('coordinator'), 'partners_pseudonymous'];
  const into = await world.registerNameless('test:20');
  const reason = 'One register line in two lists.';
  const link = await app.get(ProposeLink).execute(who, { pseudonym, into, reason }, null);
  const count = { asOf: '2021-05', recovered: 28, identified: null, handedOver: null };
  const place = { code: 'test:1001', precision: 'locality_1km' };
  const site = await app.get(RecordSite).execute(who, { place, sharingLevel, count }, null);
  const estimate = { minimumIndividuals: 1, sex: 'unknown', age: { from: 18, to: 30 }, died: '1992/1994' };
  const remains = await app
    .get(RecordRemains)
    .execute(who, { ...estimate, siteId: site.id, extent: 'whole', sharingLevel }, null);
  const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
  const whose = await app
    .get(ProposeRemainsLink)
    .execute(who, { ...identified, caseId: remains.id, pseudonyms: [pseudonym] }, null);
  return {
    merge: `${person}/links/${link.id}`,
    site: `/console/sites/${site.id}`,
    remains: `/console/remains/${remains.id}`,
    whose: `/console/remains/${remains.id}/links/${whose.id}`,
  };
}

const PAGES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  coordinator: [
    '/',
    '/releases',
    '/releases/1',
    '/releases/1/embed',
    '/explore',
    '/explore?release=1&table=status_group',
    '/sign-in',
    '/console/cases?show=all',
    'person',
    'person?knownAt=2021-02-30',
    'statement/supersession',
    'statement/retraction',
    'person/statements/new',
    'person/statements/new?kind=death_assessment',
    'person/assignments/new',
    'person/disclosures',
    'person/disclosures/new',
    '/console/search',
    '/console/register',
    '/console/inquiries',
    '/console/inquiries/new',
    '/console/tasks/consents',
    '/console/tracing-requests/new',
    '/console/tracing-requests/new?sought=unregistered',
    '/console/tracing-requests',
    'request',
    'request/consents/new',
    'request/safe-channel',
    'request/assignment',
    '/console/lists/new',
    '/console/lists',
    'list',
    'list/lines/1/match',
    'list/answers/new?line=1',
    '/console/nothing-here',
    'person/links/new',
    'merge',
    'merge/withdrawal',
    '/console/remains',
    '/console/remains/new',
    'remains',
    'remains/links/new',
    'whose/withdrawal',
    'whose/hand-over',
    '/console/sites',
    '/console/sites/new',
    'site',
    'site/counts/new',
    '/console/matches',
    'match',
    'item',
    'exchange',
    'exchange/roster',
    'exchange/steps/handed_over',
    '/console/evidence-file-downloads',
  ],
  verifier: [
    '/console/links',
    'merge',
    'remains',
    'whose/confirmation',
    '/console/matches',
    '/console/matches?state=open',
    'match',
  ],
  analyst: [
    '/console/figures?state=yes&sex=yes&month=yes',
    '/console/figures?state=yes',
    '/console/figures/flow?from=2020-12-31&to=2021-05-31',
    '/console/figures/cohort?lost=2021',
    '/console/releases/1',
  ],
  administrator: [
    '/console/administration',
    '/console/administration/users/new',
    '/console/administration/parties/new',
  ],
  auditor: ['/console/audit', '/console/account'],
};

describe.each(Object.entries(PAGES) as [Role, readonly string[]][])('the pages of the %s', (role, paths) => {
  it('fit 320 pixels, name every field and hold no script', async () => {
    const { page } = await world.signIn(role, { viewport: { width: 320, height: 640 } });
    const seen: Record<string, Seen> = {};
    for (const path of paths) {
      await page.goto(path.replace(/^\w+/, (word) => standsFor[word] ?? word));
      seen[path] = await look(page);
    }
    expect(seen).toEqual(Object.fromEntries(paths.map((path) => [path, SOUND])));
  });
});

/** Presses Tab until something of this text has the focus; says what had it on the way. */
async function tabTo(page: Page, text: string, most: number): Promise<string[]> {
  const way: string[] = [];
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const outline = getComputedStyle(element);
      return {
        text: element.innerText.trim(),
        seen: outline.outlineStyle !== 'none' && outline.outlineWidth !== '0px',
      };
    });
    expect(focused.seen).toBe(true);
    way.push(focused.text);
    if (focused.text === text) return way;
  }
  throw new Error(`Tab does not reach "${text}": ${way.join(' → ')}`);
}

describe('by keyboard', () => {
  it('the first stop leads past the menu, and every stop is visible', async () => {
    const { page } = await world.signIn('coordinator');
    await page.goto(person);
    expect(await tabTo(page, 'Skip to the main part', 1)).toHaveLength(1);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Add a statement', 3);
    await page.keyboard.press('Enter');
    await page.waitForURL(/statements\/new$/);
  });

  it('the menu says where one is', async () => {
    const { page } = await world.signIn('coordinator');
    await page.goto('/console/search');
    expect(await page.locator('nav [aria-current="page"]').allInnerTexts()).toEqual(['Search']);
  });
});

describe('in the dark', () => {
  it('letters stay legible: contrast of at least 4.5 (WCAG 2.2, 1.4.3)', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await world.signIn('coordinator', { colorScheme });
      await page.goto('/console/register');
      const contrasts = await page.evaluate(contrastsOfText);
      expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(contrasts.length).toBeGreaterThan(20);
    }
  });
});

/** Runs in the page: the contrast of each text against the nearest colour behind it. */
function contrastsOfText(): { text: string; ratio: number }[] {
  const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = channels(colour)
      .slice(0, 3)
      .map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return (channels(colour)[3] ?? 1) === 0 ? behind(element.parentElement) : colour;
  };
  return [...document.querySelectorAll('h1, p, a, label, legend, button, span, strong')]
    .filter((element) => element.textContent.trim() !== '')
    .map((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return { text: element.textContent.trim().slice(0, 40), ratio };
    });
}
