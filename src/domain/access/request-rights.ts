// Who of an organisation may change one of its tracing requests.

import { DomainError } from '../domain-error.js';
import type { Actor } from './actor.js';

/** `assigned`: the request's worker, or assigned to the person. A coordinator need not be. */
export function isRequestWorker(actor: Actor, assigned: boolean): boolean {
  return assigned || actor.roles.includes('coordinator');
}

/** Throws `forbidden` to everybody else. */
export function requireRequestWorker(actor: Actor, assigned: boolean): void {
  if (isRequestWorker(actor, assigned)) return;
  throw new DomainError(
    'forbidden',
    'Only who works on this request changes it: ask your coordinator to assign it to you.',
  );
}
