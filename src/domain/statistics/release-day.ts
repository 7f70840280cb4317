// The day that a release tells the state of.

import { DomainError } from '../domain-error.js';
import type { ReleaseDocument } from './release-document.js';

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Two roundings of the people of one day would narrow each other, wherever one of them is by party and the other is not. */
export function requireOtherDay(published: readonly ReleaseDocument[], day: string, isSplit: boolean): void {
  const told = published.find(({ asOf, split }) => asOf === day && (isSplit || split !== undefined));
  if (told === undefined) return;
  throw new DomainError(
    'release_state_conflict',
    `Release ${told.number} has told the state of this day, and it is told once where one release is by party. Prepare this one tomorrow.`,
  );
}
