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
  /** Those of its claims of which nothing tells that they came after the return before it: they may be of an earlier episode. */
  readonly perhapsEarlier: readonly Claim[];
}

/** What is told of the person: losses that may open an episode, returns, and whatever a return can have ended. */
interface Told {
  readonly losses: readonly Claim[];
  readonly ends: readonly Claim[];
  /** Dated losses and all evidence of custody: who is seen in a prison was taken before, whether or not anybody saw it. */
  readonly ended: readonly Claim[];
}

/** Of one account, and with another return surely before it, a recapture is ended by the return that the account tells beside it. */
function followsReturn(recapture: Claim, end: Claim, ends: readonly Claim[]): boolean {
  return !oneAccount(recapture, end) || !ends.some((other) => surelyAfter(recapture, other));
}

/**
 * Whether one account tells of another loss that perhaps came before: nobody is taken twice, or disappears twice, without having been back.
 * Who disappeared and was then taken was lost once. Two organisations that name different days may well report one loss.
 */
function isToldBefore(before: Claim, loss: Claim): boolean {
  if (before === loss || !isDatedLoss(before) || !oneAccount(before, loss)) return false;
  const isOfOneKind = before.statement.kind === loss.statement.kind;
  if (surelyAfter(loss, before)) return isOfOneKind || before.stage === 'custody';
  return isOfOneKind && !surelyAfter(before, loss);
}

/** An account that tells of as many losses before as of returns that can have ended them leaves no return for the loss itself. */
function isLastOfAccount(loss: Claim, { losses, ends }: Told): boolean {
  const before = losses.filter((other) => isToldBefore(other, loss));
  const returns = ends.filter((end) => oneAccount(end, loss) && !surelyAfter(end, loss));
  return before.length >= returns.length;
}

/**
 * Whether a return perhaps lies before a loss that overlaps it: only where something is known that the return can have ended and that lies
 * surely before both, where the account of the loss tells of another before it, or where another report of what may be the same return lies
 * surely before the loss. With one loss alone the return ended that loss; a recapture is never alone, since it says itself that a return lies
 * before it.
 */
function perhapsAfter(loss: Claim, end: Claim, told: Told): boolean {
  const { losses, ends, ended } = told;
  if (!isDatedLoss(loss) || !overlap(loss, end)) return false;
  if (loss.statement.kind === 'recapture') return followsReturn(loss, end, ends);
  if (oneAccount(loss, end)) return isLastOfAccount(loss, told);
  const isEnded = ended.some((other) => surelyAfter(loss, other) && surelyAfter(end, other));
  const isAgain = losses.some((other) => isToldBefore(other, loss));
  return isEnded || isAgain || ends.some((other) => surelyAfter(loss, other) && overlap(end, other));
}

interface Opening {
  readonly loss: Claim;
  /** Returns that lie before the loss, surely or perhaps. */
  readonly after: readonly Claim[];
  readonly surely: number;
}

function openings(told: Told): readonly Opening[] {
  return told.losses.map((loss) => {
    const sure = told.ends.filter((end) => surelyAfter(loss, end));
    const perhaps = told.ends.filter((end) => perhapsAfter(loss, end, told));
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
  return { number: 1, numberOf: () => 1, claims, orderOpen: false, perhapsEarlier: [] };
}

/** What a return before the episode can have ended, or been told of what it ended. */
const OF_ONE_EPISODE: readonly Claim['stage'][] = ['custody', 'absence', 'denial'];

/** A loss of which nothing tells that it came after each return, beside another that surely did. */
function isUnsureBesideSure({ surely, after }: Opening, newest: readonly Opening[]): boolean {
  return surely < after.length && newest.some((other) => other.surely === other.after.length);
}

/** Surely of the newest episode is what lies after every loss that opens it, or after every return before it. */
function mayBeEarlier(claim: Claim, newest: readonly Opening[]): boolean {
  const opening = newest.find(({ loss }) => loss === claim);
  if (opening !== undefined) return isUnsureBesideSure(opening, newest);
  if (!claim.counts || !OF_ONE_EPISODE.includes(claim.stage)) return false;
  if (newest.every(({ loss }) => surelyAfter(claim, loss))) return false;
  return newest.some(({ after }) => after.some((end) => !surelyAfter(claim, end)));
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
  const counting = claims.filter(({ counts }) => counts);
  const ends = counting.filter(({ stage }) => stage === 'end');
  if (ends.length === 0) return onlyEpisode(claims);
  const all = openings({
    losses: counting.filter(isOpening),
    ends,
    ended: counting.filter((claim) => claim.stage === 'custody' || isDatedLoss(claim)),
  });
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
    perhapsEarlier: own.filter((claim) => mayBeEarlier(claim, newest)),
  };
}
