// The part of the walk in which the central agency replies to an inquiry of a bureau, with the owner's consent and without.

import type { ApiFuzzer } from './api-fuzzer.js';
import type { Walker } from './disclosure-walk.js';

const NAME = 'Odrin Falkenrath';
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const LOST = { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' };

export async function replyToInquiry(fuzzer: ApiFuzzer, { made, read }: Walker): Promise<void> {
  const identity = { names: [{ text: NAME }], birthDate: '1988-02-03' };
  await made('coordinator', '/v1/persons', { body: { ...SHARED, identity, statements: [LOST] } }, 'pseudonym');
  const sought = { names: [{ text: NAME }], birthDate: '1988-02-03' };
  const inquiry = await made('bureau', '/v1/inquiries', { body: { sought, purpose: 'family_tracing' } });
  const at = `/v1/inquiries/${inquiry}/replies`;
  const { candidates } = await fuzzer.step('central agency', 'GET', at);
  const [candidate] = candidates as readonly { readonly pseudonym: string }[];
  const told = { tells: ['record_exists', 'whereabouts_status'], person: candidate?.pseudonym, basis: 'owner_consent' };
  for (const decision of ['released', 'rejected']) {
    const reply = await made('central agency', at, { body: told });
    await read('coordinator', '/v1/tasks/consents');
    await made('coordinator', `/v1/tasks/consents/${reply}/answers`, { body: { answer: 'given' } });
    await made('second at the central agency', `${at}/${reply}/decision`, { body: { decision } });
  }
  await made('central agency', at, { body: told });
  await made('central agency', at, { body: { tells: ['no_information'] } });
  await read('central agency', at);
  await read('bureau', `/v1/inquiries/${inquiry}`, '/v1/tasks/replies');
}
