// Tells the person who starts the service, in one line, why it does not start and what to do.

import { DomainError } from './domain/domain-error.js';
import { EnvironmentError } from './configuration/environment.js';
import { isMissingSocket } from './persistence/missing-socket.js';
import { KeyProblem } from './vault/key-problem.js';

const UNREACHABLE = new Set([
  'EAGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** SQLSTATE class 28, a password or role that is refused, and 3D000, a database that is not there. */
const REFUSED_BY_SERVER = /^(28...|3D000)$/;
/** Any SQLSTATE of PostgreSQL; names of system errors begin with E. */
const SQLSTATE = /^(?:\d[\dA-Z]{4}|F0\d{3}|HV[\dA-Z]{3}|P0\d{3}|XX\d{3})$/;

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export function describeStartFailure(error: unknown, port: number): string {
  if (error instanceof EnvironmentError || error instanceof KeyProblem || error instanceof DomainError)
    return error.message;
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    const other = port === 3000 ? 3001 : 3000;
    return `Port ${port} is in use by another process. Choose another one, for example PORT=${other}.`;
  }
  if (code === 'EACCES' && port < 1024)
    return `Port ${port} is open to the system's own services only. Choose one above 1023, for example PORT=3000.`;
  if (UNREACHABLE.has(code) || isMissingSocket(error))
    return `The database server cannot be reached (${code}). Check DATABASE_URL and the other database addresses.`;
  if (REFUSED_BY_SERVER.test(code))
    return `The database server refuses the role or the database (${code}). Check DATABASE_URL and the other database addresses.`;
  return describeRest(error, code);
}

/** Messages of PostgreSQL quote values of rows and statements; those of this project are written for their reader. */
function describeRest(error: unknown, code: string): string {
  if (SQLSTATE.test(code)) return `The database server refuses a step of the start (SQLSTATE ${code}).`;
  return error instanceof Error && error.message !== '' ? error.message : 'The service cannot start.';
}
