// An exchange as one organisation may see it, from any point in time.

import type { Actor } from '../access/actor.js';
import type { Instant } from '../records/instant.js';
import type { Exchange, ExchangeCount, ExchangeStep, RosterEntry } from './exchange.js';
import { isHandedOver, type ExchangeState } from './exchange-state.js';
import { changedHands } from './roster.js';
import { contradictionsOf, standingCounts, totalsOf, type Contradiction, type SideTotals } from './roster-totals.js';

/** Everything that was ever recorded about an exchange, oldest first. */
export interface ExchangeHistory {
  readonly exchange: Exchange;
  readonly steps: readonly ExchangeStep[];
  readonly counts: readonly ExchangeCount[];
  readonly entries: readonly RosterEntry[];
}

export interface ExchangeView {
  readonly exchange: Exchange;
  readonly state: ExchangeState;
  readonly steps: readonly ExchangeStep[];
  readonly counts: readonly ExchangeCount[];
  /** One for each person who is on the roster, in the order of registration. */
  readonly entries: readonly RosterEntry[];
  readonly totals: readonly SideTotals[];
  readonly contradictions: readonly Contradiction[];
}

export interface ViewTimes {
  readonly knownAt?: Instant | undefined;
  readonly validAt?: Instant | undefined;
}

/** What was entered in confidence is there for the organisation of the exchange alone: no line, no total, no other order. */
export function mayReadEntry(actor: Actor, exchange: Exchange, entry: RosterEntry): boolean {
  return !entry.confidential || actor.organisationId === exchange.organisationId;
}

/** The newest entry about each person; a withdrawn one is among them. */
export function newestEntries(entries: readonly RosterEntry[]): RosterEntry[] {
  const newest = new Map<string, RosterEntry>();
  for (const entry of entries) {
    const known = newest.get(entry.personId);
    if (known === undefined || known.revision < entry.revision) newest.set(entry.personId, entry);
  }
  return [...newest.values()];
}

/** Before its hand-over a roster is the list that was agreed upon, and nobody unlisted has come yet. */
function asListed(entry: RosterEntry): RosterEntry[] {
  return entry.standing === 'unlisted' ? [] : [{ ...entry, standing: 'listed', said: null }];
}

/** Null where this reader could have known of no such exchange at that time. */
export function viewExchange(history: ExchangeHistory, actor: Actor, times: ViewTimes): ExchangeView | null {
  const { exchange } = history;
  const { knownAt = Infinity, validAt = Infinity } = times;
  const steps = history.steps.filter(
    ({ recordedAt, day }) => recordedAt <= knownAt && (day?.earliest ?? recordedAt) <= validAt,
  );
  const state = steps.at(-1)?.state;
  if (state === undefined) return null;
  const handedOver = isHandedOver(state);
  const counts = standingCounts(history.counts.filter(({ recordedAt }) => recordedAt <= knownAt));
  const readable = history.entries.filter(
    (entry) => entry.recordedAt <= knownAt && mayReadEntry(actor, exchange, entry),
  );
  const entries = newestEntries(readable)
    .filter(({ standing }) => standing !== 'withdrawn')
    .flatMap((entry) => (handedOver ? [entry] : asListed(entry)));
  const totals = totalsOf(exchange.sides, entries);
  return {
    exchange,
    state,
    steps,
    counts,
    entries,
    totals,
    contradictions: contradictionsOf(totals, counts, handedOver),
  };
}

/** Who came: those of whom statements are written. */
export function cameOver(entries: readonly RosterEntry[]): RosterEntry[] {
  return newestEntries(entries).filter(({ standing }) => changedHands(standing));
}
