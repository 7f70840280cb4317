// Answers everything that was thrown as a problem document, and notes what the service itself got wrong.

import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/domain-error.js';
import type { IdentifyActor } from '../usecases/access/identify-actor.js';
import type { NoteRefusal } from '../usecases/access/note-refusal.js';
import type { Log } from './log.js';
import type { ProblemPages } from './problem-pages.js';
import { isOwnFailure, problemOf, PROBLEM_MEDIA_TYPE, refusalOf } from './problem.js';
import { REQUEST_ID_HEADER } from './request-id.js';
import './request-state.js';
import type { RouteMethods } from './route-methods.js';

/** Seconds after which a request that met an unreachable database is worth repeating. */
const RETRY_AFTER = 5;

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly routeMethods: RouteMethods,
    private readonly identifyActor: IdentifyActor,
    private readonly noteRefusal: NoteRefusal,
    private readonly pages: ProblemPages,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.orMethodNotAllowed(refusalOf(await this.orSignInEnded(thrown, request)), request, reply);
    if (isOwnFailure(refusal)) this.log.lines.error({ requestId: request.id, error: causeOf(thrown) }, 'failure');
    await this.noteWho(refusal, request);
    if (reply.sent || reply.raw.headersSent) return;
    await this.answer(refusal, request, reply);
  }

  /** Whoever was let in by remembered rights and refused before these were asked learns first of all that they hold no more. */
  private async orSignInEnded(thrown: unknown, request: FastifyRequest): Promise<unknown> {
    if (request.actor?.remembered === undefined) return thrown;
    try {
      await this.identifyActor.confirm(request.actor);
      return thrown;
    } catch (ended) {
      request.actor = null;
      return ended;
    }
  }

  private async answer(refusal: DomainError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const problem = problemOf(refusal, request.id);
    const wait = refusal.retryAfter ?? (problem.status === 503 ? RETRY_AFTER : null);
    if (wait !== null) reply.header('retry-after', wait);
    reply.status(problem.status).header(REQUEST_ID_HEADER, request.id).header('cache-control', 'no-store');
    const page = this.pages.for(request);
    if (page !== null && (await this.drawn(page(problem, request, reply), request))) return;
    if (problem.status === 401) reply.header('www-authenticate', challengeOf(refusal));
    void reply.type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }

  /** Whether the page was sent; drawing one may need the very thing that has failed. */
  private async drawn(page: Promise<void>, request: FastifyRequest): Promise<boolean> {
    try {
      await page;
      return true;
    } catch (error) {
      this.log.lines.error({ requestId: request.id, error }, 'problem page not drawn');
      return false;
    }
  }

  private orMethodNotAllowed(refusal: DomainError, request: FastifyRequest, reply: FastifyReply): DomainError {
    if (refusal.code !== 'not_found' || !request.is404) return refusal;
    const methods = this.routeMethods.of(request.url);
    if (methods.length === 0) return new DomainError('not_found', 'There is no such path.');
    reply.header('allow', methods.join(', '));
    return new DomainError('method_not_allowed', `Here one may ${methods.join(', ')}.`);
  }

  /** A log that cannot be written must not turn a refusal into something else. */
  private async noteWho(refusal: DomainError, request: FastifyRequest): Promise<void> {
    const { code } = refusal;
    if (request.actor === null || (code !== 'forbidden' && code !== 'not_found')) return;
    const route = request.routeOptions.url ?? 'unknown';
    try {
      await this.noteRefusal.execute(request.actor, { code, method: request.method, route });
    } catch (error) {
      this.log.lines.error({ requestId: request.id, error }, 'refusal not noted');
    }
  }
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown : new DomainError('internal', 'Something that is no error was thrown.');
}

/** RFC 6750, 3: a request without a token gets no error code. */
function challengeOf(refusal: DomainError): string {
  return refusal.code === 'token_expired' ? 'Bearer error="invalid_token"' : 'Bearer';
}
