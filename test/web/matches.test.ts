// The pages of matches: who is refused, what a verdict must say, and two records told apart or linked by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import type { TestUser } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';
import { faultsOf, signedIn, type FormClient } from './form-client.js';

const MATCHES = '/console/matches';
let office: Office;
let liaison: FormClient;
let coordinator: FormClient;
let verifier: FormClient;
let outsider: TestUser;
let token: string;
let serial = 0;

beforeAll(async () => {
  office = await openOffice();
  liaison = await signedIn(office, office.user('liaison'));
  coordinator = await signedIn(office, office.user('coordinator'));
  verifier = await signedIn(office, office.user('verifier'));
  outsider = await office.seedUser({ roles: ['verifier'] });
  token = await office.user('liaison').token();
});
afterAll(() => office.stop());

/** Pseudonyms of two records of one name, and the page of their match. */
async function twoOfOneName(): Promise<{ one: string; other: string; page: string }> {
  serial += 1;
  const name = `${['Tavron', 'Belmir', 'Osgelt'][serial % 3] ?? ''} ${['Lazmeki', 'Horduni', 'Besgara', 'Tulmadi'][serial % 4] ?? ''}`;
  const body = {
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    identity: { names: [{ text: name }], birthDate: '1984-05-06' },
  };
  const pseudonyms: string[] = [];
  for (let at = 0; at < 2; at += 1) {
    const { body: made } = await office.request('POST', '/v1/persons', { token, body });
    pseudonyms.push((made as { pseudonym: string }).pseudonym);
  }
  await office.app.get(MatchPersons).execute(servicePrincipal('job', 'web'));
  const { html } = await verifier.get(MATCHES);
  const [one = '', other = ''] = pseudonyms;
  const row = html.split('<tr>').find((part) => part.includes(one)) ?? '';
  return { one, other, page: /\/console\/matches\/[0-9a-f-]{36}/.exec(row)?.[0] ?? '' };
}

async function send(client: FormClient, page: string, fields: Record<string, string>): ReturnType<FormClient['post']> {
  const { html } = await verifier.get(page);
  const seen = /name="\/seen" value="([^"]+)"/.exec(html)?.[1] ?? '';
  office.clock.advance(1000);
  return client.post(`${page}/verdicts`, { ...(await client.sealOf(page)), '/seen': seen, ...fields });
}

describe('who is refused', () => {
  it('is whoever decides on no matches, and an organisation that does not hear of this one', async () => {
    const { page } = await twoOfOneName();
    expect((await liaison.get(MATCHES)).status).toBe(403);
    expect((await liaison.get('/console/cases')).html).not.toContain(`href="${MATCHES}"`);
    const stranger = await signedIn(office, outsider);
    expect((await stranger.get(page)).status).toBe(404);
    expect((await stranger.get(MATCHES)).html).toContain('Nothing waits for you');
  });

  it('is a coordinator, who reads them and gives no verdict', async () => {
    const { page } = await twoOfOneName();
    const read = await coordinator.get(page);
    expect([read.status, read.html.includes('A verifier of your organisation decides this')]).toEqual([200, true]);
    expect(read.html).not.toContain(`${page}/verdicts`);
    expect((await send(coordinator, page, { '/verdict': 'not_same', '/reason': 'Brothers.' })).status).toBe(403);
  });

  it('is a verdict without a reason, without the survivor, or on records that have changed, and what was typed stays', async () => {
    const { page, one } = await twoOfOneName();
    expect(faultsOf(await send(verifier, page, { '/verdict': 'not_same', '/reason': '' }))).toEqual(['/reason']);
    expect(faultsOf(await send(verifier, page, { '/verdict': 'same', '/reason': 'One line.' }))).toEqual(['/into']);
    const { html } = await verifier.get(page);
    const seen = /name="\/seen" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const statement = { kind: 'last_seen', valid: '2021-05-03', source: 'witness', grade: 'B2' };
    await office.request('POST', `/v1/persons/${one}/statements`, { token, body: statement });
    const stale = await send(verifier, page, { '/verdict': 'not_same', '/reason': 'Two brothers.', '/seen': seen });
    expect([stale.status, stale.html.includes('Look at them once more')]).toEqual([412, true]);
    expect(stale.html).toContain('Two brothers.');
  });
});

describe('a verdict', () => {
  it('is given beside both records and what agrees, without a name, and is for ever', async () => {
    const { page, one, other } = await twoOfOneName();
    const { html } = await verifier.get(page);
    for (const text of [one, other, 'A part of the name sounds alike', 'Birth on the same day', 'Much agrees'])
      expect(html).toContain(text);
    expect(html).not.toMatch(/Tavron|Belmir|Osgelt|Lazmeki|1984-05/);
    const given = await send(verifier, page, { '/verdict': 'not_same', '/reason': 'The two are brothers.' });
    expect([given.status, given.headers.get('location')]).toEqual([303, page]);
    const after = (await verifier.get(page)).html;
    expect(after).toContain('Two people');
    expect(after).toContain('The two are brothers.');
    expect(after).toContain('Nothing is left for you to say here');
    expect((await verifier.get(MATCHES)).html).not.toContain(page);
    expect((await verifier.get(`${MATCHES}?state=not_same`)).html).toContain(page);
    expect((await verifier.get(`${MATCHES}?state=nothing`)).status).toBe(422);
  });

  it('that they are one leads to the link, which another verifier confirms', async () => {
    const { page, one } = await twoOfOneName();
    await send(verifier, page, { '/verdict': 'same', '/into': one, '/reason': 'One register line.' });
    const { html } = await verifier.get(page);
    const link = /href="(\/console\/persons\/[^"]+\/links\/[0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
    expect((await verifier.get(link)).html).toContain('Proposed');
  });
});
