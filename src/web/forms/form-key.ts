// Makes a form that is sent twice the same request, as the API's Idempotency-Key does.

import type { FastifyRequest } from 'fastify';
import type { RequestKey } from '../../domain/access/request-key.js';
import { actorOf } from '../../request/doors.js';
import { isUuid } from '../../request/request-id.js';
import type { FormValues } from './form-field.js';
import { FORM_KEY_FIELD, FORM_TOKEN_FIELD } from '../../request/form-token.js';

/** Null for a form without a key of ours: it then simply runs. The token belongs to the session and not to what is asked. */
export function formRequestKey(request: FastifyRequest, values: FormValues): RequestKey | null {
  const key = values[FORM_KEY_FIELD];
  if (key === undefined || !isUuid(key)) return null;
  const content = Object.entries(values)
    .filter(([name]) => name !== FORM_TOKEN_FIELD)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    userId: actorOf(request).userId,
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    key,
    bodyHash: request.digestOf(JSON.stringify(content)),
  };
}
