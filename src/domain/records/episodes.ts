// Episodes: a loss or capture after a return opens a new one, and the newest gives the status.

import { isDatedLoss, isOpening, type Claim } from './claims.js';
import { compareNumbers, oneAccount, overlap, surelyAfter } from './statement-order.js';

export interface Episode {
  /** 1 for the first loss. */
  readonly number: number;
  /** Of any claim the episode that it belongs to; of what belongs to all, the newest. */
  readonly numberOf: (claim: Claim) => number;
  /** Claims of this episode; deaths belong to all, since nobody has two. */
  readonly claims: readonly Claim[];
  /** Whether it is open that the loss of this episode came after the return before it. */
  readonly orderOpen: boolean;
}

/**
 * Whether a return perhaps lies before a loss that overlaps it: only where an earlier loss, surely before both, is known
 * that the return can have ended. With one loss alone the return ended that loss.
 */
function perhapsAfter(loss: Claim, end: Claim, losses: readonly Claim[]): boolean {
  if (!isDatedLoss(loss) || !overlap(loss, end) || oneAccount(loss, end)) return false;
  return losses.some((other) => isDatedLoss(other) && surelyAfter(loss, other) && surelyAfter(end, other));
}

interface Opening {
  readonly loss: Claim;
  /** Returns that lie before the loss, surely or perhaps. */
  readonly after: readonly Claim[];
  readonly surely: number;
}

function openings(losses: readonly Claim[], ends: readonly Claim[]): readonly Opening[] {
  return losses.map((loss) => {
    const sure = ends.filter((end) => surelyAfter(loss, end));
    const perhaps = ends.filter((end) => perhapsAfter(loss, end, losses));
    return { loss, after: [...sure, ...perhaps], surely: sure.length };
  });
}

function belongs(claim: Claim, newest: readonly Opening[], start: number): boolean {
  if (claim.stage === 'death' || claim.stage === 'closure') return true;
  if (claim.counts && isOpening(claim)) return newest.some(({ loss }) => loss === claim);
  if (claim.counts && claim.stage === 'end') return !newest.some(({ after }) => after.includes(claim));
  return claim.latest >= start;
}

function onlyEpisode(claims: readonly Claim[]): Episode {
  return { number: 1, numberOf: () => 1, claims, orderOpen: false };
}

/** An opening is of as many returns as lie before it; anything else of the last episode that had begun by its latest instant. */
function numbering(
  all: readonly Opening[],
  depths: readonly number[],
  newest: ReadonlySet<Claim>,
): (claim: Claim) => number {
  const starts = depths.map((depth) =>
    Math.min(...all.filter(({ after }) => after.length === depth).map(({ loss }) => loss.earliest)),
  );
  return (claim) => {
    if (newest.has(claim)) return depths.length;
    const opening = all.find(({ loss }) => loss === claim);
    if (opening !== undefined) return depths.indexOf(opening.after.length) + 1;
    const earlier = starts.slice(0, -1);
    return Math.max(1, earlier.findLastIndex((start) => start <= claim.latest) + 1);
  };
}

export function newestEpisode(claims: readonly Claim[]): Episode {
  const ends = claims.filter((claim) => claim.counts && claim.stage === 'end');
  if (ends.length === 0) return onlyEpisode(claims);
  const all = openings(
    claims.filter((claim) => claim.counts && isOpening(claim)),
    ends,
  );
  const depth = Math.max(0, ...all.map(({ after }) => after.length));
  if (depth === 0) return onlyEpisode(claims);
  const newest = all.filter(({ after }) => after.length === depth);
  const start = Math.min(...newest.map(({ loss }) => loss.earliest));
  const own = claims.filter((claim) => belongs(claim, newest, start));
  const depths = [...new Set([0, ...all.map(({ after }) => after.length)])].sort(compareNumbers);
  return {
    number: depths.length,
    numberOf: numbering(all, depths, new Set(own)),
    claims: own,
    orderOpen: newest.every(({ surely }) => surely < depth),
  };
}
