// The totals of a roster by side, and what contradicts what: shown, never corrected.

import type { PartyKey } from '../records/statement.js';
import type { Counted, ExchangeCount, RosterEntry } from './exchange.js';
import { changedHands, wasAgreed } from './roster.js';

export interface SideTotals {
  readonly side: PartyKey;
  readonly agreed: number;
  /** Listed or not. */
  readonly handedOver: number;
  readonly absent: number;
  /** Handed over though not listed; contained in `handedOver`. */
  readonly unlisted: number;
  /** Who cannot say who they are; contained in `unlisted`. */
  readonly unidentified: number;
  /** Agreed upon, and neither handed over nor said to be absent. */
  readonly notAccounted: number;
}

export const CONTRADICTIONS = ['count_against_roster', 'counts_disagree', 'not_accounted'] as const;

export interface Contradiction {
  readonly side: PartyKey;
  readonly contradiction: (typeof CONTRADICTIONS)[number];
  readonly of: Counted;
  /** The count as it is said, or the lowest of those that are. */
  readonly said: number | null;
  readonly saidBy: PartyKey | null;
  /** What the roster shows, or the highest count that is said. */
  readonly against: number;
}

type Line = Pick<RosterEntry, 'side' | 'standing' | 'unidentified'>;

export function totalsOf(sides: readonly PartyKey[], entries: readonly Line[]): SideTotals[] {
  return sides.map((side) => {
    const own = entries.filter((entry) => entry.side === side);
    const count = (counts: (entry: Line) => boolean): number => own.filter(counts).length;
    return {
      side,
      agreed: count(({ standing }) => wasAgreed(standing)),
      handedOver: count(({ standing }) => changedHands(standing)),
      absent: count(({ standing }) => standing === 'absent'),
      unlisted: count(({ standing }) => standing === 'unlisted'),
      unidentified: count(({ standing, unidentified }) => unidentified && standing === 'unlisted'),
      notAccounted: count(({ standing }) => standing === 'listed'),
    };
  });
}

const TOTAL_OF = { agreed: 'agreed', handed_over: 'handedOver', absent: 'absent' } as const;

/** The newest count of each side, thing and speaker; who said another number before has corrected it. */
export function standingCounts(counts: readonly ExchangeCount[]): ExchangeCount[] {
  const newest = new Map<string, ExchangeCount>();
  for (const count of counts) {
    const key = JSON.stringify([count.side, count.of, count.saidBy]);
    const known = newest.get(key);
    if (known === undefined || known.recordedAt <= count.recordedAt) newest.set(key, count);
  }
  return [...newest.values()];
}

function againstRoster(totals: SideTotals, counts: readonly ExchangeCount[], handedOver: boolean): Contradiction[] {
  return counts
    .filter(({ of }) => handedOver || of === 'agreed')
    .filter(({ of, count }) => totals[TOTAL_OF[of]] !== count)
    .map(({ side, of, count, saidBy }) => ({
      side,
      contradiction: 'count_against_roster',
      of,
      said: count,
      saidBy,
      against: totals[TOTAL_OF[of]],
    }));
}

function amongCounts(side: PartyKey, of: Counted, counts: readonly ExchangeCount[]): Contradiction[] {
  const said = counts.filter((count) => count.of === of).map(({ count }) => count);
  const [low, high] = [Math.min(...said), Math.max(...said)];
  return low < high ? [{ side, contradiction: 'counts_disagree', of, said: low, saidBy: null, against: high }] : [];
}

/** One rule for all sides: no count is held to be truer than another. */
export function contradictionsOf(
  totals: readonly SideTotals[],
  counts: readonly ExchangeCount[],
  handedOver: boolean,
): Contradiction[] {
  return totals.flatMap((total) => {
    const own = standingCounts(counts).filter(({ side }) => side === total.side);
    const open: Contradiction[] =
      handedOver && total.notAccounted > 0
        ? [
            {
              side: total.side,
              contradiction: 'not_accounted',
              of: 'agreed',
              said: null,
              saidBy: null,
              against: total.notAccounted,
            },
          ]
        : [];
    return [
      ...againstRoster(total, own, handedOver),
      ...amongCounts(total.side, 'agreed', own),
      ...amongCounts(total.side, 'handed_over', own),
      ...amongCounts(total.side, 'absent', own),
      ...open,
    ];
  });
}
