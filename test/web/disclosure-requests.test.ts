// The pages of disclosure by two persons: who is refused, and a name asked for, approved, shown and revoked by forms alone; and the report.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { openOffice, type Office } from './console-world.js';
import { faultsOf, signedIn, type FormClient } from './form-client.js';

const NAME = 'Canarypell Canaryoster';
const REASON = 'Remains of one site are compared.';
const NOTHING = '00000000-0000-4000-8000-000000000000';

let office: Office;
let liaison: FormClient;
let coordinator: FormClient;
let verifier: FormClient;
let custodian: FormClient;
/** Registered by the coordinator, so that the liaison is not assigned. */
let pseudonym: string;

beforeAll(async () => {
  office = await openOffice();
  [liaison, coordinator, verifier, custodian] = (await Promise.all(
    (['liaison', 'coordinator', 'verifier', 'custodian'] as const).map((role) => signedIn(office, office.user(role))),
  )) as [FormClient, FormClient, FormClient, FormClient];
  const identity = { names: [{ text: NAME }], birthDate: '1991-08-02' };
  const registering = office.app.get(RegisterPerson);
  const given = { identity, sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  ({ pseudonym } = await registering.execute(office.actor('coordinator'), given, null));
});
afterAll(() => office.stop());

async function send(
  client: FormClient,
  page: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): ReturnType<FormClient['post']> {
  office.clock.advance(1000);
  const { html } = await client.get(page);
  const seen = /name="\/seen" value="([^"]+)"/.exec(html)?.[1];
  const seal = await client.sealOf(page);
  return client.post(action, { ...seal, ...(seen !== undefined && { '/seen': seen }), ...fields });
}

const casePage = (): string => `/console/persons/${pseudonym}`;
const ASKED = { '/purpose': 'identification', '/reason': REASON, '/fields/0': 'names', '/fields/3': 'birth_date' };

async function requested(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await send(liaison, `${casePage()}/disclosure-requests/new`, `${casePage()}/disclosure-requests`, {
    ...ASKED,
    ...fields,
  });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

const APPROVED = { '/fields/0': 'names', '/fields/1': 'birth_date', '/days': '7' };
const approve = (client: FormClient, page: string, fields: Readonly<Record<string, string>> = APPROVED) =>
  send(client, page, `${page}/approval`, fields);

describe('who is refused', () => {
  it('the form that asks, to whoever may not ask, and about whom they may not see', async () => {
    for (const client of [verifier, custodian]) {
      expect((await client.get(`${casePage()}/disclosure-requests/new`)).status).toBe(403);
      expect((await client.get(casePage())).html).not.toContain('disclosure-requests/new');
    }
    const nobody = '/console/persons/WB-00000-00000-00000-00000-0/disclosure-requests/new';
    expect((await liaison.get(nobody)).status).toBe(404);
  });

  it('a request that is not theirs, as one that does not exist', async () => {
    const page = await requested();
    const outsider = await signedIn(office, await office.seedUser({ roles: ['coordinator', 'custodian', 'liaison'] }));
    const without = (html: string): string => html.replaceAll(/request id <code>[^<]+|[0-9a-f-]{36}/g, '');
    const [hidden, nothing] = [await outsider.get(page), await outsider.get(`/console/disclosure-requests/${NOTHING}`)];
    expect([hidden.status, nothing.status]).toEqual([404, 404]);
    expect(without(hidden.html)).toBe(without(nothing.html));
  });

  it('deciding, to who asked; both approvals, to one person; and two without a custodian', async () => {
    const page = await requested();
    expect((await liaison.get(page)).html).not.toContain(`${page}/approval`);
    expect((await approve(liaison, page)).status).toBe(403);
    expect((await approve(coordinator, page)).status).toBe(303);
    const again = await approve(coordinator, page);
    expect([again.status, again.html]).toEqual([422, expect.stringContaining('Somebody else must approve')]);
    const third = await approve(verifier, page);
    expect([third.status, third.html]).toEqual([422, expect.stringContaining('a custodian must')]);
  });

  it('an approval with no box ticked, and one on what has changed meanwhile', async () => {
    const page = await requested();
    expect(faultsOf(await approve(custodian, page, { '/days': '7' }))).not.toEqual([]);
    const seal = await custodian.sealOf(page);
    await approve(coordinator, page);
    expect((await custodian.post(`${page}/approval`, { ...seal, ...APPROVED, '/seen': 'v1' })).status).toBe(412);
    expect((await custodian.post(`${page}/approval`, { ...seal, ...APPROVED })).status).toBe(428);
  });

  it('a reason that names the person, of which nothing is kept', async () => {
    const page = await requested();
    const reason = { '/reason': 'Ask the sister of Canarypell first.' };
    const warned = await send(verifier, page, `${page}/refusal`, reason);
    expect([warned.status, warned.html]).toEqual([422, expect.stringContaining('and the text stays as it is')]);
    expect((await liaison.get(page)).html).toContain('Waits for a decision');
  });

  it('the request itself, told at its fields', async () => {
    const [form, action] = [`${casePage()}/disclosure-requests/new`, `${casePage()}/disclosure-requests`];
    const answer = await send(liaison, form, action, { ...ASKED, '/reason': 'short', '/days': '31' });
    expect(answer.status).toBe(422);
    const court = await send(liaison, form, action, { ...ASKED, '/purpose': 'court' });
    expect([court.status, court.html]).toEqual([422, expect.stringContaining('referred to the giver')]);
    const subject = await send(liaison, form, action, { ...ASKED, '/purpose': 'data_subject_request' });
    expect(faultsOf(subject)).toEqual(['/identityCheck']);
  });
});

describe('a name', () => {
  it('is asked for, approved by two, shown from the case for a while, and revoked', async () => {
    expect((await liaison.get(casePage())).html).toContain('disclosure-requests/new');
    const page = await requested({ '/once': 'yes' });
    expect((await coordinator.get('/console/disclosure-requests')).html).toContain(page);
    await approve(coordinator, page, { '/fields/0': 'names', '/days': '3' });
    expect((await coordinator.get('/console/disclosure-requests')).html).not.toContain(page);
    expect((await coordinator.get('/console/disclosure-requests?queue=all')).html).toContain('Approved by one of two');
    expect((await approve(custodian, page)).status).toBe(303);
    const use = `${casePage()}/disclosures`;
    expect((await liaison.get(casePage())).html).toContain('Your requests to know who this is');
    const fields = { '/request': page.split('/').at(-1) ?? '' };
    const shown = await send(liaison, casePage(), use, fields);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain(NAME);
    expect(shown.html).not.toContain('1991');
    const again = /console\/persons\/[^"]+\/disclosures\/[0-9a-f-]{36}/.exec(shown.html)?.[0] ?? '';
    expect((await liaison.get(`/${again}`)).html).toContain(NAME);
    expect((await send(liaison, casePage(), use, fields)).status).toBe(409);
    expect((await custodian.get(`${casePage()}/disclosures`)).html).toContain('as two persons approved');
    expect((await send(custodian, page, `${page}/revocation`, { '/reason': 'Identified otherwise.' })).status).toBe(
      303,
    );
    expect((await liaison.get(`/${again}`)).status).toBe(404);
    expect((await liaison.get(page)).html).toContain('Identified otherwise.');
  });

  it('is not told where one refuses, with the reason, or who asked takes it back', async () => {
    const refused = await requested();
    await send(verifier, refused, `${refused}/refusal`, { '/reason': 'The family is asked first.' });
    expect((await liaison.get(refused)).html).toContain('The family is asked first.');
    const back = await requested();
    expect((await send(liaison, back, `${back}/withdrawal`, { '/reason': 'Not needed.' })).status).toBe(303);
    expect((await liaison.get('/console/disclosure-requests')).html).toContain('Withdrawn');
  });
});

describe('the report for the person', () => {
  it('is refused to whoever may not make it', async () => {
    for (const client of [liaison, verifier])
      expect((await client.get(`${casePage()}/access-report`)).status).toBe(403);
    const partner = await signedIn(office, await office.seedUser({ roles: ['custodian'] }));
    const theirs = /\/console\/persons\/(WB-[0-9A-Z-]+)/.exec((await partner.get('/console/cases?show=all')).html)?.[1];
    const report = `/console/persons/${theirs ?? ''}/access-report?identityCheck=document_seen`;
    expect((await partner.get(report)).status).toBe(403);
  });

  it('is made after saying who asks, tells what it cannot tell, and leads to the file', async () => {
    await liaison.get(casePage());
    const report = `${casePage()}/access-report`;
    expect((await custodian.get(report)).html).toContain('How you know that it is the person');
    const made = await custodian.get(`${report}?identityCheck=document_seen`);
    expect(made.html).toContain('Record read');
    expect(made.html).toContain('What this report cannot tell');
    const file = await custodian.get(`${report}/export?identityCheck=document_seen`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="who-looked.csv"');
    expect(file.html).toContain('record_read');
    expect(file.html).not.toContain(NAME);
    expect((await custodian.get(`${report}/export`)).status).toBe(422);
  });
});
