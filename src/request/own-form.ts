// Tells whether a form was sent from a page of this service, and within a session from a page of that session.

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../domain/domain-error.js';
import { FORM_TOKEN_FIELD, isFormToken } from './form-token.js';
import { readSessionCookie } from './session-cookie.js';

/** Needs nothing of the body. Throws `forbidden`. */
export function requireFromHere(request: FastifyRequest): void {
  if (fromThisService(request)) return;
  throw new DomainError('forbidden', 'This form was sent from another site. Open the page here and send it again.');
}

/** Throws `forbidden`. */
export function requireOwnToken(
  request: FastifyRequest,
  values: Readonly<Record<string, string>>,
  publicUrl: string,
): void {
  const session = readSessionCookie(request, publicUrl);
  if (session !== null && isFormToken(values[FORM_TOKEN_FIELD], session)) return;
  throw new DomainError(
    'forbidden',
    'This form does not belong to your present session. Open its page again, and send it from there.',
  );
}

/**
 * Browsers say where a request comes from by Sec-Fetch-Site over https and on localhost, and by Origin elsewhere. A page
 * cannot forge either, nor the Host; what says nothing is no browser, and has no cookie that somebody else could ride on.
 */
function fromThisService(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
