// The pages of links: who is refused, what a proposal and a review must say, and a record merged and split again by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestUser } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

let office: Office;
let liaison: FormClient;
let verifier: FormClient;
let coordinator: FormClient;
let outsider: TestUser;

beforeAll(async () => {
  office = await openOffice();
  liaison = await signedIn(office, office.user('liaison'));
  verifier = await signedIn(office, office.user('verifier'));
  coordinator = await signedIn(office, office.user('coordinator'));
  outsider = await office.seedUser({ roles: ['verifier'] });
});
afterAll(() => office.stop());

const REASON = 'One register line in two lists.';
const LAST_SEEN = {
  kind: 'last_seen',
  '/valid': '2021-05-03',
  '/source': 'witness',
  '/grade/reliability': 'B',
  '/grade/information': '2',
};

async function send(
  client: FormClient,
  page: string,
  action: string,
  fields: Record<string, string>,
): ReturnType<FormClient['post']> {
  office.clock.advance(1000);
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

async function done(client: FormClient, page: string, action: string, fields: Record<string, string>): Promise<string> {
  const answer = await send(client, page, action, fields);
  if (answer.status !== 303) throw new Error(`${action}: ${answer.status} ${answer.html}`);
  return answer.headers.get('location') ?? '';
}

/** The page of each. */
async function two(): Promise<readonly [from: string, into: string]> {
  const people = [await office.registerNameless('test:10'), await office.registerNameless('test:20')];
  return people as unknown as readonly [string, string];
}

async function proposed(from: string, into: string, client = liaison): Promise<string> {
  const person = `/console/persons/${from}`;
  return done(client, `${person}/links/new`, `${person}/links`, { '/into': into, '/reason': REASON });
}

async function seenOn(page: string, client = verifier): Promise<string> {
  return /name="\/seen" value="([^"]+)"/.exec((await client.get(page)).html)?.[1] ?? '';
}

async function confirmed(link: string): Promise<void> {
  const review = { '/verdict': 'confirmed', '/reason': 'Looked at both.', '/seen': await seenOn(link) };
  await done(verifier, link, `${link}/review`, review);
}

describe('who is refused', () => {
  it('the list of what awaits a review, to whoever reviews nothing', async () => {
    for (const client of [liaison, coordinator]) expect((await client.get('/console/links')).status).toBe(403);
    expect((await verifier.get('/console/links')).html).toContain('No proposal awaits you');
  });

  it('a proposal, to whoever works on no case, and about whom they may not see', async () => {
    const [from] = await two();
    const custodian = await signedIn(office, office.user('custodian'));
    expect((await custodian.get(`/console/persons/${from}/links/new`)).status).toBe(403);
    expect((await custodian.get(`/console/persons/${from}`)).html).not.toContain('links/new');
    const nobody = '/console/persons/WB-00000-00000-00000-00000-0';
    expect((await liaison.get(`${nobody}/links/new`)).status).toBe(404);
  });

  it('a link, to an organisation that takes no part in the proposal', async () => {
    const link = await proposed(...(await two()));
    const client = await signedIn(office, outsider);
    expect((await client.get(link)).status).toBe(404);
    expect((await client.get(`${link}/withdrawal`)).status).toBe(404);
    expect((await client.get('/console/links')).html).toContain('No proposal awaits you');
  });

  it('the review, to whoever proposed it and to whoever is no verifier', async () => {
    const [from, into] = await two();
    const own = await proposed(from, into, verifier);
    const page = (await verifier.get(own)).html;
    expect(page).toContain('This review is not yours');
    expect(page).not.toContain(`${own}/review`);
    const review = { '/verdict': 'confirmed', '/reason': REASON, '/seen': 'anything' };
    const self = await send(verifier, own, `${own}/review`, review);
    expect([self.status, self.html.includes('another verifier must review it')]).toEqual([422, true]);
    expect((await coordinator.get(own)).html).toContain('A verifier of your organisation reviews this');
    expect((await send(coordinator, own, `${own}/review`, review)).status).toBe(403);
  });

  it('a split, to a liaison worker', async () => {
    const link = await proposed(...(await two()));
    expect((await liaison.get(`${link}/withdrawal`)).status).toBe(403);
    expect((await liaison.get(link)).html).not.toContain('/withdrawal');
    expect((await send(liaison, link, `${link}/withdrawal`, { '/reason': REASON })).status).toBe(403);
  });
});

describe('a proposal', () => {
  it.each([
    ['to oneself', 'itself', REASON, 'Expected: the pseudonym of another record.'],
    ['to nobody', 'WB-00000-00000-00000-00000-0', REASON, 'nobody under this pseudonym whom you may see'],
    ['with a slip', 'WB-31GVS-TGZSN-457BQ-ZEYZ6-Q', REASON, 'symbol by symbol'],
    ['with no pseudonym', 'somebody', REASON, 'nobody under this pseudonym whom you may see'],
    ['without a reason', 'other', ' ', 'a reason in words'],
  ])('%s is refused at its field, with what was typed', async (_, named, reason, words) => {
    const [from, other] = await two();
    const into = named === 'itself' ? from : named === 'other' ? other : named;
    const person = `/console/persons/${from}`;
    const fields = { '/into': into, '/reason': reason };
    const answer = await send(liaison, `${person}/links/new`, `${person}/links`, fields);
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
    expect(answer.html).toContain('aria-invalid="true"');
    expect(answer.html).toContain(`value="${into}"`);
  });

  it('of a second link between the same two, and of two that are not shared alike, says why not', async () => {
    const [from, into] = await two();
    await proposed(from, into);
    const person = `/console/persons/${into}`;
    const again = await send(liaison, `${person}/links/new`, `${person}/links`, { '/into': from, '/reason': REASON });
    expect([again.status, again.html.includes('is proposed or stands already')]).toEqual([422, true]);
    const hidden = await done(coordinator, '/console/register', '/console/register', {
      '/sharingLevel': 'registry_only',
      '/legalBasis': 'consent',
    });
    const fields = { '/into': hidden.slice(hidden.lastIndexOf('/') + 1), '/reason': REASON };
    const differs = await send(liaison, `${person}/links/new`, `${person}/links`, fields);
    expect([differs.status, differs.html.includes('not shared with the same organisations')]).toEqual([422, true]);
  });
});

describe('a review', () => {
  it('needs the tag of what was shown, and takes no star for it', async () => {
    const link = await proposed(...(await two()));
    const review = { '/verdict': 'confirmed', '/reason': REASON };
    expect((await send(verifier, link, `${link}/review`, review)).status).toBe(428);
    expect((await send(verifier, link, `${link}/review`, { ...review, '/seen': '*' })).status).toBe(428);
    expect((await verifier.get(link)).html).toContain('Proposed');
  });

  it.each([
    ['', REASON, 'Choose one from the list.'],
    ['maybe', REASON, 'Choose one from the list.'],
    ['confirmed', 'no', 'a reason in words'],
  ])('of %p for %p is refused at its field', async (verdict, reason, words) => {
    const link = await proposed(...(await two()));
    const review = { '/verdict': verdict, '/reason': reason, '/seen': await seenOn(link) };
    const answer = await send(verifier, link, `${link}/review`, review);
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
  });

  it('of records that have changed since is refused with 412, shows them as they are now, and keeps what was typed', async () => {
    const [from, into] = await two();
    const link = await proposed(from, into);
    const before = await verifier.get(link);
    const seen = await seenOn(link);
    const person = `/console/persons/${into}`;
    await done(coordinator, `${person}/statements/new`, `${person}/statements`, {
      kind: 'proof_of_life',
      '/valid': '2021-05-02',
      '/source': 'letter',
      '/grade/reliability': 'B',
      '/grade/information': '2',
      '/details/inCustody': 'yes',
    });
    const review = { '/verdict': 'confirmed', '/reason': 'Both give one disc number.', '/seen': seen };
    const stale = await send(verifier, link, `${link}/review`, review);
    expect(stale.status).toBe(412);
    for (const words of ['This has changed since you read it', 'as they are now', 'Both give one disc number.'])
      expect(stale.html).toContain(words);
    expect(before.html).not.toContain('2 May 2021');
    expect(stale.html).toContain('2 May 2021');
    const fresh = /name="\/seen" value="([^"]+)"/.exec(stale.html)?.[1] ?? '';
    expect(fresh).not.toBe(seen);
    await done(verifier, link, `${link}/review`, { ...review, '/seen': fresh });
    expect((await verifier.get(link)).html).toContain('Confirmed: merged');
  });

  it('that refuses leaves both as they are, and comes once', async () => {
    const [from, into] = await two();
    const link = await proposed(from, into);
    const review = { '/verdict': 'refused', '/reason': 'Two brothers.', '/seen': await seenOn(link) };
    await done(verifier, link, `${link}/review`, review);
    const page = (await verifier.get(link)).html;
    for (const words of ['Refused', 'Two brothers.', 'The two stay two records']) expect(page).toContain(words);
    expect(page).not.toContain(`${link}/review`);
    expect((await liaison.get(`/console/persons/${from}`)).html).not.toContain('Merged into another record');
    const again = await send(verifier, link, `${link}/review`, review);
    expect([again.status, again.html.includes('only a proposed one is reviewed')]).toEqual([422, true]);
  });
});

describe('from a proposal to a merge and back', () => {
  it('shows both side by side, then one record, then two again', async () => {
    const [from, into] = await two();
    const link = await proposed(from, into);
    const awaiting = (await verifier.get('/console/links')).html;
    for (const words of [from, into, REASON, link]) expect(awaiting).toContain(words);
    const compared = (await verifier.get(link)).html;
    for (const words of ['points differ', 'Upper Valley', 'Lake District', 'Differs', 'Disappearance', REASON])
      expect(compared).toContain(words);

    await confirmed(link);
    const closed = (await liaison.get(`/console/persons/${from}`)).html;
    for (const words of ['Merged into another record', `href="/console/persons/${into}"`, 'Closed'])
      expect(closed).toContain(words);
    expect(closed).not.toContain(`/console/persons/${from}/links/new`);
    const survivor = (await liaison.get(`/console/persons/${into}`)).html;
    for (const words of ['This record holds more than one', `href="/console/persons/${from}"`, 'Recorded on'])
      expect(survivor).toContain(words);
    expect((await verifier.get('/console/links')).html).not.toContain(link);

    // What is recorded on the closed one while both are one goes back with it.
    const person = `/console/persons/${from}`;
    await done(coordinator, `${person}/statements/new`, `${person}/statements`, LAST_SEEN);
    expect((await liaison.get(`/console/persons/${into}`)).html).toContain('3 May 2021');

    const page = `${link}/withdrawal`;
    const asked = (await coordinator.get(page)).html;
    const counts = ['since: 3 statements that you may see', 'on itself: 2 statements that you may see'];
    for (const words of ['What this restores', 'opens again', ...counts]) expect(asked).toContain(words);
    const bare = await send(coordinator, page, page, { '/reason': '', '/seen': await seenOn(page, coordinator) });
    expect(bare.status).toBe(422);
    await done(coordinator, page, page, {
      '/reason': 'The two are brothers.',
      '/seen': await seenOn(page, coordinator),
    });
    const split = (await liaison.get(link)).html;
    for (const words of ['Withdrawn: split again', 'The two are brothers.']) expect(split).toContain(words);
    for (const pseudonym of [from, into]) {
      const restored = (await liaison.get(`/console/persons/${pseudonym}`)).html;
      expect(restored).not.toContain('Merged into another record');
      expect(restored).not.toContain('This record holds more than one');
      expect(restored).not.toContain('Recorded on');
      expect(restored).toContain('withdrawn: split again');
    }
    expect((await liaison.get(`/console/persons/${from}`)).html).toContain('3 May 2021');
    expect((await liaison.get(`/console/persons/${into}`)).html).not.toContain('3 May 2021');
    expect((await send(coordinator, page, page, { '/reason': REASON })).status).toBe(422);
  });

  it('shows of an earlier day only what was known of the link then', async () => {
    const [from, into] = await two();
    office.clock.advance(86_400_000);
    // A session of yesterday has ended.
    liaison = await signedIn(office, office.user('liaison'));
    verifier = await signedIn(office, office.user('verifier'));
    await confirmed(await proposed(from, into));
    const yesterday = new Date(office.clock.now() - 86_400_000).toISOString().slice(0, 10);
    const then = (await liaison.get(`/console/persons/${from}?knownAt=${yesterday}`)).html;
    expect(then).not.toContain('Links with other records');
    expect(then).not.toContain('Merged into another record');
    expect((await liaison.get(`/console/persons/${from}`)).html).toContain('Links with other records');
  });
});
