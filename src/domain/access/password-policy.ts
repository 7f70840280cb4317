// Which passwords are accepted: long rather than odd, and not the username (NIST SP 800-63B, 5.1.1.2).

import { DomainError } from '../domain-error.js';

/** Characters. The upper limit only keeps a request from hashing megabytes. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

/** Throws DomainError `invalid_field`. */
export function requireGoodPassword(password: string, username: string, pointer = '/password'): void {
  const fault = faultOf(password, username);
  if (fault === null) return;
  throw new DomainError('invalid_field', `The password needs ${fault}.`, [
    { pointer, code: 'invalid_field', expected: fault },
  ]);
}

function faultOf(password: string, username: string): string | null {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return `at least ${SHORTEST_PASSWORD} characters`;
  if (length > LONGEST_PASSWORD) return `at most ${LONGEST_PASSWORD} characters`;
  if (password.toLowerCase().includes(username.toLowerCase())) return 'to do without the username in it';
  if (new Set(password).size < 5) return 'at least 5 different characters';
  return null;
}
