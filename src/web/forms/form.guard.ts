// Lets a form through only when it was sent from a page of this service, and within a session from a page of that session.

import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/domain-error.js';
import { PublicAddress } from '../../request/public-address.js';
import { readSessionCookie } from '../../request/session-cookie.js';
import { formValues } from './form-values.js';
import { FORM_TOKEN_FIELD, isFormToken } from './form-token.js';

@Injectable()
export class FormGuard implements CanActivate {
  constructor(private readonly publicAddress: PublicAddress) {}

  /** Runs after the guard that knows the actor. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    if (!fromThisService(request)) {
      throw new DomainError('forbidden', 'This form was sent from another site. Open the page here and send it again.');
    }
    const values = formValues(request.body);
    if (request.actor === null) return true;
    const session = readSessionCookie(request, this.publicAddress.url);
    if (session === null || !isFormToken(values[FORM_TOKEN_FIELD], session)) {
      throw new DomainError(
        'forbidden',
        'This form does not belong to your present session. Open its page again, and send it from there.',
      );
    }
    return true;
  }
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
