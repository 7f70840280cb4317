// Says through which door a route is entered; a route that says nothing demands an access token.

import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import './request-state.js';

export type Door = 'access_token' | 'console_session' | 'open_to_all';

export const DOOR = 'whereabouts:door';

/** For sign-in, health and the public pages; everything else demands an actor. */
export const OpenToAll = (): ReturnType<typeof SetMetadata> => SetMetadata(DOOR, 'open_to_all' satisfies Door);

/** For the console's pages: the session cookie instead of an access token, which the API never accepts. */
export const ThroughConsole = (): ReturnType<typeof SetMetadata> => SetMetadata(DOOR, 'console_session' satisfies Door);

export const ASKS_RIGHTS = 'whereabouts:asks-rights';

/** For what is asked often: whether the rights still hold is asked as the transaction begins that it needs in any case, and not in one before. */
export const AsksRights = (): ReturnType<typeof SetMetadata> => SetMetadata(ASKS_RIGHTS, true);

export const BEFORE_SECOND_FACTOR = 'whereabouts:before-second-factor';

/** For what somebody may do whose account has no second factor yet where every account needs one: adding it, and leaving. */
export const BeforeSecondFactor = (): ReturnType<typeof SetMetadata> => SetMetadata(BEFORE_SECOND_FACTOR, true);

export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw new DomainError('unauthenticated', 'Sign in first.');
  return request.actor;
}

/** The actor of a guarded route. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The request id, for use cases that run before anybody is known. */
export const RequestId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().id,
);

/** The sign-in that the actor's access token comes from. */
export const CurrentSignIn = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { signInId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (signInId === null) throw new DomainError('unauthenticated', 'Sign in first.');
  return signInId;
});
