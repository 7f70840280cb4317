// Answers an address that Fastify cannot read, such as one with a broken percent sign.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/domain-error.js';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { REQUEST_ID_HEADER } from './request-id.js';

/** Fastify asks nobody else about it, and runs none of the hooks that set headers. */
export function answerUnreadableAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(new DomainError('malformed_request', 'The address cannot be read.'), request.id);
  void reply
    .status(problem.status)
    .headers({
      [REQUEST_ID_HEADER]: request.id,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problem));
}
