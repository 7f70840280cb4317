// Finds a person for the owner organisation with the steps of its retention, and holds it while the next step is taken.

import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { IdentityErased } from '../../domain/identity/identity-erased.js';
import type { RetentionStep } from '../../domain/retention/standing-retention.js';
import { getVisiblePerson, type KnownPerson } from '../persons/get-visible-person.js';
import type { Room } from '../room.js';
import type { KeptPerson } from './identity-retention.repository.js';

interface HeldRetention {
  readonly person: KnownPerson;
  readonly kept: KeptPerson;
  /** Oldest first. */
  readonly steps: readonly RetentionStep[];
}

/** The lock is the one of whoever writes on the person: what somebody decides and what the clock does never cross. Throws `identity_erased`. */
export async function getRetentionForWriting(room: Room, actor: Actor, pseudonym: string): Promise<HeldRetention> {
  const person = await getVisiblePerson(room, actor, pseudonym);
  requireOwner(actor, person, 'decides how long its identity is kept');
  await room.persons.lockForWriting(person.id);
  if (await room.persons.isErased(person.id)) throw new IdentityErased();
  const kept = { personId: person.id, organisationId: actor.organisationId };
  return { person, kept, steps: await room.identityRetention.stepsOf(person.id) };
}
