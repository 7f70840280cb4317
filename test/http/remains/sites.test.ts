// Sites through the API: who may record and count, and that a count nobody knows is no zero.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemainsWorld } from './remains-world.js';

let world: RemainsWorld;
const ask: RemainsWorld['ask'] = (...given) => world.ask(...given);
const made: RemainsWorld['made'] = (...given) => world.made(...given);

beforeAll(async () => {
  world = await RemainsWorld.open();
  await ask('POST', '/v1/places', 'office', { code: 'test:10', name: 'Upper Vale' });
});
afterAll(() => world.application.stop());

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
