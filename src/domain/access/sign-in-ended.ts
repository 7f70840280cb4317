// The refusal of whoever acts by a sign-in that has ended, the same at every door.

import { DomainError } from '../domain-error.js';

export function signInEnded(): DomainError {
  return new DomainError('unauthenticated', 'This sign-in has ended. Sign in again.');
}
