// The states of an exchange and the steps between them, as a table: what does not stand in it cannot be done.

import { DomainError } from '../domain-error.js';

export const EXCHANGE_STATES = ['proposed', 'agreed', 'handed_over', 'verified', 'called_off'] as const;
export type ExchangeState = (typeof EXCHANGE_STATES)[number];

/** None is skipped, and nothing leads back: what was entered wrongly is corrected person by person, on the roster. */
const NEXT_STATES = {
  proposed: ['agreed', 'called_off'],
  agreed: ['handed_over', 'called_off'],
  handed_over: ['verified'],
  verified: [],
  called_off: [],
} as const satisfies Readonly<Record<ExchangeState, readonly ExchangeState[]>>;

export function nextStates(state: ExchangeState): readonly ExchangeState[] {
  return NEXT_STATES[state];
}

/** Whether people have changed hands, so that statements about them stand. */
export function isHandedOver(state: ExchangeState): boolean {
  return state === 'handed_over' || state === 'verified';
}

function possible(state: ExchangeState): string {
  const next = nextStates(state);
  return next.length === 0 ? 'No step follows.' : `Possible from here: ${next.join(', ')}.`;
}

/**
 * Throws `conflict` where the exchange is no longer in the state that the worker saw, so that of two who advance it at once
 * the second is told, or where `to` does not follow upon it.
 */
export function requireStep(state: ExchangeState, seen: ExchangeState, to: ExchangeState): void {
  if (state !== seen) {
    throw new DomainError('conflict', `The exchange is ${state} by now, not ${seen}. ${possible(state)}`);
  }
  if (!nextStates(state).includes(to)) {
    throw new DomainError('conflict', `An exchange that is ${state} cannot become ${to}. ${possible(state)}`);
  }
}
