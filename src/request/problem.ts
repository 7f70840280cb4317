// Turns whatever was thrown into the problem document that a caller may see (RFC 9457).

import { HttpException } from '@nestjs/common';
import { DomainError, type FieldFault, type RefusalCode } from '../domain/domain-error.js';
import { PROBLEM_KINDS } from './problem-status.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What is wrong in this case, and what is possible; holds no input. */
  readonly detail?: string;
  readonly code: RefusalCode;
  readonly requestId: string;
  readonly errors: readonly FieldFault[];
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  428: 'precondition_required',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'unavailable',
};

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** The frameworks' own messages quote paths and headers, and are replaced by the title alone. */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  if (status === null || status < 400) return new DomainError('internal', '');
  const code = BY_STATUS[status] ?? (status < 500 ? 'malformed_request' : 'internal');
  return new DomainError(code, '');
}

/** A failure of the service itself: its message is for the log. */
export function isOwnFailure(error: DomainError): boolean {
  return PROBLEM_KINDS[error.code].status === 500;
}

export function problemOf(error: DomainError, requestId: string): Problem {
  const kind = PROBLEM_KINDS[error.code];
  const detail = isOwnFailure(error)
    ? 'The failure has been noted under the request id. Please name it when you report this.'
    : error.message;
  return {
    type: `urn:whereabouts:problem:${error.code}`,
    title: kind.title,
    status: kind.status,
    ...(detail === '' ? {} : { detail }),
    code: error.code,
    requestId,
    errors: isOwnFailure(error) ? [] : error.faults,
  };
}
