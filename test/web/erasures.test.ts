// The pages of an erasure, and the routes beside them: who sees what, what must be said, and what is left when it is done.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

const ASKED = { '/ground': 'consent_withdrawn', '/reason': 'The family asked for it in writing.' };
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
let office: Office;
let token: string;
let outside: string;
let coordinator: FormClient;
let custodian: FormClient;
let liaison: FormClient;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  custodian = await signedIn(office, office.user('custodian'));
  liaison = await signedIn(office, office.user('liaison'));
  token = await office.user('coordinator').token();
  outside = await (await office.seedUser({ roles: ['coordinator'] })).token();
});
afterAll(() => office.stop());

async function register(): Promise<string> {
  const identity = { names: [{ text: 'Orva Quell' }] };
  const lost = { kind: 'capture', valid: '2021-03-14', source: 'witness', grade: 'B2' };
  const answer = await office.request('POST', '/v1/persons', {
    token,
    body: { identity, statements: [lost], ...SHARED },
  });
  return (answer.body as { pseudonym: string }).pseudonym;
}

async function send(client: FormClient, page: string, action: string, fields: Readonly<Record<string, string>>) {
  office.clock.advance(1000);
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

async function asked(pseudonym: string): Promise<{ list: string; confirmation: string; withdrawal: string }> {
  const list = `/console/persons/${pseudonym}/erasures`;
  expect((await send(coordinator, `${list}/new`, list, ASKED)).status).toBe(303);
  const id = /erasures\/([0-9a-f-]{36})\/withdrawal/.exec((await coordinator.get(list)).html)?.[1] ?? '';
  return { list, confirmation: `${list}/${id}/confirmation`, withdrawal: `${list}/${id}/withdrawal` };
}

describe('the pages', () => {
  it('are for coordinators and custodians of the owner organisation, each with what they may do', async () => {
    const { list, confirmation } = await asked(await register());
    expect((await coordinator.get(confirmation)).status).toBe(403);
    for (const path of [list, `${list}/new`, confirmation]) expect((await liaison.get(path)).status).toBe(403);
    expect((await custodian.get(`${list}/new`)).status).toBe(403);
    expect((await coordinator.get(list)).html).not.toContain('Confirm it');
    expect((await custodian.get(list)).html).toContain('Confirm it');
    expect((await liaison.get(list.replace('/erasures', ''))).html).not.toContain('/erasures');
  });

  it('ask for a ground and a reason at their fields', async () => {
    const list = `/console/persons/${await register()}/erasures`;
    for (const given of [{ '/ground': '' }, { '/ground': 'boredom' }, { '/reason': 'why' }]) {
      const answer = await send(coordinator, `${list}/new`, list, { ...ASKED, ...given });
      expect([answer.status, answer.html.includes(Object.keys(given)[0] ?? '?')]).toEqual([422, true]);
    }
    expect((await coordinator.get(list)).html).toContain('Nobody has asked for it.');
  });

  it('take a request back, say so, and let it be asked for again', async () => {
    const { list, withdrawal } = await asked(await register());
    expect((await coordinator.get(list)).html).not.toContain(`${list}/new`);
    expect((await send(custodian, list, withdrawal, {})).status).toBe(303);
    const page = await coordinator.get(list);
    expect(page.html).toContain('Taken back');
    expect(page.html).toContain(`${list}/new`);
  });

  it('say before the confirmation that nothing undoes it, and take no click for a word', async () => {
    const pseudonym = await register();
    const { list, confirmation } = await asked(pseudonym);
    const page = await custodian.get(confirmation);
    expect(page.html).toContain('There is no undo after this.');
    expect(page.html).toContain('The family asked for it in writing.');
    expect((await send(custodian, confirmation, confirmation, {})).status).toBe(422);
    expect((await custodian.get(list)).html).toContain('Waits for a custodian');
    expect((await send(custodian, confirmation, confirmation, { '/sure': 'yes' })).status).toBe(303);
    expect((await custodian.get(list)).html).toContain('Erased');
    expect((await send(custodian, confirmation, confirmation, { '/sure': 'yes' })).status).toBe(422);
    const shown = await coordinator.get(`/console/persons/${pseudonym}`);
    expect(shown.html).toMatch(/The identity of this person was erased on/);
    expect(shown.html).not.toContain('/disclosures/new');
    expect(shown.html).toContain('March 2021');
    expect(shown.html).not.toContain('14 March 2021');
  });
});

describe('the routes', () => {
  it('answer the same in words of the API, and every refusal by its code', async () => {
    const pseudonym = await register();
    const at = `/v1/persons/${pseudonym}/erasures`;
    const body = { ground: 'consent_withdrawn', reason: 'The family asked for it in writing.' };
    expect((await office.request('POST', at, { token: outside, body })).status).toBe(404);
    const made = await office.request('POST', at, { token, body });
    expect([made.status, made.body]).toMatchObject([201, { state: 'requested' }]);
    const { id } = made.body as { id: string };
    const again = await office.request('POST', at, { token, body });
    expect([again.status, again.body]).toMatchObject([409, { code: 'erasure_state_conflict' }]);
    const by = await office.user('custodian').token();
    const confirmed = await office.request('POST', `${at}/${id}/confirmation`, { token: by });
    expect([confirmed.status, confirmed.body]).toEqual([201, { id, state: 'done' }]);
    expect((await office.request('DELETE', `${at}/${id}`, { token: by })).status).toBe(409);
    const change = await office.request('PATCH', `/v1/persons/${pseudonym}/identity`, {
      token,
      body: { marks: 'scar' },
    });
    expect([change.status, change.body]).toMatchObject([409, { code: 'identity_erased' }]);
    const disclosed = await office.request('POST', `/v1/persons/${pseudonym}/disclosures`, {
      token,
      body: { purpose: 'identification', fields: ['names'], reason: 'Call with the family.' },
    });
    expect([disclosed.status, disclosed.body]).toMatchObject([409, { code: 'identity_erased' }]);
    const listed = await office.request('GET', at, { token: by });
    expect(listed.body).toMatchObject({ pseudonym, erasures: [{ id, state: 'done', ground: 'consent_withdrawn' }] });
    const record = await office.request('GET', `/v1/persons/${pseudonym}`, { token });
    const { own } = record.body as { own: { hasIdentity: boolean; erased: { at: string } } };
    expect(own).toMatchObject({ hasIdentity: false, erased: { at: expect.stringMatching(/^20/) } });
  });
});
