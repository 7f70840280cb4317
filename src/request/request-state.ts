// What the request floor learns about a request, kept on Fastify's request object.

import type { FastifyInstance } from 'fastify';
import type { Actor } from '../domain/access/actor.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null until the guard has let them in, and on routes open to all. */
    actor: Actor | null;
    /** The sign-in that the access token comes from, or null. */
    signInId: string | null;
  }
}

export function prepareRequestState(fastify: FastifyInstance): void {
  fastify.decorateRequest('actor', null);
  fastify.decorateRequest('signInId', null);
}
