// The pages of news that waits and of a found person's will; refusals first, without a browser.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyNewsFirst } from '../support/news-rule.js';
import { openOffice, type Office } from './console-world.js';
import { carryOut, faultsOf, sendForm, signedIn, type FormClient } from './form-client.js';

const NEWS = '/console/news';
const DEATH = {
  kind: 'death',
  '/valid': '2021-03',
  '/source': 'media',
  '/grade/reliability': 'B',
  '/grade/information': '2',
};
const BANNER = 'Call your coordinator before contact.';

let office: Office;
let coordinator: FormClient;
let liaison: FormClient;
let verifier: FormClient;
let person: string;

beforeAll(async () => {
  office = await openOffice();
  await verifyNewsFirst(office.database);
  coordinator = await signedIn(office, office.user('coordinator'));
  liaison = await signedIn(office, office.user('liaison'));
  verifier = await signedIn(office, office.user('verifier'));
  person = await office.registerNameless('test:10');
});
afterAll(() => office.stop());

async function addDeath(client: FormClient): Promise<string> {
  const at = `/console/persons/${person}/statements`;
  const address = await carryOut(client, `${at}/new?kind=death`, at, DEATH);
  return address.split('#s-')[1] ?? '';
}

describe('news that waits', () => {
  it('is verified by a second person, whose refusals are told on the form', async () => {
    const statementId = await addDeath(coordinator);
    const page = `${NEWS}/${statementId}/verification`;
    const given = { '/verdict': 'verified', '/reason': 'A second source says so.' };
    expect((await liaison.get(page)).status).toBe(403);
    expect((await liaison.get(`/console/persons/${person}`)).html).toContain(BANNER);
    expect((await coordinator.get(NEWS)).html).toContain('you recorded it');
    const own = await sendForm(coordinator, page, page, given);
    expect([own.status, own.html.includes('a colleague must verify it')]).toEqual([422, true]);
    const unreasoned = await sendForm(verifier, page, page, { ...given, '/reason': '' });
    expect([unreasoned.status, faultsOf(unreasoned)]).toEqual([422, ['/reason']]);
    expect((await verifier.get(NEWS)).html).toContain(page);
    expect(await carryOut(verifier, page, page, given)).toBe(NEWS);
    expect((await verifier.get(NEWS)).html).toContain('Nothing waits.');
    expect((await liaison.get(`/console/persons/${person}`)).html).not.toContain(BANNER);
  });

  it('of a death that is taken back closes the task to tell the family, and says why', async () => {
    const other = await office.registerNameless('test:20');
    const tell = async (path: string, role: 'coordinator' | 'verifier', body: object): Promise<string> => {
      office.clock.advance(1000);
      const answer = await office.request('POST', path, { token: await office.user(role).token(), body });
      expect(answer.status).toBe(201);
      return (answer.body as { id: string }).id;
    };
    const reason = 'A second source says so.';
    const death = { kind: 'death', valid: '2021-03', source: 'media', grade: 'B2' };
    const id = await tell(`/v1/persons/${other}/statements`, 'coordinator', death);
    await tell(`/v1/statements/${id}/verification`, 'verifier', { verdict: 'verified', reason });
    const open = `/console/tasks?show=all&person=${other}`;
    expect((await coordinator.get(open)).html).toContain('Tell family');
    await tell(`/v1/statements/${id}/retraction`, 'coordinator', { reason });
    expect((await coordinator.get(open)).html).not.toContain('Tell family');
    const { html } = await coordinator.get(`${open}&done=yes`);
    for (const words of ['Tell family', 'nothing is left to tell, since the death was taken back', 'Re-open'])
      expect(html).toContain(words);
  });

  it('is a rule that a coordinator sets, and nobody else', async () => {
    const rule = (client: FormClient, value: string) =>
      sendForm(client, NEWS, `${NEWS}/rule`, { '/verifiedFirst': value });
    expect((await rule(verifier, 'no')).status).toBe(403);
    expect((await rule(coordinator, 'no')).status).toBe(303);
    expect((await liaison.get(NEWS)).html).toContain('Others are told of big news at once.');
    expect((await rule(coordinator, 'whatever')).status).toBe(303);
    expect((await liaison.get(NEWS)).html).toContain('verified by a second person');
  });
});

describe('a found person’s will', () => {
  const WILL = { '/reachedOn': '2021-05-30', '/said': 'in_person', '/contact': 'only_with', '/sharedWith': 'nobody' };

  it('is written down on a form that keeps what was typed, and stands above the case', async () => {
    const [page, action] = [`/console/persons/${person}/wills/new`, `/console/persons/${person}/wills`];
    expect((await verifier.get(page)).status).toBe(403);
    const alone = await sendForm(liaison, page, action, WILL);
    expect([alone.status, faultsOf(alone)]).toEqual([422, ['/contactWith/0']]);
    expect(await carryOut(liaison, page, action, { ...WILL, '/contactWith/3': 'sibling' })).toBe(
      `/console/persons/${person}`,
    );
    const { html } = await verifier.get(`/console/persons/${person}`);
    expect(html).toContain('wants contact only with sibling');
    expect(html).toContain('What others were told before stays known.');
    expect((await liaison.get(page)).html).toContain('written down by the-liaison');
  });
});
