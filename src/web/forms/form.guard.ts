// Lets a form through only when it was sent from a page of this service, and within a session from a page of that session.

import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requireFromHere, requireOwnToken } from '../../request/own-form.js';
import { PublicAddress } from '../../request/public-address.js';
import { formValues } from './form-values.js';

@Injectable()
export class FormGuard implements CanActivate {
  constructor(private readonly publicAddress: PublicAddress) {}

  /** Runs after the guard that knows the actor. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    requireFromHere(request);
    const values = formValues(request.body);
    if (request.actor !== null) requireOwnToken(request, values, this.publicAddress.url);
    return true;
  }
}
