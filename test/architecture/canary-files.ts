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
  await step('custodian', 200, ['POST', ...of('/revocation')], { body: { reason: REASON } });
  const decision = [
    'POST',
    `${route}/:code/files/:access/decision`,
    `${route}/${String(code)}/files/restricted/decision`,
  ] as const;
  await step('assessor', 403, decision, { body: { decision: 'destroy', reason: REASON } });
  await step('custodian', 422, decision, { body: { decision: C.latinGiven, reason: REASON } });
  await step('custodian', 409, decision, { body: { decision: 'destroy', reason: REASON } });
}
