// The pages of restricted files: who is refused, and a file asked for, granted, downloaded and revoked by forms alone.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddEvidenceFile } from '../../src/usecases/evidence/add-evidence-file.js';
import { RecordEvidence } from '../../src/usecases/evidence/record-evidence.js';
import { openOffice, type Office } from './console-world.js';
import { faultsOf, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const ORIGINAL = Buffer.from('somebody can be made out');
const COPY = Buffer.from('nobody can be made out');
const REASON = 'The wall behind is compared with the place.';
const QUEUE = '/console/evidence-file-requests';

let office: Office;
let coordinator: FormClient;
let custodian: FormClient;
/** Of another organisation. */
let verifier: FormClient;
let item: string;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  custodian = await signedIn(office, office.user('custodian'));
  verifier = await signedIn(office, await office.seedUser({ roles: ['verifier'] }));
  const actor = office.actor('coordinator');
  const given = {
    sha256: createHash('sha256').update(ORIGINAL).digest('hex'),
    kind: 'photo',
    source: 'open_source_media',
    sensitivities: ['child_visible'],
    sharingLevel: 'partners_pseudonymous',
  };
  const { code } = await office.app.get(RecordEvidence).execute(actor, given, null);
  item = `/console/evidence/${code}`;
  for (const [access, content] of [
    ['restricted', ORIGINAL],
    ['open', COPY],
  ] as const) {
    const file = { code, access, mediaType: 'image/png', content: content.toString('base64') };
    await office.app.get(AddEvidenceFile).execute(actor, file, null);
  }
});
afterAll(() => office.stop());

async function send(
  client: FormClient,
  page: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<PageAnswer> {
  office.clock.advance(1000);
  const { html } = await client.get(page);
  const seen = /name="\/seen" value="([^"]+)"/.exec(html)?.[1];
  const seal = await client.sealOf(page);
  return client.post(action, { ...seal, ...(seen !== undefined && { '/seen': seen }), ...fields });
}

const ASKED = { '/purpose': 'assessment', '/reason': REASON };
const ask = (client: FormClient, fields: Readonly<Record<string, string>> = ASKED): Promise<PageAnswer> =>
  send(client, `${item}/file-requests/new`, `${item}/file-requests`, fields);
const download = (client: FormClient, fields: Readonly<Record<string, string>>): Promise<PageAnswer> =>
  send(client, item, `${item}/downloads`, fields);

async function requested(): Promise<string> {
  const { status, headers } = await ask(verifier);
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

describe('who is refused', () => {
  it('the pages, to whoever does not work with files, and the form of a request to whoever may not ask', async () => {
    const liaison = await signedIn(office, office.user('liaison'));
    expect((await liaison.get(QUEUE)).status).toBe(403);
    expect((await liaison.get(item)).html).not.toContain(`${item}/downloads`);
    for (const client of [liaison, custodian]) expect((await client.get(`${item}/file-requests/new`)).status).toBe(403);
    expect((await verifier.get('/console/evidence/EV-00000-00000-00000-00000-0/file-requests/new')).status).toBe(404);
  });

  it('the restricted file, to another organisation, whose page leads to a request instead', async () => {
    const { html } = await verifier.get(item);
    expect(html).toContain(`${item}/file-requests/new`);
    expect(html).not.toContain('Download the restricted file');
    expect((await download(verifier, { '/access': 'restricted' })).status).toBe(403);
  });

  it('a request without a purpose, and one for a court, told on the form', async () => {
    expect(faultsOf(await ask(verifier, { '/reason': 'short' }))).toEqual(['/purpose', '/reason']);
    const court = await ask(verifier, { ...ASKED, '/purpose': 'court' });
    expect([court.status, court.html]).toEqual([422, expect.stringContaining('referred to the giver')]);
  });

  it('deciding, to who asked and to a coordinator, and on what has changed or was not read', async () => {
    const page = await requested();
    for (const client of [verifier, coordinator]) {
      expect((await client.get(page)).html).not.toContain(`${page}/approval`);
      expect((await send(client, page, `${page}/approval`, {})).status).toBe(403);
    }
    const seal = await custodian.sealOf(page);
    expect((await custodian.post(`${page}/approval`, { ...seal, '/days': '7' })).status).toBe(428);
    expect((await custodian.post(`${page}/approval`, { ...seal, '/days': '7', '/seen': 'v9' })).status).toBe(412);
    expect((await send(custodian, page, `${page}/approval`, { '/days': '8' })).status).toBe(422);
  });
});

describe('a restricted file', () => {
  it('is downloaded by its organisation, as a file that no browser draws, and the open one by others', async () => {
    const own = await download(coordinator, { '/access': 'restricted' });
    expect([own.status, own.html]).toEqual([200, ORIGINAL.toString('utf8')]);
    expect(own.headers.get('content-type')).toBe('image/png');
    expect(own.headers.get('content-disposition')).toBe('attachment; filename="evidence-restricted.png"');
    expect((await download(verifier, { '/access': 'open' })).html).toBe(COPY.toString('utf8'));
  });

  it('is asked for, granted for a single download, downloaded, and revoked', async () => {
    const page = await requested();
    expect((await custodian.get(QUEUE)).html).toContain(page);
    expect((await verifier.get(QUEUE)).html).toContain(page);
    expect((await send(custodian, page, `${page}/approval`, { '/days': '2', '/once': 'yes' })).status).toBe(303);
    const fields = { '/access': 'restricted', '/request': page.split('/').at(-1) ?? '' };
    expect((await verifier.get(page)).html).toContain('Download the restricted file');
    const given = await download(verifier, fields);
    expect([given.status, given.html]).toEqual([200, ORIGINAL.toString('utf8')]);
    expect((await download(verifier, fields)).status).toBe(409);
    expect((await coordinator.get(page)).html).toContain('Downloaded on');
    const revoked = await send(custodian, page, `${page}/revocation`, { '/reason': 'The place was found.' });
    expect(revoked.status).toBe(303);
    expect((await verifier.get(page)).html).toContain('The place was found.');
  });

  it('is not given where it is refused, with the reason, or who asked takes it back', async () => {
    const refused = await requested();
    await send(custodian, refused, `${refused}/refusal`, { '/reason': 'The family is asked first.' });
    expect((await verifier.get(refused)).html).toContain('The family is asked first.');
    const back = await requested();
    expect((await send(verifier, back, `${back}/withdrawal`, { '/reason': 'Not needed.' })).status).toBe(303);
    expect((await verifier.get(`${QUEUE}?queue=mine`)).html).toContain('Withdrawn');
    expect((await coordinator.get(`${QUEUE}?queue=all`)).html).toContain('Withdrawn');
  });
});
