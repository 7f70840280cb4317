// The pages of exchanges: proposing one, its roster and steps, and a debrief, by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { faultsOf, signedIn, type FormClient, type PageAnswer } from './form-client.js';

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

  it('ask for the standing of people by words, those that they can have by then, and show faults at their fields', async () => {
    const [one, two] = [await office.registerNameless('test:10'), await office.registerNameless('test:20')];
    const address = await done('/console/exchanges/new', '/console/exchanges', {
      '/sides/0': north,
      '/sides/1': south,
      '/sharingLevel': 'partners_pseudonymous',
      '/legalBasis': 'vital_interests',
    });
    const roster = `${address}/roster`;
    const { html } = await client.get(roster);
    expect(html).toContain('<option value="listed">Listed</option>');
    expect(html).not.toMatch(/handed_over|said_not_held|\/said/);
    expect((await client.get(`${address}/steps/handed_over`)).html).toContain(
      '<option value="said_not_held">Said not held</option>',
    );
    const refused = async (fields: Record<string, string>): Promise<PageAnswer> => {
      const answer = await send(roster, roster, { '/side': north, ...fields });
      expect(answer.status).toBe(422);
      expect(answer.html).not.toMatch(/one of listed|\/lines|handed_over/);
      return answer;
    };
    const first = { '/groups/0/persons': one, '/groups/0/standing': 'listed' };
    expect(faultsOf(await refused({}))).toEqual(['/groups/0/persons']);
    const unchosen = await refused({ ...first, '/groups/1/persons': `${two}\nsomebody else` });
    expect(faultsOf(unchosen)).toEqual(['/groups/1/standing', '/groups/1/persons']);
    expect(unchosen.html).toContain('Person 2: a pseudonym by which your organisation knows the person.');
    expect(unchosen.html).toContain('Choose one from the list.');
    expect(unchosen.html).toContain(`>${two}\nsomebody else</textarea>`);
    const twice = await refused({ ...first, '/groups/3/persons': one, '/groups/3/standing': 'listed' });
    expect(faultsOf(twice)).toEqual(['/groups/3/persons']);
    const early = await refused({ ...first, '/groups/0/standing': 'absent', '/groups/0/said': 'said_dead' });
    expect(faultsOf(early)).toEqual(['/groups/0/standing']);
    expect(faultsOf(await refused({ ...first, '/side': '' }))).toEqual(['/side']);
    const forgotten = await refused({ ...first, '/groups/2/standing': 'withdrawn' });
    expect(faultsOf(forgotten)).toEqual(['/groups/2/persons']);
    expect(forgotten.html).not.toContain('The field');
    expect((await client.get(address)).html).toContain('Nobody whom you may see is on the roster.');
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
    const listed = { '/side': north, '/groups/0/standing': 'listed' };
    await done(roster, roster, { ...listed, '/groups/0/persons': `${came}\n\n ${absent} \n` });
    const step = (to: string, from: string, fields: Record<string, string> = {}): Promise<string> =>
      done(`${address}/steps/${to}`, `${address}/steps/${to}`, { '/from': from, ...fields });
    expect((await client.get(`${address}/steps/agreed`)).html).toContain('name="/from" value="proposed"');
    await step('agreed', 'proposed');
    const who = {
      '/groups/0/persons': came,
      '/groups/0/standing': 'handed_over',
      '/groups/2/persons': absent,
      '/groups/2/standing': 'absent',
      '/groups/2/said': 'said_not_held',
    };
    const place = { '/place/code': 'test:1001' };
    const handOver = { '/day': '2021-05-20', '/side': north, ...who, '/unidentified': '1', ...place };
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
    const nowhere = '/console/exchanges/11111111-1111-4111-8111-111111111111/roster';
    const { formToken } = await auditor.sealOf('/console/account');
    const chosen = { formToken, '/groups/0/standing': 'listed' };
    expect((await auditor.post(nowhere, chosen)).status).toBe(403);
  });
});
