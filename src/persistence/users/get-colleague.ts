// Finds a colleague of the actor's organisation who may do a thing, by username.

import { allowed, type Action } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { User } from '../../domain/access/user.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Room } from '../room.js';

/** Whether any other username exists is not told: throws the same `invalid_field` for each at `pointer`. */
export async function getColleague(
  room: Room,
  actor: Actor,
  given: { readonly username: string; readonly mayDo: Action; readonly pointer: string },
): Promise<User> {
  const user = await room.users.findByUsername(given.username);
  const colleague = user !== null && user.organisation.id === actor.organisationId && !user.disabled;
  if (colleague && allowed({ ...actor, roles: user.roles }, given.mayDo)) return user;
  throw new DomainError('invalid_field', 'Nobody of your organisation who works on cases has this username.', [
    {
      pointer: given.pointer,
      code: 'unknown_worker',
      expected: 'a username of your organisation, with a role that reads records',
    },
  ]);
}
