// The page of an organisation's own downloads: who is refused, who is led to it, and its pages.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddEvidenceFile } from '../../src/usecases/evidence/add-evidence-file.js';
import { DownloadEvidenceFile } from '../../src/usecases/evidence/download-evidence-file.js';
import { RecordEvidence } from '../../src/usecases/evidence/record-evidence.js';
import { openOffice, type Office } from './console-world.js';
import { signedIn } from './form-client.js';

const PAGE = '/console/evidence-file-downloads';
const ORIGINAL = Buffer.from('somebody can be made out');
/** More than a page. */
const DOWNLOADS = 52;

let office: Office;
let code: string;

beforeAll(async () => {
  office = await openOffice();
  const actor = office.actor('coordinator');
  const sha256 = createHash('sha256').update(ORIGINAL).digest('hex');
  const item = { sha256, kind: 'photo', source: 'family', sharingLevel: 'registry_only' };
  ({ code } = await office.app.get(RecordEvidence).execute(actor, item, null));
  const file = { code, access: 'restricted', mediaType: 'image/png', content: ORIGINAL.toString('base64') };
  await office.app.get(AddEvidenceFile).execute(actor, file, null);
  for (let at = 0; at < DOWNLOADS; at += 1) {
    office.clock.advance(1000);
    const command = { code, access: 'restricted' };
    await office.app.get(DownloadEvidenceFile).execute(office.actor('verifier'), command, null);
  }
});
afterAll(() => office.stop());

describe('the page of own downloads', () => {
  it('is for coordinators and custodians, who are led to it', async () => {
    for (const role of ['liaison', 'verifier', 'auditor'] as const) {
      const client = await signedIn(office, office.user(role));
      expect((await client.get(PAGE)).status).toBe(403);
      expect((await client.get('/console/evidence')).html).not.toContain(PAGE);
    }
    for (const role of ['coordinator', 'custodian'] as const) {
      const client = await signedIn(office, office.user(role));
      expect((await client.get(PAGE)).status).toBe(200);
      expect((await client.get('/console/evidence')).html).toContain(PAGE);
    }
  });

  it('says who, which file of which item, and when, in pages', async () => {
    const client = await signedIn(office, office.user('custodian'));
    const { html } = await client.get(PAGE);
    expect(html).toContain(`/console/evidence/${code}`);
    expect(html.match(/the-verifier/g)).toHaveLength(50);
    const next = /href="([^"]+)" rel="next"/.exec(html)?.[1] ?? '';
    const later = await client.get(next.replaceAll('&amp;', '&'));
    expect(later.html.match(/the-verifier/g)).toHaveLength(DOWNLOADS - 50);
    expect(later.html).toContain('First page');
    expect((await client.get(`${PAGE}?cursor=nothing`)).status).toBe(422);
  });

  it('is empty in so many words where nobody downloaded anything', async () => {
    const client = await signedIn(office, await office.seedUser({ roles: ['coordinator'] }));
    expect((await client.get(PAGE)).html).toContain('Nobody of your organisation has downloaded a file.');
  });
});
