// What the service does on its own account, and what an operator at the machine may do without an account.

import { requireAllowed } from './access-policy.js';
import type { Action } from './access-policy.js';
import type { Principal, ServicePrincipal } from './actor.js';
import { DomainError } from '../domain-error.js';

/** Throws `forbidden` for every user: upkeep is the service's, whatever roles somebody has. */
export function requireService(principal: Principal): asserts principal is ServicePrincipal {
  if (principal.userId !== null) {
    throw new DomainError('forbidden', 'Only the service does this, by itself.');
  }
}

/** The operator who runs a command on the registry's machine, or a user whose roles allow `action`. */
export function requireOperatorOr(principal: Principal, action: Action): void {
  const operator = principal.userId === null && principal.via === 'operator';
  if (!operator) requireAllowed(principal, action);
}
