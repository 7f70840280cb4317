// Puts the stages of the fold together: a standing death, else a standing return, else custody or loss.

import type { Claim } from './claims.js';
import { foldCustody } from './custody-verdict.js';
import { foldDeaths, type DeathStage } from './death-verdict.js';
import type { Episode } from './episodes.js';
import type { FoldRule } from './fold-rules.js';
import type { Overruled } from './overruling.js';
import { foldPositions, type Positions } from './positions.js';
import { foldReturns } from './return-verdict.js';
import { compareForListing, newestOf } from './statement-order.js';
import type { Seen } from './seen-statements.js';
import type { PartyKey } from './statement.js';
import { finality, type Verdict } from './verdict.js';

export interface WhereaboutsVerdict extends Verdict {
  readonly deaths: DeathStage;
}

/** What is overruled by the newest of the overruled ends: the others were older news already. */
function newestOverruled(overruled: readonly Overruled[]): readonly Overruled[] {
  const newest = newestOf(overruled.map(({ end }) => end));
  return overruled.filter(({ end }) => newest.includes(end)).sort((a, b) => compareForListing(a.end, b.end));
}

/** Names the reason why an end does not stand, where that is more than that something newer is known. */
function withReason(
  verdict: Verdict,
  rule: FoldRule,
  because: readonly Claim[],
  conflicting: readonly Claim[],
): Verdict {
  return {
    status: verdict.status,
    rule,
    deciding: [...new Set([...verdict.deciding, ...newestOf(because)])],
    conflicting: [...new Set([...verdict.conflicting, ...conflicting])],
  };
}

const RULE_OF_OPEN_ORDER = { open: 'order_open', equal: 'equal_statements' } as const;

/** Adds why the newest of the overruled ends does not stand; a return that was simply followed by custody needs no reason. */
function afterReturns(verdict: Verdict, overruled: readonly Overruled[]): Verdict {
  return newestOverruled(overruled).reduce((result, { end, by, how }) => {
    if (how === 'later') return result;
    return withReason(result, RULE_OF_OPEN_ORDER[how], by, how === 'equal' ? [end, ...by] : []);
  }, verdict);
}

/** A sign of life surely after a death contradicts it; one that may be later only leaves the order open. */
function afterDeaths(verdict: Verdict, overruled: readonly Overruled[]): Verdict {
  const contradicted = overruled.filter(({ how }) => how !== 'open');
  const conflicting = contradicted.flatMap(({ end, by }) => [end, ...newestOf(by)]);
  const reasoned = newestOverruled(overruled).reduce(
    (result, { by, how }) =>
      withReason(result, how === 'later' ? 'alive_after_death' : RULE_OF_OPEN_ORDER[how], by, []),
    verdict,
  );
  return { ...reasoned, conflicting: [...new Set([...reasoned.conflicting, ...conflicting])] };
}

function ofClaims(
  claims: readonly Claim[],
  { orderOpen }: Episode,
  holders: readonly PartyKey[],
  positions: Positions,
): Verdict {
  const returns = foldReturns(claims, holders);
  if (returns.verdict !== null) return returns.verdict;
  const custody = foldCustody(claims, positions);
  const verdict = afterReturns(custody, returns.overruled);
  return orderOpen && verdict.rule === custody.rule ? { ...verdict, rule: 'order_open' } : verdict;
}

/** Where what may be of an earlier episode makes another status, its order to the return is open, and the more open of both stands. */
function ofTheLiving(episode: Episode, holders: readonly PartyKey[], positions: Positions): Verdict {
  const { claims, perhapsEarlier } = episode;
  const verdict = ofClaims(claims, episode, holders, positions);
  if (perhapsEarlier.length === 0) return verdict;
  const sure = claims.filter((claim) => !perhapsEarlier.includes(claim));
  const without = ofClaims(sure, episode, holders, foldPositions(sure));
  if (without.status === verdict.status) return verdict;
  const open = finality(without.status) < finality(verdict.status) ? without : verdict;
  return withReason(open, 'order_open', perhapsEarlier, []);
}

/** The record is of nobody; it opens again when the closure is retracted. */
function closedBy(closures: readonly Claim[]): Verdict {
  return { status: 'closed', rule: 'registered_in_error', deciding: newestOf(closures), conflicting: [] };
}

export function foldWhereabouts(
  episode: Episode,
  claims: readonly Claim[],
  seen: Seen,
  holders: readonly PartyKey[],
  positions: Positions,
): WhereaboutsVerdict {
  const deaths = foldDeaths(claims, seen, holders);
  const closures = claims.filter(({ stage, counts }) => stage === 'closure' && counts);
  if (closures.length > 0) return { ...closedBy(closures), deaths };
  const living = deaths.verdict === null ? ofTheLiving(episode, holders, positions) : deaths.verdict;
  return { ...afterDeaths(living, deaths.verdict === null ? deaths.overruled : []), deaths };
}
