// What the doors of requests do alike, whatever is asked for: which queue is meant, and carrying out the form of a decision.

import type { FastifyRequest } from 'fastify';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { REQUEST_QUEUES, type RequestQueue } from '../../domain/identity/shown-request.js';
import { attempt } from '../forms/attempt.js';
import type { FormState } from '../forms/console-form.js';
import type { FormValues } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';

const REQUESTS_A_PAGE = 25;

interface QueuePage {
  readonly queue: RequestQueue;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Whoever decides begins with what waits for them; who names no queue that there is sees their own requests. */
export function queuePage(query: unknown, decides: boolean): QueuePage {
  const wanted = queryText(query, 'queue') ?? (decides ? 'to_decide' : 'mine');
  const queue = REQUEST_QUEUES.find((one) => one === wanted) ?? 'mine';
  return { queue, cursor: queryText(query, 'cursor'), limit: REQUESTS_A_PAGE };
}

/** What the form of a decision said. */
export interface GivenDecision {
  readonly values: FormValues;
  /** Empty where the form has none. */
  readonly reason: string;
  readonly ifMatch: IfMatch;
  readonly key: RequestKey | null;
}

/** Answers the form as it is to be drawn again; without a refusal it was carried out. */
export async function attemptDecision(
  request: FastifyRequest,
  body: unknown,
  decide: (given: GivenDecision) => Promise<unknown>,
): Promise<FormState> {
  const values = formValues(body);
  const key = formRequestKey(request, values);
  const ifMatch = seenTag(values[SEEN_FIELD]);
  const { refusal } = await attempt(() => decide({ values, reason: values['/reason'] ?? '', ifMatch, key }));
  return { values, refusal };
}
