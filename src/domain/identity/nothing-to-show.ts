// Why nothing of somebody's identity can be shown, whoever asks.

import { isClosed, isErased, type Person } from '../access/person-visibility.js';
import { DomainError } from '../domain-error.js';
import { IdentityClosed } from './identity-closed.js';
import { IdentityErased } from './identity-erased.js';

/** Of an identity that was there: erased, or closed by its date of retention. Null where it is still to be shown. */
export function lostRefusal(person: Pick<Person, 'erasedAt' | 'closedAt'>): DomainError | null {
  if (isErased(person)) return new IdentityErased();
  return isClosed(person) ? new IdentityClosed() : null;
}

/** None was ever known. */
export function namelessRefusal(): DomainError {
  return new DomainError('conflict', 'No identity is known for this person: the record is nameless.');
}
