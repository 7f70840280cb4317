// The pages of evidence: recording an item, its chain of custody, and findings side by side, by forms alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

const DIGEST = 'c4'.repeat(32);
const ITEM = {
  '/sha256': DIGEST,
  '/kind': 'video',
  '/source': 'open_source_media',
  '/link': 'https://media.example/watch?v=<b>1</b>',
  '/firstPublished': '2020-12-29',
  '/unidentified/min': '4',
  '/unidentified/max': '5',
  '/sensitivities/1': 'graphic_violence',
  '/sensitivities/4': 'made_in_custody',
  '/sharingLevel': 'partners_pseudonymous',
};
const FOUND = { '/verdict': 'staged', '/method': 'place_compared', '/ground': 'traces_of_staging' };

let office: Office;
let coordinator: FormClient;
let verifier: FormClient;
let address: string;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  verifier = await signedIn(office, office.user('verifier'));
});
afterAll(() => office.stop());

async function send(
  client: FormClient,
  page: string,
  action: string,
  fields: Record<string, string>,
): ReturnType<FormClient['post']> {
  office.clock.advance(1000);
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

describe('the pages of evidence', () => {
  it('are not for who does not work on cases, and recording is not for who verifies', async () => {
    const auditor = await signedIn(office, office.user('auditor'));
    for (const path of ['', '/new']) expect((await auditor.get(`/console/evidence${path}`)).status).toBe(403);
    expect((await verifier.get('/console/evidence/new')).status).toBe(403);
    expect((await verifier.get('/console/evidence')).html).not.toContain('/console/evidence/new');
    expect((await coordinator.get('/console/evidence/EV-00000-00000-00000-00000-0')).status).toBe(404);
  });

  it('show faults at the fields of an item, and take it when they are mended', async () => {
    const page = '/console/evidence/new';
    const wrong = await send(coordinator, page, '/console/evidence', {
      ...ITEM,
      '/unidentified/max': '',
      '/made': 'May',
    });
    expect(wrong.status).toBe(422);
    for (const pointer of ['f-made', 'f-unidentified-min']) expect(wrong.html).toContain(pointer);
    const right = await send(coordinator, page, '/console/evidence', ITEM);
    expect(right.status).toBe(303);
    address = right.headers.get('location') ?? '';
    expect(address).toMatch(/^\/console\/evidence\/EV-/);
    const again = await send(coordinator, page, '/console/evidence', ITEM);
    expect(again.status).toBe(422);
    expect(again.html).toContain('recorded this original before');
  });

  it('show what is known of it, its address as text and no date that nobody stated', async () => {
    const { html } = await coordinator.get(address);
    for (const words of ['4 to 5', 'Graphic violence, Made in custody', DIGEST, 'between the last sure contact'])
      expect(html).toContain(words);
    expect(html).toContain('watch?v=&lt;b>1&lt;/b>');
    expect(html).not.toContain('href="https://media.example');
    expect((await coordinator.get('/console/evidence')).html).toContain(address);
  });

  it('show findings side by side, each with its state', async () => {
    const wrong = await send(verifier, address, `${address}/assessments`, { ...FOUND, '/reason': '' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('f-assessments-reason');
    const reason = { '/reason': 'The shadows do not fit.' };
    expect((await send(verifier, address, `${address}/assessments`, { ...FOUND, ...reason })).status).toBe(303);
    const { html } = await verifier.get(address);
    for (const words of [
      'Bridge Liaison Office',
      'Staged',
      'Traces of staging',
      'The shadows do not fit.',
      'Withdraw the finding',
    ])
      expect(html).toContain(words);
    expect((await send(verifier, address, `${address}/withdrawal`, reason)).status).toBe(303);
    expect((await verifier.get(address)).html).toContain('Withdrawn');
  });

  it('keep the chain of custody for the organisation that recorded the item', async () => {
    const handOver = { '/from': 'witness', '/to': office.office.id, '/handedOver': '2021-01-04' };
    expect((await send(verifier, address, `${address}/custody`, handOver)).status).toBe(403);
    expect((await send(coordinator, address, `${address}/custody`, handOver)).status).toBe(303);
    expect((await coordinator.get(address)).html).toMatch(/from Witness to Bridge Liaison Office/);
    expect((await verifier.get(address)).html).not.toContain('Add to the chain');
  });
});
