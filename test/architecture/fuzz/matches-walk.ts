// The part of the walk in which records that may be one person are found, compared, and told apart or linked.

import type { ApiFuzzer } from './api-fuzzer.js';
import type { Walker } from './disclosure-walk.js';

const REASON = 'A reason of some length.';
const ANY_VERSION = { headers: { 'if-match': '*' } };

export async function judgeMatches(fuzzer: ApiFuzzer, { made, read }: Walker): Promise<void> {
  await fuzzer.matchEverybody();
  const { matches } = await fuzzer.step('verifier', 'GET', '/v1/matches');
  const [first, second] = matches as readonly { id: string; persons: { pseudonym: string }[] }[];
  await read('verifier', '/v1/matches?limit=1', `/v1/matches/${first?.id ?? ''}`);
  const apart = { body: { verdict: 'not_same', reason: REASON }, ...ANY_VERSION };
  await made('verifier', `/v1/matches/${first?.id ?? ''}/verdicts`, apart);
  const into = second?.persons[0]?.pseudonym ?? '';
  const same = { body: { verdict: 'same', into, reason: REASON }, ...ANY_VERSION };
  await made('verifier', `/v1/matches/${second?.id ?? ''}/verdicts`, same);
  await read('verifier', '/v1/matches?state=not_same');
}
