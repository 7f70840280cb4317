// Sites through the API: who may record and count, and that a count nobody knows is no zero.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';

let application: TestApplication;
const tokens: Record<string, string> = {};

async function ask(method: string, path: string, token: string, body?: object): Promise<TestAnswer> {
  application.clock.advance(1000);
  return application.request(method, path, { token: tokens[token]!, ...(body !== undefined && { body }) });
}

async function made(path: string, token: string, body: object): Promise<string> {
  const { status, body: answer, text } = await ask('POST', path, token, body);
  if (status !== 201) throw new Error(text);
  return (answer as { id: string }).id;
}

beforeAll(async () => {
  application = await startTestApplication();
  const institute = await application.seedOrganisation({ name: 'Institute', kind: 'medico_legal_institute' });
  const office = await application.seedOrganisation({ name: 'Office', kind: 'liaison_office' });
  const bureau = await application.seedOrganisation({
    name: 'Bureau',
    kind: 'national_information_bureau',
    party: 'North',
  });
  for (const [name, organisation, role] of [
    ['first', institute, 'verifier'],
    ['second', institute, 'coordinator'],
    ['office', office, 'coordinator'],
    ['liaison', office, 'liaison'],
    ['bureau', bureau, 'coordinator'],
    ['inquirer', office, 'inquirer'],
  ] as const)
    tokens[name] = await (await application.seedUser({ organisation, roles: [role] })).token();
  await ask('POST', '/v1/places', 'office', { code: 'test:10', name: 'Upper Vale' });
});
afterAll(() => application.stop());

describe('a site', () => {
  const place = { code: 'test:10', precision: 'admin_area' };

  it('is recorded by those who may, at a place that is known', async () => {
    expect((await ask('POST', '/v1/sites', 'liaison', { place, sharingLevel: 'registry_only' })).status).toBe(403);
    const elsewhere = { place: { ...place, code: 'test:99' }, sharingLevel: 'registry_only' };
    expect((await ask('POST', '/v1/sites', 'first', elsewhere)).status).toBe(422);
    const wrong = { place, sharingLevel: 'registry_only', count: { asOf: '2024', recovered: -1 } };
    expect((await ask('POST', '/v1/sites', 'first', wrong)).status).toBe(422);
    expect((await ask('GET', '/v1/sites', 'inquirer')).status).toBe(403);
  });

  it('has counts without persons, of which any may be unknown, and none is overwritten', async () => {
    const id = await made('/v1/sites', 'first', {
      place,
      sharingLevel: 'partners_pseudonymous',
      count: { asOf: '2021-03', recovered: 28 },
    });
    await made(`/v1/sites/${id}/counts`, 'second', { asOf: '2021-05', recovered: 28, identified: 11 });
    expect((await ask('POST', `/v1/sites/${id}/counts`, 'office', { asOf: '2021-05' })).status).toBe(403);
    const { body } = await ask('GET', `/v1/sites/${id}`, 'liaison');
    expect(body).toMatchObject({
      own: false,
      organisation: 'Institute',
      counts: [
        { asOf: '2021-05', recovered: 28, identified: 11, handedOver: null },
        { asOf: '2021-03', recovered: 28, identified: null, handedOver: null },
      ],
    });
    expect((await ask('GET', `/v1/sites/${id}`, 'bureau')).status).toBe(404);
    const listed = await ask('GET', '/v1/sites?limit=1', 'office');
    expect(listed.body).toMatchObject({ sites: [{ id }], cursor: null });
  });
});
