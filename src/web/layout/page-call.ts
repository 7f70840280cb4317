// What a page of the console is drawn from: who asks for it, by which request, and the reply that it becomes.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';

export interface PageCall {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** For a page about one person. */
export interface PersonPageCall extends PageCall {
  readonly pseudonym: string;
}
