// The roster of an exchange: who was agreed upon, who was handed over, who was not, and who came without being listed.

import { isHandedOver, type ExchangeState } from './exchange-state.js';

/** `withdrawn` takes off the roster what was entered wrongly; the row stays. */
export const STANDINGS = ['listed', 'handed_over', 'absent', 'unlisted', 'withdrawn'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is said about somebody who was agreed upon and did not come; it is said, and moves no record. */
export const ABSENCE_REASONS = [
  'not_said',
  'said_not_held',
  'said_dead',
  'said_escaped',
  'said_released_before',
  'said_handed_over_elsewhere',
  'said_unfit_to_travel',
  'said_sentenced',
  'said_withheld',
  'refused_to_go',
] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Whether this standing says that the person changed hands. */
export function changedHands(standing: Standing): boolean {
  return standing === 'handed_over' || standing === 'unlisted';
}

/** Whether this standing says that the person was agreed upon. */
export function wasAgreed(standing: Standing): boolean {
  return standing === 'listed' || standing === 'handed_over' || standing === 'absent';
}

/** What may take the place of what: only somebody listed can be handed over as listed, or be absent. */
export const FOLLOWING_STANDINGS: Readonly<Record<Standing | 'none', readonly Standing[]>> = {
  none: ['listed', 'unlisted'],
  withdrawn: ['listed', 'unlisted'],
  listed: ['listed', 'handed_over', 'absent', 'withdrawn'],
  handed_over: ['listed', 'handed_over', 'absent', 'withdrawn'],
  absent: ['listed', 'handed_over', 'absent', 'withdrawn'],
  unlisted: ['listed', 'unlisted', 'withdrawn'],
};

/** Before the hand-over a roster is a list; who came and who did not is entered with the hand-over, and corrected after it. */
export function standingsIn(state: ExchangeState): readonly Standing[] {
  if (state === 'called_off') return [];
  return isHandedOver(state) ? STANDINGS : ['listed', 'withdrawn'];
}
