// The part of the walk in which news waits until it is verified, and a person who was reached says their will.

import type { ApiFuzzer } from './api-fuzzer.js';
import type { Walker } from './disclosure-walk.js';

const REASON = 'A reason of some length.';

export async function verifyNews(fuzzer: ApiFuzzer, { made, read }: Walker, person: string): Promise<void> {
  const at = `/v1/persons/${person}`;
  const news = { kind: 'death', valid: '2021-04', source: 'media', grade: 'B2', untilVerified: true };
  const statement = await made('coordinator', `${at}/statements`, { body: news });
  await read('verifier', '/v1/news', `/v1/news?person=${person}`);
  const verdict = { verdict: 'rejected', reason: REASON };
  await made('verifier', `/v1/statements/${statement}/verification`, { body: verdict });
  const will = { reachedOn: '2021-05-30', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
  await made('coordinator', `${at}/wills`, { body: will }, 'pseudonym');
  await read('coordinator', `${at}/wills`);
  await fuzzer.step('coordinator', 'PUT', '/v1/news/rule', { body: { verifiedFirst: true } });
}
