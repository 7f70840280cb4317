// A chapter of the canary's day, in which two records with the same marked names are found by the service and told apart by a verifier.

import { setTimeout as sleep } from 'node:timers/promises';
import { CANARIES as C } from '../support/canary.js';
import type { Step } from './canary-chapters.js';

const NAME = `${C.latinGiven} ${C.latinSurname}`;
const BROTHERS = 'The two are brothers.';
/** A service that runs matches within seconds. */
const LONGEST_WAIT = 60_000;

async function firstMatch(step: Step): Promise<string> {
  const began = performance.now();
  while (performance.now() - began < LONGEST_WAIT) {
    const { matches } = await step('verifier', 200, ['GET', '/v1/matches']);
    const [match] = matches as { readonly id: string }[];
    if (match !== undefined) return match.id;
    await sleep(200);
  }
  throw new Error('nobody was matched');
}

/** Whoever runs the story has had people matched, or the service does. */
export async function judgeMatch(step: Step): Promise<void> {
  const id = await firstMatch(step);
  const [route, address] = ['/v1/matches/:id', `/v1/matches/${id}`];
  const judge = ['POST', `${route}/verdicts`, `${address}/verdicts`] as const;
  await step('verifier', 200, ['GET', route, address]);
  await step('coordinator', 200, ['GET', route, address]);
  await step('liaison', 403, ['GET', route, address]);
  await step('verifier', 422, ['GET', '/v1/matches', `/v1/matches?state=${encodeURIComponent(NAME)}`]);
  const verdict = { verdict: 'not_same', reason: BROTHERS };
  await step('verifier', 422, judge, { body: { ...verdict, verdict: NAME }, ifMatch: '*' });
  await step('verifier', 422, judge, { body: { ...verdict, reason: `They say ${NAME}.` }, ifMatch: '*' });
  await step('verifier', 428, judge, { body: verdict });
  await step('verifier', 412, judge, { body: verdict, ifMatch: `"${C.latinGiven}"` });
  await step('verifier', 404, judge, { body: { verdict: 'same', into: NAME, reason: BROTHERS }, ifMatch: '*' });
  await step('verifier', 201, judge, { body: verdict, ifMatch: '*', key: 'match-1' });
  await step('verifier', 201, judge, { body: verdict, ifMatch: '*', key: 'match-1' });
  await step('verifier', 409, judge, { body: verdict, ifMatch: '*' });
  await step('verifier', 200, ['GET', '/v1/matches', '/v1/matches?state=not_same']);
}
