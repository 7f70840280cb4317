// A chapter of the canary's day in which a file that names a marked person is kept from others, asked for, granted and revoked.

import { createHash } from 'node:crypto';
import { CANARIES as C } from '../support/canary.js';
import type { Step } from './canary-chapters.js';

const REASON = 'The wall behind is compared.';
const ORIGINAL = Buffer.from(`${C.latinGiven} ${C.latinSurname} by the bridge, ${C.birthDate}`);

/** What is in a file comes out of its downloads, and out of nothing else. */
export async function withholdFile(step: Step): Promise<void> {
  const route = '/v1/evidence';
  const item = {
    sha256: createHash('sha256').update(ORIGINAL).digest('hex'),
    kind: 'document',
    source: 'witness',
    sensitivities: ['personal_information_visible'],
    sharingLevel: 'partners_pseudonymous',
  };
  const { code } = await step('liaison', 201, ['POST', route], { body: item });
  const at = (rest: string): [string, string] => [`${route}/:code${rest}`, `${route}/${String(code)}${rest}`];
  const file = { access: 'restricted', mediaType: 'application/pdf', content: ORIGINAL.toString('base64') };
  await step('liaison', 422, ['POST', ...at('/files')], { body: { ...file, access: 'open' } });
  await step('liaison', 422, ['POST', ...at('/files')], { body: { ...file, mediaType: C.latinGiven } });
  await step('liaison', 201, ['POST', ...at('/files')], { body: file, key: 'file-1' });
  await step('liaison', 201, ['POST', ...at('/files')], { body: file, key: 'file-1' });
  await step('liaison', 409, ['POST', ...at('/files')], { body: file });
  await step('coordinator', 200, ['GET', ...at('')]);
  const restricted = { access: 'restricted' };
  await step('verifier', 201, ['POST', ...at('/downloads')], { body: restricted, key: 'own-1', disclosing: true });
  await step('verifier', 201, ['POST', ...at('/downloads')], { body: restricted, key: 'own-1', disclosing: true });
  await step('assessor', 403, ['POST', ...at('/downloads')], { body: restricted });
  const asked = { purpose: 'assessment', reason: REASON, once: true };
  const ask = ['POST', ...at('/file-requests')] as const;
  await step('verifier', 403, ask, { body: asked });
  await step('assessor', 422, ask, { body: { ...asked, purpose: C.latinGiven } });
  const { id } = await step('assessor', 201, ask, { body: asked, key: 'ask-file-1' });
  const requests = '/v1/evidence-file-requests';
  const of = (rest: string): [string, string] => [`${requests}/:requestId${rest}`, `${requests}/${String(id)}${rest}`];
  await step('assessor', 403, ['POST', ...of('/approval')], { body: {}, ifMatch: '*' });
  await step('custodian', 428, ['POST', ...of('/approval')], { body: {} });
  await step('custodian', 200, ['POST', ...of('/approval')], { body: {}, ifMatch: '*', key: 'grant-file-1' });
  const used = { body: { ...restricted, request: id }, key: 'use-file-1', disclosing: true };
  await step('assessor', 201, ['POST', ...at('/downloads')], used);
  await step('assessor', 201, ['POST', ...at('/downloads')], used);
  await step('assessor', 409, ['POST', ...at('/downloads')], { body: { ...restricted, request: id } });
  for (const who of ['assessor', 'custodian'] as const) {
    await step(who, 200, ['GET', ...of('')]);
    await step(who, 200, ['GET', requests]);
  }
  for (const who of ['coordinator', 'custodian'] as const) await step(who, 200, ['GET', '/v1/evidence-file-downloads']);
  await step('verifier', 403, ['GET', '/v1/evidence-file-downloads']);
  await step('custodian', 200, ['POST', ...of('/revocation')], { body: { reason: REASON } });
  const decision = ['POST', ...at('/file-decisions')] as const;
  const destroying = { access: 'restricted', decision: 'destroy', reason: REASON };
  await step('assessor', 403, decision, { body: destroying });
  await step('custodian', 422, decision, { body: { ...destroying, decision: C.latinGiven } });
  await step('custodian', 409, decision, { body: destroying });
  await eraseBeside(step, String(code));
  await step('verifier', 410, ['POST', ...at('/downloads')], { body: restricted });
  await step('custodian', 200, decision, { body: destroying, key: 'destroy-1' });
  await step('custodian', 200, decision, { body: destroying, key: 'destroy-1' });
}

/** Somebody of whom a statement rests on the item. */
async function eraseBeside(step: Step, code: string): Promise<void> {
  const persons = '/v1/persons';
  const rests = { kind: 'proof_of_life', valid: '2021-05', source: 'witness_sighting', grade: 'B2' };
  const statements = [{ ...rests, details: { inCustody: true, evidence: code } }];
  const person = { sharingLevel: 'registry_only', legalBasis: 'consent', statements };
  const { pseudonym } = await step('liaison', 201, ['POST', persons], { body: person });
  const [route, address] = [`${persons}/:pseudonym/erasures`, `${persons}/${String(pseudonym)}/erasures`];
  const body = { ground: 'consent_withdrawn', reason: 'It was asked for in writing.' };
  const { id } = await step('coordinator', 201, ['POST', route, address], { body });
  const confirmation = [`${route}/:erasureId/confirmation`, `${address}/${String(id)}/confirmation`] as const;
  await step('custodian', 201, ['POST', ...confirmation]);
}
