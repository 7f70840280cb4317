// A chapter of the canary's day in which somebody who does not work on the case asks for names, and two others approve it.

import { CANARIES as C } from '../support/canary.js';
import type { Step } from './canary-chapters.js';

const REASON = 'Remains of one site are compared.';
const FIELDS = ['names', 'birth_date', 'marks', 'next_of_kin'];

/** Asked for by the liaison, who is not assigned; used once, shown again, and revoked; what names anybody is refused. */
export async function askForNames(step: Step, pseudonym: string): Promise<void> {
  const door = [
    'POST',
    '/v1/persons/:pseudonym/disclosure-requests',
    `/v1/persons/${pseudonym}/disclosure-requests`,
  ] as const;
  const body = { purpose: 'identification', fields: FIELDS, reason: REASON, once: true };
  await step('partner', 403, door, { body });
  await step('liaison', 422, door, { body: { ...body, purpose: C.latinGiven } });
  await step('liaison', 422, door, { body: { ...body, identityCheck: C.latinGiven } });
  const { id } = await step('liaison', 201, door, { body, key: 'ask-name-1' });
  await step('liaison', 201, door, { body, key: 'ask-name-1' });
  const route = '/v1/disclosure-requests';
  const at = (rest: string): [string, string] => [`${route}/:requestId${rest}`, `${route}/${String(id)}${rest}`];
  await step('liaison', 403, ['POST', ...at('/approval')], { body: {}, ifMatch: '*' });
  await step('coordinator', 428, ['POST', ...at('/approval')], { body: {} });
  await step('coordinator', 422, ['POST', ...at('/approval')], { body: { fields: [C.latinGiven] }, ifMatch: '*' });
  await step('coordinator', 200, ['POST', ...at('/approval')], { body: {}, ifMatch: '*' });
  await step('verifier', 409, ['POST', ...at('/approval')], { body: {}, ifMatch: '*' });
  await step('custodian', 200, ['POST', ...at('/approval')], { body: {}, ifMatch: '*', key: 'approve-1' });
  const uses = ['/v1/persons/:pseudonym/disclosures', `/v1/persons/${pseudonym}/disclosures`] as const;
  const used = { body: { request: id }, key: 'use-1', disclosing: true };
  const { disclosureId } = await step('liaison', 201, ['POST', ...uses], used);
  await step('liaison', 201, ['POST', ...uses], used);
  await step('liaison', 409, ['POST', ...uses], { body: { request: id } });
  const again = [`${uses[0]}/:disclosureId`, `${uses[1]}/${String(disclosureId)}`] as const;
  await step('liaison', 200, ['GET', ...again], { disclosing: true });
  for (const who of ['liaison', 'custodian'] as const) {
    await step(who, 200, ['GET', ...at('')]);
    await step(who, 200, ['GET', route]);
  }
  await step('custodian', 200, ['GET', route, `${route}?queue=all`]);
  await step('custodian', 200, ['POST', ...at('/revocation')], { body: { reason: REASON } });
  await step('liaison', 404, ['GET', ...again]);
  for (const rest of ['', '/export']) {
    const report = `/v1/persons/${pseudonym}/access-report${rest}?identityCheck=document_seen`;
    await step('custodian', 200, ['GET', `/v1/persons/:pseudonym/access-report${rest}`, report]);
  }
}
