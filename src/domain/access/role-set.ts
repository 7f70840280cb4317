// Which roles one user may have together: those who keep accounts or read the log stand apart from those who read cases.

import { invalidField } from '../domain-error.js';
import { ROLES, type Role } from './actor.js';

/** Neither can be joined with any other role, so that nobody who grants rights or checks their use can read a case. */
const ALONE: readonly Role[] = ['administrator', 'auditor'];

/** Each role once, in the order of ROLES; throws DomainError `invalid_field`. */
export function readRoleSet(roles: readonly Role[], pointer = '/roles'): Role[] {
  const set = ROLES.filter((role) => roles.includes(role));
  if (set.length === 0) throw invalidField(pointer, 'at least one role');
  if (set.length > 1 && set.some((role) => ALONE.includes(role)))
    throw invalidField(pointer, `the role ${ALONE.join(' or ')} alone, or other roles without it`);
  return set;
}
