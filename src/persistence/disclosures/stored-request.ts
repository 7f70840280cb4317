// A request as it is kept, as far as that is the same whatever is asked for, and how it is told to who may read it.

import type { Actor } from '../../domain/access/actor.js';
import {
  REQUEST_LASTS,
  stateOf,
  type ClosingStep,
  type RequestProgress,
} from '../../domain/identity/disclosure-request.js';
import type { RequestStep, ShownRequest } from '../../domain/identity/shown-request.js';

export interface StoredRequest<Purpose extends string, Step extends RequestStep> extends RequestProgress {
  readonly id: string;
  readonly ownerOrganisationId: string;
  /** Of who asks. */
  readonly username: string;
  readonly organisation: string;
  readonly purpose: Purpose;
  readonly reason: string;
  /** In the order in which they were taken. */
  readonly steps: readonly Step[];
}

export interface Closing {
  readonly step: ClosingStep;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export function tagOfRequest({ steps }: { readonly steps: readonly unknown[] }): string {
  return `v${steps.length + 1}`;
}

/** Who decided is told to the owner organisation; to who asked, only what they did themselves. */
export function shownToReader<Purpose extends string, Step extends RequestStep>(
  actor: Actor,
  request: StoredRequest<Purpose, Step>,
  asOf: number,
): ShownRequest<Purpose, Step> {
  const owned = request.ownerOrganisationId === actor.organisationId;
  return {
    id: request.id,
    state: stateOf(request, asOf),
    mine: request.requesterId === actor.userId,
    owned,
    organisation: request.organisation,
    username: request.username,
    purpose: request.purpose,
    reason: request.reason,
    requestedAt: request.requestedAt,
    expiresAt: request.requestedAt + REQUEST_LASTS,
    steps: request.steps.map((step) => ({
      ...step,
      username: owned || step.username === request.username ? step.username : null,
    })),
    tag: tagOfRequest(request),
  };
}
