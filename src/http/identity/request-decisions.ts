// What the routes that decide on a request, or end it, have in common, whatever is asked for.

import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

const SEEN = { name: 'If-Match', required: true, description: 'ETag of the request as you read it; * for any.' };
const FRESH = { name: 'If-Match', required: false, description: 'ETag of the request as you read it.' };
const KEY = { name: 'Idempotency-Key', required: false };

/** An approval or a refusal, which nobody gives on what they have not read. */
export function DecidesRequest(): MethodDecorator {
  return applyDecorators(ApiHeader(KEY), ApiHeader(SEEN), HttpCode(200));
}

/** A withdrawal or a revocation, which is not held up where no tag is named. */
export function EndsRequest(): MethodDecorator {
  return applyDecorators(ApiHeader(KEY), ApiHeader(FRESH), HttpCode(200));
}

/** Where a decision has brought a request. */
export function movedAnswer({ id, state }: { readonly id: string; readonly state: string }): {
  id: string;
  state: string;
} {
  return { id, state };
}
