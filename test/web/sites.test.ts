// The pages of sites: who is refused, what a site and a count must say, and that a count nobody knows is no zero.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

let office: Office;
let coordinator: FormClient;
let liaison: FormClient;
let outsider: FormClient;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  liaison = await signedIn(office, office.user('liaison'));
  outsider = await signedIn(office, await office.seedUser({ roles: ['coordinator'] }));
});
afterAll(() => office.stop());

type Fields = Readonly<Record<string, string>>;

async function send(client: FormClient, page: string, action: string, fields: Fields): ReturnType<FormClient['post']> {
  office.clock.advance(1000);
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

async function done(client: FormClient, page: string, action: string, fields: Fields): Promise<string> {
  const answer = await send(client, page, action, fields);
  if (answer.status !== 303) throw new Error(`${action}: ${answer.status} ${answer.html}`);
  return answer.headers.get('location') ?? '';
}

const NEW = '/console/sites/new';
const SITE = { '/place/code': 'test:1001', '/sharingLevel': 'partners_pseudonymous' };

const recorded = (more: Fields = {}): Promise<string> => done(coordinator, NEW, '/console/sites', { ...SITE, ...more });

describe('who is refused', () => {
  it('recording and counting, to a liaison worker, who reads', async () => {
    const site = await recorded();
    for (const path of [NEW, `${site}/counts/new`]) expect((await liaison.get(path)).status).toBe(403);
    expect((await send(liaison, site, '/console/sites', SITE)).status).toBe(403);
    expect((await send(liaison, site, `${site}/counts`, { '/asOf': '2021-05' })).status).toBe(403);
    const page = await liaison.get(site);
    expect([page.status, page.html.includes('counts/new')]).toEqual([200, false]);
  });

  it('counting, to another organisation, and a site that is not shared, as if there were none', async () => {
    const site = await recorded();
    expect((await outsider.get(site)).html).not.toContain('counts/new');
    expect((await outsider.get(`${site}/counts/new`)).status).toBe(403);
    expect((await send(outsider, site, `${site}/counts`, { '/asOf': '2021-05' })).status).toBe(403);
    const hidden = await recorded({ '/sharingLevel': 'registry_only' });
    for (const path of ['', '/counts/new']) expect((await outsider.get(`${hidden}${path}`)).status).toBe(404);
    expect((await outsider.get('/console/sites')).html).not.toContain(hidden);
  });
});

describe('a site', () => {
  it.each([
    [{ '/place/code': '' }, 'Expected: a code of the gazetteer.'],
    [{ '/place/code': 'test:99' }, 'Expected: a code of the gazetteer.'],
    [{ '/place/precision': 'about' }, 'Choose one from the list.'],
    [{ '/sharingLevel': '' }, 'Choose one from the list.'],
    [{ '/count/recovered': '28' }, 'Counted on'],
    [{ '/count/asOf': '2021-05', '/count/identified': '-1' }, 'Expected: a whole number from 0 to 1000000.'],
    [{ '/count/asOf': '2021-05', '/count/recovered': '1000001' }, 'Expected: a whole number from 0 to 1000000.'],
  ])('with %j is refused at its field', async (given, words) => {
    const answer = await send(coordinator, NEW, '/console/sites', { ...SITE, ...given });
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
    expect(answer.html).toContain('aria-invalid="true"');
  });

  it('has counts without persons, of which any may be unknown, and none is overwritten', async () => {
    const site = await recorded({ '/count/asOf': '2021-03', '/count/recovered': '28' });
    const first = (await liaison.get(site)).html;
    for (const words of ['Tarnholt', 'March 2021', '>28<', 'Not known']) expect(first).toContain(words);
    expect(first).not.toContain('>0<');
    const page = `${site}/counts/new`;
    for (const [given, words] of [
      [{ '/asOf': '' }, 'Counted on'],
      [{ '/asOf': '2021-05', '/handedOver': 'some' }, 'Expected: a whole number from 0 to 1000000.'],
    ] as const) {
      const answer = await send(coordinator, page, `${site}/counts`, given);
      expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
    }
    await done(coordinator, page, `${site}/counts`, { '/asOf': '2021-05', '/identified': '11', '/handedOver': '0' });
    const both = (await liaison.get(site)).html;
    for (const words of ['March 2021', '>28<', 'May 2021', '>11<', '>0<']) expect(both).toContain(words);
    const list = (await liaison.get('/console/sites')).html;
    for (const words of [site, 'May 2021', '>11<']) expect(list).toContain(words);
    expect((await send(coordinator, page, `${site}/counts`, { '/asOf': '20210501' })).status).toBe(422);
  });

  it('leads to the remains that come from it and to recording more, and is named on them alone', async () => {
    const [site, other] = [await recorded(), await recorded({ '/place/code': 'test:20' })];
    const id = site.slice(site.lastIndexOf('/') + 1);
    const way = (await coordinator.get(site)).html;
    for (const words of [`/console/remains?site=${id}`, `/console/remains/new?site=${id}`])
      expect(way).toContain(words);
    const form = (await coordinator.get(`/console/remains/new?site=${id}`)).html;
    expect(form).toMatch(new RegExp(`<option value="${id}" selected[^>]*>Tarnholt`));
    const fields = { '/siteId': id, '/extent': 'partial', '/sharingLevel': 'partners_pseudonymous' };
    const remains = await done(coordinator, '/console/remains/new', '/console/remains', fields);
    expect((await liaison.get(remains)).html).toContain(`href="${site}"`);
    const from = (await liaison.get(`/console/remains?site=${id}`)).html;
    for (const words of [remains, 'Remains from one site', 'Tarnholt']) expect(from).toContain(words);
    const elsewhere = await liaison.get(`/console/remains?site=${other.slice(other.lastIndexOf('/') + 1)}`);
    expect(elsewhere.html).toContain('No case of remains is known to you here');
    expect((await liaison.get('/console/remains?site=nowhere')).status).toBe(422);
  });

  it('that a reader may not see is not named on a case that they may see', async () => {
    const hidden = await recorded({ '/sharingLevel': 'registry_only' });
    const fields = { '/siteId': hidden.slice(hidden.lastIndexOf('/') + 1), '/extent': 'whole' };
    const shared = { ...fields, '/sharingLevel': 'partners_pseudonymous' };
    const remains = await done(coordinator, '/console/remains/new', '/console/remains', shared);
    expect((await coordinator.get(remains)).html).toContain('Tarnholt');
    const theirs = [await outsider.get(remains), await outsider.get('/console/remains')];
    expect(theirs.map(({ status }) => status)).toEqual([200, 200]);
    for (const { html } of theirs) expect(html).not.toContain(hidden);
    expect(theirs[0]?.html).not.toContain('Tarnholt');
  });

  it('stands on a page of 25, with a way to the next and back to the first', async () => {
    for (let at = 0; at < 26; at += 1) await recorded();
    const first = (await coordinator.get('/console/sites')).html;
    const next = /href="(\/console\/sites\?cursor=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = await coordinator.get(next);
    expect([second.status, second.html.includes('First page')]).toEqual([200, true]);
    expect((await coordinator.get('/console/sites?cursor=nothing')).status).toBe(422);
  });
});
