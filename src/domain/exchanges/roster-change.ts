// What the lines of a request make of a roster: which entries are new, which stay, and which lines do not fit.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { RosterEntry } from './exchange.js';
import { changedHands, FOLLOWING_STANDINGS } from './roster.js';
import type { LineDraft } from './read-roster.js';

export interface RosterChange {
  readonly line: LineDraft;
  readonly personId: string;
  readonly before: RosterEntry | null;
}

function faultOf({ line, before }: RosterChange): FieldFault | null {
  const standing = before?.standing ?? 'none';
  const open = FOLLOWING_STANDINGS[standing];
  if (!open.includes(line.standing)) {
    const listed = before !== null && ['listed', 'handed_over', 'absent'].includes(before.standing);
    const code = listed ? 'is_listed' : 'not_listed';
    return { pointer: `${line.pointer}/standing`, code, expected: `one of ${open.join(', ')}` };
  }
  // A line in confidence in the place of an open one would tell every other reader that there is one.
  if (before !== null && !before.confidential && line.confidential && changedHands(before.standing)) {
    return { pointer: `${line.pointer}/confidential`, code: 'must_stay_open', expected: 'false' };
  }
  return null;
}

function isSame({ line, before }: RosterChange): boolean {
  return (
    before !== null &&
    before.side === line.side &&
    before.standing === line.standing &&
    before.said === line.said &&
    before.confidential === line.confidential
  );
}

/** Those that change something; throws `invalid_field` with every fault. What stands already is entered no second time. */
export function requireChanges(changes: readonly RosterChange[]): RosterChange[] {
  const faults = changes.map(faultOf).filter((fault) => fault !== null);
  if (faults.length > 0) {
    throw new DomainError('invalid_field', 'The roster cannot be entered as given; nothing of it was.', faults);
  }
  return changes.filter((change) => !isSame(change));
}
