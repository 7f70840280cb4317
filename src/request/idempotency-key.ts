// Reads the Idempotency-Key header together with what it stands for.

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import canonicalizeModule from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import type { RequestKey } from '../domain/access/request-key.js';
import { DomainError } from '../domain/domain-error.js';
import { actorOf } from './doors.js';
import './request-state.js';

/** RFC 8785. The package's types describe an ES module, while Node sees a CommonJS one whose export is the function. */
const canonicalize = canonicalizeModule as unknown as (input: unknown) => string | undefined;

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Null where the caller sent no key: the request then simply runs. */
function requestKeyOf(request: FastifyRequest): RequestKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError('invalid_field', 'An Idempotency-Key has 1 to 255 visible ASCII characters.', [
      { pointer: '', code: 'invalid_idempotency_key', expected: '1 to 255 visible ASCII characters' },
    ]);
  }
  return {
    userId: actorOf(request).userId,
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    key,
    bodyHash: request.digestOf(contentOf(request)),
  };
}

/** With the parameters, where there are any: a release with a split is another one than a release without. */
function contentOf({ body, query }: FastifyRequest): string {
  const [text, parameters] = [canonicalize(body ?? null) ?? 'null', canonicalize(query ?? {}) ?? '{}'];
  return parameters === '{}' ? text : `${text}?${parameters}`;
}

/** A parameter of a guarded route: RequestKey or null, to be handed to the use case. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): RequestKey | null =>
  requestKeyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
