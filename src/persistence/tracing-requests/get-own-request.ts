// Finds a tracing request of the actor's organisation, and says whether the actor works on it.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';
import type { TracingRequest } from './tracing-request-row.js';

export interface OwnRequest {
  readonly request: TracingRequest;
  /** By which the actor's organisation knows the person. */
  readonly pseudonym: string;
  /** The request's worker, or assigned to the person. */
  readonly assigned: boolean;
}

/** Throws `not_found` for what is another organisation's as for what is not there, or was not at `knownAt`. */
export async function getOwnRequest(room: Room, actor: Actor, id: string, knownAt?: number): Promise<OwnRequest> {
  if (!isUuid(id)) throw notFound();
  const request = await room.tracingRequests.findOwn(actor, id, knownAt);
  if (request === null) throw notFound();
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [request.personId]);
  const assigned =
    request.worker.userId === actor.userId ||
    (await room.assignments.isAssigned(request.personId, actor.userId, knownAt));
  return { request, pseudonym: pseudonyms.get(request.personId) ?? '', assigned };
}

/** The same, held for writing until the transaction ends. */
export async function holdOwnRequest(room: Room, actor: Actor, id: string): Promise<OwnRequest> {
  if (isUuid(id)) await room.tracingRequests.lockOwn(actor, id);
  return getOwnRequest(room, actor, id);
}
