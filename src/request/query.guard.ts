// Refuses every parameter of an address whose route reads none, so that no answer is taken for one to another question.

import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RouteNotes } from './route-notes.js';
import { isDto, refuseFields } from './validation.pipe.js';

const PASSES_OVER = 'whereabouts:passes-over-parameters';

/**
 * For pages and for health. A page is reached by links that others made longer, and its reader cannot mend an address; a watchdog
 * that adds something against caches must not conclude that a living service is dead.
 */
export const PassesOverParameters = (): ReturnType<typeof SetMetadata> => SetMetadata(PASSES_OVER, true);

/** Stands behind the guard of actors: whoever may not enter learns nothing of parameters. */
export class QueryGuard implements CanActivate {
  readonly #notes: RouteNotes<{ readonly takesNone: boolean }>;

  constructor(reflector: Reflector) {
    this.#notes = new RouteNotes((context) => ({ takesNone: takesNone(reflector, context) }));
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.#notes.of(context).takesNone) refuseFields(context.switchToHttp().getRequest<FastifyRequest>().query);
    return true;
  }
}

/** A class of parameters is held against the address by the pipe of validation, with the same refusals. */
function takesNone(reflector: Reflector, context: ExecutionContext): boolean {
  const marks = [context.getHandler(), context.getClass()];
  const passesOver = reflector.getAllAndOverride<boolean | undefined>(PASSES_OVER, marks) === true;
  return !passesOver && !readsParameters(context);
}

/**
 * Whether one of the handler's parameters is a class of `@Query()`. Nest notes which they are, by keys of `<kind>:<position>`, and
 * TypeScript their types; a query without a class would be read by nobody who knows its names, and takes none.
 */
function readsParameters(context: ExecutionContext): boolean {
  const { name } = context.getHandler();
  const controller = context.getClass();
  const noted = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as
    Record<string, { index: number }> | undefined;
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) as unknown[] | undefined;
  const queries = Object.entries(noted ?? {}).filter(([key]) => key.startsWith(`${RouteParamtypes.QUERY}:`));
  return queries.some(([, { index }]) => isDto(types?.[index]));
}
