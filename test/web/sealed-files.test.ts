// The page on which a custodian decides what becomes of a sealed file, and what others read of it meanwhile.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfirmErasure } from '../../src/usecases/erasures/confirm-erasure.js';
import { RequestErasure } from '../../src/usecases/erasures/request-erasure.js';
import { AddEvidenceFile } from '../../src/usecases/evidence/add-evidence-file.js';
import { RecordEvidence } from '../../src/usecases/evidence/record-evidence.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { openOffice, type Office } from './console-world.js';
import { faultsOf, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const ORIGINAL = Buffer.from('two people can be made out');
const COPY = Buffer.from('nobody can be made out');
const REASON = 'All faces in this copy are blurred.';

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
  const sha256 = createHash('sha256').update(ORIGINAL).digest('hex');
  const given = { sha256, kind: 'photo', source: 'family', sensitivities: ['child_visible'] };
  const shared = { ...given, sharingLevel: 'partners_pseudonymous' };
  const { code } = await office.app.get(RecordEvidence).execute(actor, shared, null);
  item = `/console/evidence/${code}`;
  for (const [access, content] of [
    ['restricted', ORIGINAL],
    ['open', COPY],
  ] as const) {
    const file = { code, access, mediaType: 'image/png', content: content.toString('base64') };
    await office.app.get(AddEvidenceFile).execute(actor, file, null);
  }
  const shown = { kind: 'depiction', valid: '2021-05', source: 'family', grade: 'B2', details: { evidence: code } };
  const person = { sharingLevel: 'registry_only', legalBasis: 'consent', statements: [shown] };
  const register = async (): Promise<string> =>
    (await office.app.get(RegisterPerson).execute(actor, person, null)).pseudonym;
  await register();
  const pseudonym = await register();
  office.clock.advance(1000);
  const asked = { pseudonym, ground: 'consent_withdrawn', reason: 'The family asked for it in writing.' };
  const { id } = await office.app.get(RequestErasure).execute(actor, asked, null);
  await office.app.get(ConfirmErasure).execute(office.actor('custodian'), { pseudonym, erasureId: id }, null);
});
afterAll(() => office.stop());

async function decide(access: string, decision: string, reason = REASON): Promise<PageAnswer> {
  office.clock.advance(1000);
  const page = `${item}/files/${access}/decision`;
  const seal = await custodian.sealOf(page);
  return custodian.post(page, { ...seal, '/decision': decision, '/reason': reason });
}

describe('a sealed file', () => {
  it('is told as sealed to whoever may see the item, and offered to nobody', async () => {
    for (const client of [coordinator, custodian, verifier]) {
      const { html } = await client.get(item);
      expect(html.match(/Sealed, since/g)).toHaveLength(2);
      expect(html).not.toContain(`${item}/downloads`);
      expect(html).not.toContain('Ask for it');
    }
  });

  it('is decided on by custodians of its organisation alone', async () => {
    for (const client of [coordinator, verifier]) {
      expect((await client.get(item)).html).not.toContain(`${item}/files/open/decision`);
      expect((await client.get(`${item}/files/open/decision`)).status).toBe(403);
    }
    expect((await custodian.get(item)).html).toContain(`${item}/files/open/decision`);
    expect((await custodian.get(`${item}/files/both/decision`)).status).toBe(422);
  });

  it('asks for a decision and a reason, and keeps what was typed', async () => {
    const refused = await decide('open', '', 'short');
    expect(refused.status).toBe(422);
    expect(faultsOf(refused).length).toBeGreaterThan(0);
    expect(refused.html).toContain('short');
    const original = await decide('restricted', 'keep');
    expect([original.status, original.html]).toEqual([422, expect.stringContaining('stays sealed, or is destroyed')]);
  });

  it('is there again when it is kept, and gone when it is destroyed', async () => {
    expect((await decide('open', 'keep')).headers.get('location')).toBe(item);
    expect((await decide('restricted', 'destroy', 'It shows whoever was erased.')).status).toBe(303);
    for (const client of [custodian, verifier]) {
      const { html } = await client.get(item);
      expect(html).toContain('Destroyed, since');
      expect(html).toContain(`${item}/downloads`);
      expect(html).not.toContain('/decision');
    }
  });
});
