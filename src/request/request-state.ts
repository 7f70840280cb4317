// What the request floor learns about a request, kept on Fastify's request object.

import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../domain/access/actor.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null until the guard has let them in, and on routes open to all. */
    actor: Actor | null;
    /** The sign-in that the access token comes from, or null. */
    signInId: string | null;
    /**
     * 32 bytes by which a content is recognised when it comes again. Keyed: a plain digest of a body with a name in it would be that
     * name to whoever reads the table and has a list of names.
     */
    digestOf(content: string): Uint8Array;
  }
}

export function prepareRequestState(fastify: FastifyInstance, digestKey: Uint8Array): void {
  fastify.decorateRequest('actor', null);
  fastify.decorateRequest('signInId', null);
  fastify.decorateRequest('digestOf', (content: string) => createHmac('sha256', digestKey).update(content).digest());
}
