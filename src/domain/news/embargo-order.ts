// Why a statement is held back from others than its giver and the owner of the person, and who may end that.

import type { Actor } from '../access/actor.js';
import { requireOwner } from '../access/case-rights.js';
import type { Person } from '../access/person-visibility.js';
import { DomainError, invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import type { StatementKind } from '../records/statement-kinds.js';

/** `news`: by the rule of news-class.ts; `by_hand`: as a coordinator of the owner asked; `will`: as the person who was found wants it. */
export type EmbargoGround = 'news' | 'by_hand' | 'will';

export const VERDICTS_ON_NEWS = ['verified', 'rejected'] as const;
export type VerdictOnNews = (typeof VERDICTS_ON_NEWS)[number];

/** A statement that waits for its verification, as the owner organisation knows it. */
export interface StandingEmbargo {
  readonly statementId: string;
  /** Inner id of the person on whom it was recorded. */
  readonly personId: string;
  readonly ownerOrganisationId: string;
  readonly ground: Exclude<EmbargoGround, 'will'>;
  readonly kind: StatementKind;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** Null where the embargo stands. */
  readonly ended: VerdictOnNews | null;
  readonly withdrawn: boolean;
}

/**
 * By hand, as a statement is recorded: later, others have been told. Throws `forbidden` and, for what is said in confidence and so to nobody,
 * `invalid_field`.
 */
export function requireHolding(actor: Actor, person: Person, draft: { readonly confidential: boolean }): void {
  requireOwner(actor, person, 'has a statement verified before others are told');
  if (!actor.roles.includes('coordinator'))
    throw new DomainError('forbidden', 'A coordinator decides that others are told only after a verification.');
  if (draft.confidential) throw invalidField('/untilVerified', 'false for what is said in confidence');
}

/** Throws `conflict`, `already_withdrawn` or `second_person_needed`. */
export function requireDecidable(embargo: StandingEmbargo, userId: string): void {
  if (embargo.ended !== null)
    throw new DomainError('conflict', 'This statement was verified or rejected before; what was told stays told.');
  if (embargo.withdrawn)
    throw new DomainError(
      'already_withdrawn',
      'This statement was withdrawn before others were told of it; they never are.',
    );
  if (embargo.recordedBy === userId)
    throw new DomainError('second_person_needed', 'You recorded this statement; a colleague must verify it.');
}
