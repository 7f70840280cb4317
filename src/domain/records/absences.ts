// Dated absences: somebody was looked for in custody and was not there, or a party that had acknowledged them refuses to say more.

import { perhapsOfOneParty, type Claim } from './claims.js';
import { foldPositions, type Positions } from './positions.js';
import { newestOf, overlap, surelyAfter } from './statement-order.js';

export interface Absence {
  /** The newest absences, while they leave no evidence of custody standing. */
  readonly standing: readonly Claim[];
  /** Whether it is open that some evidence of custody came before them. */
  readonly orderOpen: boolean;
  /** Custody and positions that are still of weight: all, or those that no absence ended. */
  readonly custody: readonly Claim[];
  readonly positions: Positions;
}

/** Somebody who is not with one party may be with another. */
function concerns(absence: Claim, held: Claim): boolean {
  return perhapsOfOneParty(absence, held) && !surelyAfter(held, absence);
}

/** Another party's acknowledgement stands beside all that is said of the searched one but its own acknowledgement after it. */
function hadFollowed(after: Claim, before: Claim): boolean {
  return after.party !== null && surelyAfter(after, before) && (after.acknowledges || !before.acknowledges);
}

/** What an absence ends: custody with the party that it names, or with one that nobody names, and what the named one's custody had followed. */
function endedBy(absence: Claim, custody: readonly Claim[]): readonly Claim[] {
  const there = custody.filter((held) => concerns(absence, held));
  return custody.filter((held) => there.includes(held) || there.some((one) => hadFollowed(one, held)));
}

/** A refusal takes back an acknowledgement of the same party and nothing else; a search needs somebody to have been in custody there. */
function isAbsence(absence: Claim, custody: readonly Claim[], { standingAcknowledgements }: Positions): boolean {
  const ended = absence.statement.kind === 'refusal_of_information' ? standingAcknowledgements : custody;
  return ended.some((claim) => concerns(absence, claim));
}

export function foldAbsence(claims: readonly Claim[], positions: Positions): Absence {
  const counting = claims.filter((claim) => claim.counts);
  const custody = counting.filter((claim) => claim.stage === 'custody');
  const absences = counting.filter((claim) => claim.stage === 'absence' && isAbsence(claim, custody, positions));
  if (absences.length === 0) return { standing: [], orderOpen: false, custody, positions };
  const ended = new Set(absences.flatMap((absence) => endedBy(absence, custody)));
  const left = custody.filter((claim) => !ended.has(claim));
  if (left.length === 0) {
    const standing = newestOf(absences);
    const orderOpen = custody.some((held) => standing.some((one) => concerns(one, held) && overlap(held, one)));
    return { standing, orderOpen, custody, positions };
  }
  const isEnded = (denial: Claim): boolean => absences.some((absence) => concerns(absence, denial));
  const ofWeight = claims.filter((claim) => !ended.has(claim) && !(claim.stage === 'denial' && isEnded(claim)));
  return { standing: [], orderOpen: false, custody: left, positions: foldPositions(ofWeight) };
}
