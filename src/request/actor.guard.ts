// Lets nobody through without an actor, save on routes that are marked open to all.

import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import type { FindWebSession } from '../usecases/access/find-web-session.js';
import type { IdentifyActor } from '../usecases/access/identify-actor.js';
import { ASKS_RIGHTS, BEFORE_SECOND_FACTOR, DOOR, type Door } from './doors.js';
import type { PublicAddress } from './public-address.js';
import { RouteNotes } from './route-notes.js';
import { readSessionCookie } from './session-cookie.js';

/** Says with `true` that the sender has read the warnings of `confirm_open_text`, and keeps the text. */
const CONFIRMATION = 'confirm-open-text';
export const CONFIRMATION_BOX = 'confirmOpenText';

const BEARER = /^Bearer [\w.-]+$/i;
const SCHEME_LENGTH = 'Bearer '.length;
/** An ES256 token of this service is under 600 characters. */
const LONGEST_TOKEN = 4_096;

interface RouteMarks {
  readonly door: Door;
  readonly asksRights: boolean;
  readonly beforeSecondFactor: boolean;
}

export class ActorGuard implements CanActivate {
  readonly #marks: RouteNotes<RouteMarks>;

  constructor(
    reflector: Reflector,
    private readonly identifyActor: IdentifyActor,
    private readonly findWebSession: FindWebSession,
    private readonly publicAddress: PublicAddress,
    /** Whether an account needs a second factor for anything but adding one. */
    private readonly needsSecondFactor: boolean,
  ) {
    this.#marks = new RouteNotes((context) => marksOf(reflector, context));
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { door, asksRights, beforeSecondFactor } = this.#marks.of(context);
    switch (door) {
      case 'open_to_all':
        return true;
      case 'console_session':
        await this.enterByCookie(request);
        break;
      case 'access_token':
        await this.enterByToken(request, asksRights);
    }
    if (!beforeSecondFactor) this.requireSecondFactor(request.actor);
    return true;
  }

  /** For a route whose body is read only then; the guard asks again, since much may have happened while it arrived. Throws `unauthenticated` and `second_factor_needed`. */
  async actorBeforeBody(request: FastifyRequest): Promise<Actor> {
    const { actor } = await this.identifyActor.execute(tokenOf(request), request.id);
    this.requireSecondFactor(actor);
    return actor;
  }

  /** Throws `second_factor_needed`. */
  private requireSecondFactor(actor: Actor | null): void {
    if (this.needsSecondFactor && actor?.lacksSecondFactor === true)
      throw new DomainError('second_factor_needed', 'Add a second factor to your account first, then sign in with it.');
  }

  private async enterByToken(request: FastifyRequest, asksRights: boolean): Promise<void> {
    const token = tokenOf(request);
    const { actor, signInId } = asksRights
      ? await this.identifyActor.executeBeforehand(token, request.id)
      : await this.identifyActor.execute(token, request.id);
    request.actor = request.headers[CONFIRMATION] === 'true' ? confirming(actor) : actor;
    request.signInId = signInId;
  }

  private async enterByCookie(request: FastifyRequest): Promise<void> {
    const actor = await this.actorOfSession(request);
    request.actor = isTicked(request.body) ? confirming(actor) : actor;
  }

  /** As `actorBeforeBody`, for a form of the console. */
  async actorBeforeForm(request: FastifyRequest): Promise<Actor> {
    const actor = await this.actorOfSession(request);
    this.requireSecondFactor(actor);
    return actor;
  }

  /** Throws `unauthenticated`. */
  private async actorOfSession(request: FastifyRequest): Promise<Actor> {
    const token = readSessionCookie(request, this.publicAddress.url);
    const actor = token === null ? null : await this.findWebSession.execute(token, request.id);
    if (actor === null) throw signInFirst();
    return actor;
  }
}

function marksOf(reflector: Reflector, context: ExecutionContext): RouteMarks {
  const marks = [context.getHandler(), context.getClass()];
  return {
    door: reflector.getAllAndOverride<Door | undefined>(DOOR, marks) ?? 'access_token',
    asksRights: reflector.get<true | undefined>(ASKS_RIGHTS, context.getHandler()) === true,
    beforeSecondFactor: reflector.getAllAndOverride<true | undefined>(BEFORE_SECOND_FACTOR, marks) === true,
  };
}

/** Throws `unauthenticated`. */
function tokenOf({ headers: { authorization = '' } }: FastifyRequest): string {
  if (authorization.length > SCHEME_LENGTH + LONGEST_TOKEN || !BEARER.test(authorization)) throw signInFirst();
  return authorization.slice(SCHEME_LENGTH);
}

function confirming(actor: Actor): Actor {
  return { ...actor, confirmsOpenText: true };
}

/** The box that a form shows beside its warnings. */
function isTicked(body: unknown): boolean {
  return typeof body === 'object' && body !== null && CONFIRMATION_BOX in body && body[CONFIRMATION_BOX] === 'yes';
}

function signInFirst(): DomainError {
  return new DomainError('unauthenticated', 'Sign in first.');
}
