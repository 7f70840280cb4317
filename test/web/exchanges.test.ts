// The pages of exchanges: proposing one, its roster and steps, and a debrief, by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

let office: Office;
let client: FormClient;
let north: string;
let south: string;

beforeAll(async () => {
  office = await openOffice();
  client = await signedIn(office, office.user('coordinator'));
  [north, south] = office.parties.map(({ partyKey }) => partyKey) as [string, string];
});
afterAll(() => office.stop());

async function send(page: string, action: string, fields: Record<string, string>): ReturnType<FormClient['post']> {
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

async function done(page: string, action: string, fields: Record<string, string>): Promise<string> {
  const answer = await send(page, action, fields);
  if (answer.status !== 303) throw new Error(`${action}: ${answer.status} ${answer.html}`);
  return answer.headers.get('location') ?? '';
}

describe('the pages of exchanges', () => {
  it('show faults at the fields of a proposal', async () => {
    const answer = await send('/console/exchanges/new', '/console/exchanges', { '/sides/0': north });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Expected: 2 to 8 parties.');
  });

  it('lead from a proposal to a verification, and on to a debrief', async () => {
    const people = [await office.registerNameless('test:10'), await office.registerNameless('test:20')];
    const [came, absent] = people as [string, string];
    const address = await done('/console/exchanges/new', '/console/exchanges', {
      '/sides/0': north,
      '/sides/1': south,
      '/agreement': 'TRUCE-1',
      '/sharingLevel': 'partners_pseudonymous',
      '/legalBasis': 'vital_interests',
    });
    const roster = `${address}/roster`;
    const wrong = await send(roster, roster, { '/side': north, '/lines': `${came} listed\n${absent} gone` });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Person 2, standing');
    await done(roster, roster, { '/side': north, '/lines': `${came} listed\n\n${absent}; listed\n` });
    const step = (to: string, from: string, fields: Record<string, string> = {}): Promise<string> =>
      done(`${address}/steps/${to}`, `${address}/steps/${to}`, { '/from': from, ...fields });
    expect((await client.get(`${address}/steps/agreed`)).html).toContain('name="/from" value="proposed"');
    await step('agreed', 'proposed');
    const lines = `${came} handed_over\n${absent} absent said_not_held`;
    const place = { '/place/code': 'test:1001' };
    const handOver = { '/day': '2021-05-20', '/side': north, '/lines': lines, '/unidentified': '1', ...place };
    await step('handed_over', 'agreed', handOver);
    const late = await send(`${address}/steps/verified`, `${address}/steps/agreed`, { '/from': 'proposed' });
    expect(late.status).toBe(422);
    expect(late.html).toContain('The exchange is handed_over by now');
    await step('verified', 'handed_over', { '/day': '2021-05-20', '/attestedBy': 'receiving_side' });
    const shown = (await client.get(address)).html;
    for (const words of ['Verified', 'TRUCE-1', 'Said not held', 'Cannot say who they are', 'Invite'])
      expect(shown).toContain(words);
    expect(shown).toContain('Verified. 20 May 2021.');
    const all = (await client.get('/console/exchanges')).html;
    expect(all).toContain(address);
    expect(all).toContain('20 May 2021');
    expect(`${shown}${all}`).not.toContain('2021-05-20');

    const debrief = await done(address, `${address}/debriefs`, { '/person': came });
    const refused = await send(debrief, `${debrief}/sightings`, { '/sightings/0/person': absent });
    expect(refused.status).toBe(422);
    await done(debrief, `${debrief}/answers`, { '/answer': 'accepts', '/medicallyCleared': 'yes' });
    await done(debrief, `${debrief}/consents`, { '/use': 'tracing', '/given': 'yes' });
    await done(debrief, `${debrief}/sightings`, {
      '/sightings/0/person': absent,
      '/sightings/0/seen': '2021-02',
      '/sightings/0/contactStrength': 'firsthand',
      '/sightings/0/grade/reliability': 'B',
      '/sightings/0/grade/information': '2',
    });
    const told = (await client.get(debrief)).html;
    for (const words of ['a doctor agrees', 'Tracing: agreed', 'Proceedings: not agreed', 'Proof of life'])
      expect(told).toContain(words);
    expect((await client.get(`${address}/debriefs`)).html).toContain('Accepts');
  });

  it('are not for who does not work on cases', async () => {
    const auditor = await signedIn(office, office.user('auditor'));
    for (const path of ['', '/new']) expect((await auditor.get(`/console/exchanges${path}`)).status).toBe(403);
  });
});
