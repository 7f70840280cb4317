// The actor that a user is while they come through one door with one request.

import type { Actor } from './actor.js';
import type { User } from './user.js';

export function actorOfUser(user: User, via: Actor['via'], requestId: string): Actor {
  return {
    userId: user.id,
    username: user.username,
    organisationId: user.organisation.id,
    organisationKind: user.organisation.kind,
    party: user.organisation.party?.partyKey ?? null,
    roles: user.roles,
    via,
    requestId,
    ...(user.secondFactorSince === null && { lacksSecondFactor: true }),
  };
}
