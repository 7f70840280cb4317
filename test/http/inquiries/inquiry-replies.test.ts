// Replies of the central agency through the API and the console: byte for byte one answer before, fixed words after, and forms without script.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONSTANT_ANSWER } from '../../../src/domain/matching/inquiry-policy.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';
import { carryOut, sendForm, signedIn } from '../../web/form-client.js';

const NAME = 'Halden Roe';
const PATH = '/v1/inquiries';
const TOLD = ['record_exists', 'whereabouts_status', 'contact_organisation'];
/** Of the moment, and the size that goes with it. */
const OF_EACH = /^(date|x-request-id|x-ratelimit-.*|etag)$/;

let service: TestApplication;
const people = new Map<string, { readonly user: TestUser; readonly token: string }>();

type Who = 'asker' | 'owner' | 'agency' | 'second' | 'partner';

beforeAll(async () => {
  service = await startTestApplication();
  const bureau = await service.seedOrganisation({ kind: 'national_information_bureau', party: 'Southern League' });
  const agency = await service.seedOrganisation({ kind: 'central_tracing_agency', name: 'Central Tracing' });
  const owner = await service.seedOrganisation({ kind: 'ngo', name: 'Lantern Office' });
  const join = async (who: Who, user: TestUser): Promise<void> => {
    people.set(who, { user, token: await user.token() });
  };
  await join('asker', await service.seedUser({ organisation: bureau, roles: ['inquirer', 'coordinator'] }));
  await join('agency', await service.seedUser({ organisation: agency, roles: ['liaison', 'coordinator'] }));
  await join('second', await service.seedUser({ organisation: agency, roles: ['verifier'] }));
  await join('owner', await service.seedUser({ organisation: owner, roles: ['liaison', 'coordinator'] }));
  await join('partner', await service.seedUser({ roles: ['liaison', 'coordinator', 'inquirer'] }));
  await made('owner', '/v1/persons', {
    identity: { names: [{ text: NAME }], birthDate: '1999-09-09' },
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    statements: [{ kind: 'capture', valid: '2021-03-02', source: 'witness', grade: 'B2' }],
  });
});
afterAll(() => service.stop());

const tokenOf = (who: Who): string => people.get(who)!.token;

function ask(who: Who, method: string, path: string, body?: object): Promise<TestAnswer> {
  return service.request(method, path, { token: tokenOf(who), ...(body !== undefined && { body }) });
}

async function made(who: Who, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await ask(who, 'POST', path, body);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body as Record<string, unknown>;
}

async function inquiry(name: string): Promise<string> {
  const sought = { names: [{ text: name }], birthDate: '1999-09-09' };
  return String((await made('asker', PATH, { sought, purpose: 'family_tracing' }))['id']);
}

async function candidateOf(id: string): Promise<string> {
  const { body } = await ask('agency', 'GET', `${PATH}/${id}/replies`);
  return (body as { candidates: { pseudonym: string }[] }).candidates[0]?.pseudonym ?? '';
}

/** All that an answer tells, without the id and the moment at which the inquiry was made. */
function told({ status, text, headers }: TestAnswer, id: string): string {
  const shown = [...headers].filter(([name]) => !OF_EACH.test(name)).sort();
  return JSON.stringify([status, text, shown])
    .replaceAll(id, '')
    .replace(/createdAt\\":\\"[^"]*/, '');
}

describe('an inquiry that waits', () => {
  it('reads alike hit or miss, in body and headers, before and while a reply is prepared', async () => {
    const [hit, miss] = [await inquiry(NAME), await inquiry('Nemo Nobody')];
    const read = async (id: string): Promise<string> => told(await ask('asker', 'GET', `${PATH}/${id}`), id);
    const before = await read(miss);
    expect(await read(hit)).toBe(before);
    const person = await candidateOf(hit);
    await made('agency', `${PATH}/${hit}/replies`, { tells: TOLD, person, basis: 'owner_consent' });
    expect(await read(hit)).toBe(before);
    expect((await ask('asker', 'GET', `${PATH}/${hit}`)).body).toMatchObject({
      message: CONSTANT_ANSWER,
      replies: [],
      repliedAt: null,
    });
  });

  it('shows its candidates and no name to the central agency alone', async () => {
    const id = await inquiry(NAME);
    const { status, body, text } = await ask('agency', 'GET', `${PATH}/${id}/replies`);
    expect([status, body]).toMatchObject([
      200,
      { candidates: [{ band: 'much_agrees', status: 'believed_held' }], more: false, replies: [] },
    ]);
    expect(text).not.toMatch(/Halden|Roe|1999/);
    for (const who of ['asker', 'owner', 'partner'] as const)
      expect((await ask(who, 'GET', `${PATH}/${id}/replies`)).status).toBe(404);
  });

  it.each([
    ['a name among what is told', { tells: ['Halden'] }, '/tells'],
    ['nobody of whom it is told', { tells: ['record_exists'], basis: 'person_will' }, '/person'],
    ['no basis', { tells: ['record_exists'], person: 'WB-00000-00000-00000-00000-0' }, '/basis'],
    ['a text where a list is asked for', { tells: 'record_exists' }, '/tells'],
  ])('takes no reply with %s', async (_what, body, pointer) => {
    const answer = await ask('agency', 'POST', `${PATH}/${await inquiry(NAME)}/replies`, body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) });
    expect(answer.text).not.toContain('Halden');
  });
});

describe('a reply', () => {
  it('goes from the agency by the owner and a second person to whoever asked', async () => {
    const id = await inquiry(NAME);
    const at = `${PATH}/${id}/replies`;
    const prepared = await made('agency', at, { tells: TOLD, person: await candidateOf(id), basis: 'owner_consent' });
    const decision = `${at}/${String(prepared['id'])}/decision`;
    const early = await ask('second', 'POST', decision, { decision: 'released' });
    expect([early.status, early.body]).toMatchObject([409, { code: 'reply_not_consented' }]);
    const { body } = await ask('owner', 'GET', '/v1/tasks/consents');
    const asked = (body as { consents: { id: string }[] }).consents.find((one) => one.id === prepared['id']);
    expect(asked).toMatchObject({ agency: 'Central Tracing', purpose: 'family_tracing', tells: TOLD, answer: null });
    await made('owner', `/v1/tasks/consents/${String(prepared['id'])}/answers`, { answer: 'given' });
    expect((await ask('second', 'GET', '/v1/tasks/replies')).body).toMatchObject({
      replied: [],
      toDecide: expect.arrayContaining([expect.objectContaining({ inquiryId: id })]),
    });
    await made('second', decision, { decision: 'released' });
    const read = await ask('asker', 'GET', `${PATH}/${id}`);
    expect(read.body).toMatchObject({
      state: 'received',
      message: expect.stringContaining('The registry holds a record'),
      replies: [{ tells: TOLD, status: 'believed_held', contactOrganisation: 'Lantern Office' }],
    });
    expect(read.text).not.toMatch(/WB-|Halden|1999-09/);
    expect((await ask('asker', 'GET', '/v1/tasks/replies')).body).toMatchObject({ replied: [{ inquiryId: id }] });
    expect((await ask('partner', 'GET', `${PATH}/${id}`)).status).toBe(404);
  });
});

describe('the pages of a reply', () => {
  it('take it, the consent and the release by forms, and tell whoever asked that there is one', async () => {
    const id = await inquiry(NAME);
    const [agency, second, owner, asker] = await Promise.all(
      (['agency', 'second', 'owner', 'asker'] as const).map((who) => signedIn(service, people.get(who)!.user)),
    );
    const page = `/console/inquiries/${id}/replies`;
    expect((await asker!.get(page)).status).toBe(404);
    expect((await asker!.get(`/console/inquiries/${id}`)).html).toContain('received');
    const form = { '/tells': 'record_exists whereabouts_status', '/basis': 'owner_consent' };
    expect((await sendForm(agency!, page, page, { ...form, '/person': '' })).status).toBe(422);
    await carryOut(agency!, page, page, { ...form, '/person': await candidateOf(id) });
    const action = new RegExp(`${page}/([0-9a-f-]{36})/decision`).exec((await agency!.get(page)).html)?.[1] ?? '';
    const decision = `${page}/${action}/decision`;
    expect((await second!.get(page)).html).not.toContain('Prepare the reply');
    const early = await sendForm(second!, page, decision, { '/decision': 'released' });
    expect([early.status, early.html.includes('consented')]).toEqual([422, true]);
    const consents = '/console/tasks/consents';
    await carryOut(owner!, consents, `${consents}/${action}/answers`, { '/answer': 'given' });
    expect((await second!.get('/console/tasks')).html).toContain('waits for a second person');
    await carryOut(second!, page, decision, { '/decision': 'released' });
    const shown = (await asker!.get(`/console/inquiries/${id}`)).html;
    expect(shown).toContain('Replied on');
    expect(shown.slice(shown.indexOf('<main'))).not.toMatch(/WB-|Halden/);
    expect((await asker!.get('/console/tasks')).html).toContain('There is a reply to an inquiry of your organisation');
  });
});
