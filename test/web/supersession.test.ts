// Superseding a statement at the console: refused, prefilled with what the statement says, once however often it is sent; refusals first.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requireStatementDraft, type NewStatementInput } from '../../src/domain/records/statement-draft.js';
import { fieldsOf } from '../../src/web/forms/form-field.js';
import { readForm } from '../../src/web/forms/read-form.js';
import { statementInput, supersessionGroups } from '../../src/web/records/statement-fields.js';
import { statementValues } from '../../src/web/records/statement-values.js';
import { anyGivenStatement } from '../support/any-given-statement.js';
import { auditRows } from '../support/audit-rows.js';
import { formsOf } from '../architecture/console-fields/form-reading.js';
import { openOffice, type Office } from './console-world.js';
import { carryOut, clientOf, faultsOf, sendForm, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const NOTHING = '11111111-1111-4111-8111-111111111111';
const REASON = { '/reason': 'The month was misread.' };
const PROOF = {
  kind: 'proof_of_life',
  '/valid': '2020-12-13',
  '/place/code': 'test:1001',
  '/details/inCustody': 'yes',
  '/details/evidence': 'film-3',
  '/source': 'holder_media',
  '/grade/reliability': 'B',
  '/grade/information': '2',
};

let office: Office;
let liaison: FormClient;
let person: string;
let address: string;
/** The statement of each test, and the page on which it is superseded. */
let statement: string;
let page: string;

beforeAll(async () => {
  office = await openOffice();
  liaison = await signedIn(office, office.user('liaison'));
});
afterAll(() => office.stop());

beforeEach(async () => {
  office.clock.advance(1000);
  person = await office.registerNameless('test:1001');
  address = `/console/persons/${person}`;
  statement = await add(PROOF);
  page = pageOf(statement);
});

const pageOf = (id: string): string => `${address}/statements/${id}/supersession`;

async function add(fields: Readonly<Record<string, string>>): Promise<string> {
  const form = `${address}/statements/new?kind=${fields['kind'] ?? ''}`;
  return (await carryOut(liaison, form, `${address}/statements`, fields)).split('#s-')[1] ?? '';
}

/** What a browser sends of the page as it is drawn, with other fields in the place of some. */
async function send(changed: Readonly<Record<string, string>>, client = liaison): Promise<PageAnswer> {
  return sendForm(client, page, page, { ...PROOF, '/basis': 'told', '/place/precision': 'admin_area', ...changed });
}

const timeline = async (): Promise<string> => (await liaison.get(address)).html;
const noted = async (): Promise<number> => (await auditRows(office.database, 'statement_superseded')).length;

describe('superseding is refused', () => {
  it('to whoever may not withdraw, on the page and as it is sent', async () => {
    for (const role of ['custodian', 'inquirer', 'analyst', 'auditor', 'administrator'] as const) {
      const client = await signedIn(office, office.user(role));
      expect((await client.get(page)).status).toBe(403);
      const { formToken } = await client.sealOf('/console/account');
      expect((await client.post(page, { formToken, ...PROOF, ...REASON })).status).toBe(403);
    }
    expect((await clientOf(office).get(page)).status).toBe(303);
    expect((await clientOf(office).post(page, { ...PROOF, ...REASON })).status).toBe(401);
    expect((await liaison.post(page, { ...PROOF, ...REASON })).status).toBe(403);
  });

  it('to another organisation, which is led there by no link, and of what is not there', async () => {
    const other = await office.seedUser({ organisation: await office.seedOrganisation({ kind: 'ngo' }) });
    const { body } = await office.request('GET', '/v1/persons', { token: await other.token() });
    const known = (body as { records: { pseudonym: string }[] }).records.map(({ pseudonym }) => pseudonym);
    const client = await signedIn(office, other);
    const pages = await Promise.all(known.map((one) => client.get(`/console/persons/${one}`)));
    const at = known[pages.findIndex(({ html }) => html.includes(statement))] ?? '';
    expect(at).not.toBe('');
    expect(pages.some(({ html }) => html.includes('/supersession'))).toBe(false);
    const theirs = `/console/persons/${at}/statements/${statement}/supersession`;
    expect((await client.get(theirs)).status).toBe(404);
    const { formToken } = await client.sealOf('/console/account');
    expect((await client.post(theirs, { formToken, ...PROOF, ...REASON })).status).toBe(403);
    expect((await liaison.get(pageOf(NOTHING))).status).toBe(404);
    expect((await send({ ...REASON, kind: 'rumour' })).status).toBe(404);
    expect(await noted()).toBe(0);
  });

  it.each([
    [{}, '/reason'],
    [{ ...REASON, '/valid': '20201213' }, '/valid'],
    [{ ...REASON, '/source': '' }, '/source'],
    [{ ...REASON, '/grade/information': '' }, '/grade/reliability'],
    [{ ...REASON, '/place/code': 'test:99' }, '/place/code'],
    [{ ...REASON, '/details/evidence': 'a sentence' }, '/details/evidence'],
    [{ ...REASON, '/confidential': 'yes' }, '/confidential'],
  ])('with %j at its field, and nothing of what was typed is lost', async (changed, at) => {
    const answer = await send(changed);
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)[0]).toBe(at);
    expect(answer.html).not.toMatch(/successor|The field/);
    const given: Readonly<Record<string, string>> = { ...PROOF, ...changed };
    if (given['/details/evidence'] !== '') expect(answer.html).toContain(`value="${given['/details/evidence'] ?? ''}"`);
    expect(await timeline()).not.toContain('See the statement in its place');
  });

  it('of a text that may name somebody, until its sender keeps it', async () => {
    const telling = { '/reason': 'Ask at 0170 123 4567.' };
    const warned = await send(telling);
    expect([warned.status, warned.html.includes('name="confirmOpenText"')]).toEqual([422, true]);
    expect((await send({ ...telling, confirmOpenText: 'yes' })).status).toBe(303);
  });

  it('once it is withdrawn', async () => {
    const retraction = page.replace('supersession', 'retraction');
    await carryOut(liaison, retraction, retraction, REASON);
    const late = await send(REASON);
    expect(late.status).toBe(422);
    expect(late.html).toContain('This was not done');
    expect(await timeline()).not.toContain(page);
  });
});

describe('superseding a statement', () => {
  it('is led to from the timeline, and not while looking back', async () => {
    expect(await timeline()).toContain(`href="${page}"`);
    expect((await liaison.get(`${address}?validAt=2021-01-01`)).html).not.toContain('/supersession');
  });

  it('begins with what the statement says', async () => {
    const { html } = await liaison.get(page);
    const form = formsOf(html, page).find(({ action }) => action === page);
    const drawn = Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]));
    expect(drawn).toMatchObject({ kind: 'proof_of_life', '/valid': '2020-12-13', '/details/evidence': 'film-3' });
    const chosen = [...html.matchAll(/<option[^>]*? selected value="([^"]+)"|<option value="([^"]+)" selected/g)];
    const values = chosen.map(([, one, other]) => one ?? other);
    expect(values).toEqual(['test:1001', 'admin_area', 'yes', 'holder_media', 'told', 'B', '2']);
    expect(drawn).not.toHaveProperty('/untilVerified');
  });

  it('leaves both on record, the one before struck out with the reason and the way to the other', async () => {
    const answer = await send({ ...REASON, '/valid': '2020-11-13', '/details/evidence': 'film-4' });
    expect(answer.status).toBe(303);
    const successor = (answer.headers.get('location') ?? '').split('#s-')[1] ?? '';
    const html = await timeline();
    expect(html).toContain(`<a href="#s-${successor}">See the statement in its place</a>`);
    expect(html).toContain('Reason: The month was misread.');
    expect(/<li id="s-[^"]+" class="withdrawn">.*?<\/li>/s.exec(html)?.[0]).toContain(statement);
    expect(html).toContain('13 November 2020');
    const [row] = (await auditRows(office.database, 'statement_superseded')).slice(-1);
    expect(row).toMatchObject({
      via: 'console',
      username: 'the-liaison',
      subject_id: statement,
      details: { kind: 'proof_of_life', successorId: successor },
    });
  });

  it('sent twice is one successor; under the same key with other words it is refused', async () => {
    const before = await noted();
    const fields = { ...(await liaison.sealOf(page)), ...PROOF, ...REASON, '/valid': '2020-12-14' };
    const [one, two] = await Promise.all([liaison.post(page, fields), liaison.post(page, fields)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(two.headers.get('location')).toBe(one.headers.get('location'));
    expect(await noted()).toBe(before + 1);
    expect((await liaison.post(page, { ...fields, '/valid': '2020-12-15' })).status).toBe(409);
  });

  it('leaves what was said in confidence in confidence', async () => {
    statement = await add({ ...PROOF, '/confidential': 'yes', '/details/evidence': 'film-9' });
    page = pageOf(statement);
    expect((await liaison.get(page)).html).toMatch(/name="\/confidential"[^>]* checked/);
    expect((await send({ ...REASON, '/confidential': 'yes' })).status).toBe(303);
    expect((await timeline()).match(/Confidential: your organisation only/g)).toHaveLength(2);
  });
});

it('the form says of every statement what it says, no more and no less', () => {
  fc.assert(
    fc.property(anyGivenStatement(), (given) => {
      // A party stands there as its place, which is no key.
      const dealt = JSON.parse(JSON.stringify(given).replaceAll('party:', 'party-')) as NewStatementInput;
      const draft = requireStatementDraft(dealt, Date.parse('2021-06-01'), '');
      const { kind } = draft;
      const values = statementValues({ ...draft, place: null });
      const { value } = readForm(fieldsOf(supersessionGroups(kind, { parties: [], places: [] })), values);
      const again = requireStatementDraft(statementInput(kind, value), Date.parse('2021-06-01'), '');
      expect(again).toEqual({ ...draft, reference: null });
    }),
    { numRuns: 500 },
  );
});
