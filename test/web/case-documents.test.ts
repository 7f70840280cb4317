// The tracing requests and the items of evidence on the page of a case: who is shown them, of which moment, and the way to more.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/domain/access/actor.js';
import { auditRows } from '../support/audit-rows.js';
import { openOffice, type Office } from './console-world.js';
import { carryOut, signedIn, type FormClient } from './form-client.js';

const REQUESTS = '/console/tracing-requests';
const EVIDENCE = '/console/evidence';
const NO_REQUEST = 'No tracing request of your organisation is about this person.';
const NO_ITEM = 'No statement about this person names an item that you may see.';

let office: Office;
let coordinator: FormClient;
let person: string;
let address: string;
let registered: string;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  person = await office.registerNameless('test:1001');
  address = `/console/persons/${person}`;
  registered = new Date(office.clock.now()).toISOString();
});
afterAll(() => office.stop());

let taken = 0;

function takeIn(): Promise<string> {
  office.clock.advance(1000);
  return carryOut(coordinator, `${REQUESTS}/new`, REQUESTS, {
    '/sought/pseudonym': person,
    '/enquirer/name': 'Oda Quellmann',
    '/enquirer/phone': '+00 555 0140',
    '/safeChannel/channel': 'phone_call',
    '/safeChannel/details': 'After six.',
    '/kinship': 'sibling',
    '/receivedOn': '2021-05-30',
    '/reference': `CASE-${(taken += 1)}`,
  });
}

async function recordItem(given: Readonly<Record<string, string>> = {}): Promise<string> {
  office.clock.advance(1000);
  const location = await carryOut(coordinator, `${EVIDENCE}/new`, EVIDENCE, {
    '/sha256': (taken += 1).toString(16).padStart(64, '0'),
    '/kind': 'video',
    '/source': 'open_source_media',
    '/sharingLevel': 'partners_pseudonymous',
    ...given,
  });
  return location.slice(EVIDENCE.length + 1);
}

async function name(code: string, valid = '2020-12-20'): Promise<string> {
  office.clock.advance(1000);
  const location = await carryOut(coordinator, `${address}/statements/new?kind=depiction`, `${address}/statements`, {
    kind: 'depiction',
    '/valid': valid,
    '/source': 'open_source_media',
    '/grade/reliability': 'B',
    '/grade/information': '2',
    '/details/evidence': code,
  });
  return location.split('#s-')[1] ?? '';
}

/** A part of the page by its heading, without tags; null where it is not there. */
function partOf(html: string, heading: string): string | null {
  const part = new RegExp(`<h2>${heading}</h2>(.*?)</section>`, 's').exec(html)?.[1];
  return part === undefined ? null : part.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}

async function pageOf(client: FormClient, query = ''): Promise<string> {
  const { status, html } = await client.get(`${address}${query}`);
  expect(status).toBe(200);
  return html;
}

/** Without what each drawing of a page has of its own. */
const steady = (html: string): string => html.replaceAll(/name="form(?:Key|Token)" value="[^"]*"/g, '');

async function elsewhere(roles: readonly Role[]): Promise<{ client: FormClient; address: string }> {
  const user = await office.seedUser({ organisation: await office.seedOrganisation({ kind: 'ngo' }), roles });
  const { body } = await office.request('GET', '/v1/persons', { token: await user.token() });
  const [known] = (body as { records: { pseudonym: string }[] }).records;
  return { client: await signedIn(office, user), address: `/console/persons/${known?.pseudonym ?? ''}` };
}

describe('the page of a case', () => {
  it('says that there are none, and nothing of them to who reads none', async () => {
    const html = await pageOf(coordinator);
    expect([partOf(html, 'Tracing requests'), partOf(html, 'Evidence')]).toEqual([NO_REQUEST, NO_ITEM]);
    const verifier = await pageOf(await signedIn(office, office.user('verifier')));
    expect([partOf(verifier, 'Tracing requests'), partOf(verifier, 'Evidence')]).toEqual([null, NO_ITEM]);
  });

  it('is for other organisations, and for who reads none, the same to the byte whatever is linked', async () => {
    const other = await elsewhere(['liaison', 'coordinator', 'verifier']);
    const verifier = await signedIn(office, office.user('verifier'));
    const look = async (): Promise<string[]> => [
      steady((await other.client.get(other.address)).html),
      steady(await pageOf(verifier)),
    ];
    const before = await look();
    expect([partOf(before[0]!, 'Tracing requests'), partOf(before[0]!, 'Evidence')]).toEqual([NO_REQUEST, NO_ITEM]);
    await takeIn();
    expect(await look()).toEqual(before);
    const item = await recordItem({ '/sharingLevel': 'registry_only' });
    expect(await look()).toEqual(before);
    await name(item);
    const [others] = await look();
    // That something was said of the person is told; which item it names is not.
    expect(others).not.toContain('EV-');
    expect(partOf(others!, 'Evidence')).toBe(NO_ITEM);
    expect(partOf(await pageOf(verifier), 'Evidence')).toContain(item);
  });

  it('lists them to their own organisation with links, and with no name', async () => {
    const html = await pageOf(coordinator);
    expect(partOf(html, 'Tracing requests')).toContain('Received 30 May 2021');
    expect(partOf(html, 'Tracing requests')).toContain('the enquirer is the sibling, with the-coordinator');
    expect(partOf(html, 'Evidence')).toMatch(/EV-.*: video, recorded on 1 June 2021 by Bridge Liaison Office/);
    for (const place of [REQUESTS, EVIDENCE]) {
      const link = new RegExp(`<section class="sheet"><h2>.*?href="(${place}/[\\w-]+)"`, 's').exec(html)?.[1] ?? '';
      expect((await coordinator.get(link)).status).toBe(200);
    }
    expect(html).not.toMatch(/Quellmann|0140/);
  });

  it('is of one moment: what was known then, and what is said of that day', async () => {
    office.clock.advance(24 * 3_600_000);
    coordinator = await signedIn(office, office.user('coordinator'));
    const then = await pageOf(coordinator, `?knownAt=${registered}`);
    expect(partOf(then, 'Tracing requests')).toBe('No tracing request of your organisation was about this person.');
    expect(partOf(then, 'Evidence')).toBe('No statement about this person named an item that you may see.');
    const known = await pageOf(coordinator, '?knownAt=2021-06-01');
    expect(partOf(known, 'Tracing requests')).toContain('Received 30 May 2021');
    expect(partOf(known, 'Evidence')).toContain('EV-');
    const thatDay = await pageOf(coordinator, '?validAt=2020-12-19');
    expect(partOf(thatDay, 'Evidence')).not.toContain('EV-');
    expect(partOf(await pageOf(coordinator, '?validAt=2020-12-20'), 'Evidence')).toContain('EV-');
  });

  it('leaves out an item whose statement is retracted', async () => {
    const item = await recordItem();
    const statement = await name(item);
    expect(partOf(await pageOf(coordinator), 'Evidence')).toContain(item);
    const page = `${address}/statements/${statement}/retraction`;
    await carryOut(coordinator, page, page, { '/reason': 'Another film was meant.' });
    expect(partOf(await pageOf(coordinator), 'Evidence')).not.toContain(item);
  });

  it('leads to the lists of this person where it has more than ten, which go on page by page', async () => {
    for (let at = 0; at < 26; at += 1) await takeIn();
    for (let at = 0; at < 10; at += 1) await name(await recordItem());
    const html = await pageOf(coordinator);
    expect(html.match(/>Received 30 May 2021</g)).toHaveLength(10);
    const [requests, items] = [REQUESTS, EVIDENCE].map((place) => `${place}?person=${person}`);
    for (const list of [requests!, items!]) expect(html).toContain(`href="${list}"`);
    const listed = await coordinator.get(requests!);
    expect(listed.html).toContain('All tracing requests');
    const next = /href="([^"]*cursor=[^"]*)"/.exec(listed.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain(`person=${person}&cursor=`);
    expect((await coordinator.get(next)).html.match(/<th scope="row"/g)).toHaveLength(2);
    expect((await coordinator.get(items!)).html.match(/<th scope="row"/g)).toHaveLength(11);
    const then = await coordinator.get(`${items!}&knownAt=2021-06-01`);
    expect(then.html.match(/<th scope="row"/g)).toHaveLength(1);
    expect(then.html).toContain('This is what the registry knew at the end of 1 June 2021');
    const stranger = await elsewhere(['coordinator']);
    for (const list of [requests!, items!]) expect((await stranger.client.get(list)).status).toBe(404);
  });

  it('is noted in the log with each of both lists', async () => {
    const count = async (): Promise<number[]> => {
      const rows = await auditRows(office.database, 'tracing_requests_listed', 'evidence_listed');
      return ['tracing_requests_listed', 'evidence_listed'].map(
        (action) => rows.filter((row) => row.action === action).length,
      );
    };
    const before = await count();
    await pageOf(coordinator);
    expect(await count()).toEqual(before.map((times) => times + 1));
  });
});
