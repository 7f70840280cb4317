// What changed since the release before, in published numbers alone, and of which changes nothing can be told.
import { STATUS_GROUPS, type StatusGroup } from './status-group.js';
import type { ReleaseDocument } from './release-document.js';

/** `unsure`: so small a difference may be rounding alone, in either direction. */
export type ChangeKind = 'none' | 'unsure' | 'more' | 'fewer';

export interface ReleaseChange {
  /** Null of all groups together. */
  readonly statusGroup: StatusGroup | null;
  readonly before: number;
  readonly after: number;
  readonly kind: ChangeKind;
}

export interface ReleaseChanges {
  readonly release: number;
  readonly since: number;
  /** Differences of published numbers up to this one tell nothing. */
  readonly unsureUpTo: number;
  /** In the readers' order; all together last. */
  readonly changes: readonly ReleaseChange[];
}

function publishedByGroup({ tables }: ReleaseDocument): ReadonlyMap<string | undefined, number> {
  const table = tables.find(({ dimensions }) => dimensions.join() === 'status_group');
  return new Map((table?.cells ?? []).map(({ key, count }) => [key['status_group'], count]));
}

function totalOf({ tables }: ReleaseDocument): number {
  const totals = tables.flatMap(({ margins }) => margins.filter(({ key }) => Object.keys(key).length === 0));
  return totals[0]?.count ?? 0;
}

/** Each true number lies less than its base from the published one, so that the true numbers may be equal up to a step less than both bases. */
export function releaseChanges(older: ReleaseDocument, newer: ReleaseDocument): ReleaseChanges {
  const unsureUpTo = older.base + newer.base - 2;
  const kindOf = (difference: number): ChangeKind => {
    if (difference === 0) return 'none';
    if (Math.abs(difference) <= unsureUpTo) return 'unsure';
    return difference > 0 ? 'more' : 'fewer';
  };
  const [before, after] = [publishedByGroup(older), publishedByGroup(newer)];
  const change = (statusGroup: StatusGroup | null, was: number, is: number): ReleaseChange => ({
    statusGroup,
    before: was,
    after: is,
    kind: kindOf(is - was),
  });
  return {
    release: newer.number,
    since: older.number,
    unsureUpTo,
    changes: [
      ...STATUS_GROUPS.map((group) => change(group, before.get(group) ?? 0, after.get(group) ?? 0)),
      change(null, totalOf(older), totalOf(newer)),
    ],
  };
}
