// The life of a protected release: its states, what may be done in each, and by whom.
import type { Role } from '../access/actor.js';
import { DomainError } from '../domain-error.js';

export const RELEASE_STATES = ['draft', 'protected', 'audited', 'signed', 'published', 'superseded'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

export const RELEASE_ACTIONS = ['protect', 'audit', 'sign', 'publish', 'supersede'] as const;
export type ReleaseAction = (typeof RELEASE_ACTIONS)[number];

/** Signatures, by different people, that a release needs before it can be published. */
export const SIGNATURES_NEEDED = 2;

interface Step {
  readonly to: ReleaseState;
  /** Any one of these roles is enough. */
  readonly by: readonly Role[];
}

const refused = null;

/**
 * Forward only: a release is immutable from `protected` on, and a mistake is mended by the next number. A release that fails
 * its audit stays where it is, and can be neither signed nor published.
 */
const STEPS = {
  draft: {
    protect: { to: 'protected', by: ['analyst'] },
    audit: refused,
    sign: refused,
    publish: refused,
    supersede: refused,
  },
  protected: {
    protect: refused,
    audit: { to: 'audited', by: ['analyst'] },
    sign: refused,
    publish: refused,
    supersede: refused,
  },
  audited: {
    protect: refused,
    audit: refused,
    sign: { to: 'signed', by: ['custodian', 'verifier'] },
    publish: refused,
    supersede: refused,
  },
  signed: {
    protect: refused,
    audit: refused,
    sign: refused,
    publish: { to: 'published', by: ['analyst', 'custodian'] },
    supersede: refused,
  },
  published: {
    protect: refused,
    audit: refused,
    sign: refused,
    publish: refused,
    supersede: { to: 'superseded', by: ['analyst', 'custodian'] },
  },
  superseded: { protect: refused, audit: refused, sign: refused, publish: refused, supersede: refused },
} as const satisfies Record<ReleaseState, Record<ReleaseAction, Step | null>>;

const steps: Readonly<Record<ReleaseState, Readonly<Record<ReleaseAction, Step | null>>>> = STEPS;

export interface ReleaseProgress {
  readonly state: ReleaseState;
  /** Ids of the users who signed, in order. */
  readonly signedBy: readonly string[];
}

export interface ReleaseActor {
  readonly userId: string;
  readonly roles: readonly Role[];
}

/** What can be done in a state, by anybody. */
export function legalActions(state: ReleaseState): readonly ReleaseAction[] {
  return RELEASE_ACTIONS.filter((action) => steps[state][action] !== null);
}

/** The roles of which one is needed; empty where the state does not know the action. */
export function rolesFor(state: ReleaseState, action: ReleaseAction): readonly Role[] {
  return steps[state][action]?.by ?? [];
}

function sign({ state, signedBy }: ReleaseProgress, to: ReleaseState, userId: string): ReleaseProgress {
  if (signedBy.includes(userId)) {
    throw new DomainError(
      'second_person_needed',
      `A release is signed by ${SIGNATURES_NEEDED} different people; this one has your signature.`,
    );
  }
  const signatures = [...signedBy, userId];
  return { state: signatures.length >= SIGNATURES_NEEDED ? to : state, signedBy: signatures };
}

/**
 * The release after the action; the first signature leaves it in `audited`.
 * @throws DomainError release_state_conflict where the state does not know the action, forbidden where none of the actor's
 *   roles may take it, second_person_needed where the actor has signed already
 */
export function advanceRelease(release: ReleaseProgress, action: ReleaseAction, actor: ReleaseActor): ReleaseProgress {
  const step = steps[release.state][action];
  if (step === null) {
    const possible = legalActions(release.state).join(', ') || 'nothing';
    throw new DomainError(
      'release_state_conflict',
      `Cannot ${action} a release that is ${release.state}; possible here: ${possible}.`,
    );
  }
  if (!step.by.some((role) => actor.roles.includes(role))) {
    throw new DomainError('forbidden', `To ${action} a release takes one of the roles ${step.by.join(', ')}.`);
  }
  if (action === 'sign') return sign(release, step.to, actor.userId);
  return { state: step.to, signedBy: release.signedBy };
}
