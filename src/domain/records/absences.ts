// Dated absences: somebody was looked for in custody and was not there, or a party that had acknowledged them refuses to say more.

import type { Claim } from './claims.js';
import { foldPositions, sameParty, type Positions } from './positions.js';
import { newestOf, overlap, surelyAfter } from './statement-order.js';

export interface Absence {
  /** The newest absences, while no evidence of custody lies surely after them. */
  readonly standing: readonly Claim[];
  /** Whether it is open that some evidence of custody came before them. */
  readonly orderOpen: boolean;
  /** Custody and positions that are still of weight: all, or those after the newest absence. */
  readonly custody: readonly Claim[];
  readonly positions: Positions;
}

/** A refusal takes back an acknowledgement of the same party and nothing else; a search needs somebody to have been in custody. */
function isAbsence(absence: Claim, custody: readonly Claim[], { standingAcknowledgements }: Positions): boolean {
  const ended =
    absence.statement.kind === 'refusal_of_information'
      ? standingAcknowledgements.filter((one) => sameParty(one, absence))
      : custody;
  return ended.some((claim) => !surelyAfter(claim, absence));
}

export function foldAbsence(claims: readonly Claim[], positions: Positions): Absence {
  const counting = claims.filter((claim) => claim.counts);
  const custody = counting.filter((claim) => claim.stage === 'custody');
  const newest = newestOf(
    counting.filter((claim) => claim.stage === 'absence' && isAbsence(claim, custody, positions)),
  );
  if (newest.length === 0) return { standing: [], orderOpen: false, custody, positions };
  const isSince = (claim: Claim): boolean => newest.every((one) => surelyAfter(claim, one));
  const since = custody.filter(isSince);
  if (since.length === 0) {
    const orderOpen = custody.some((held) => newest.some((one) => overlap(held, one)));
    return { standing: newest, orderOpen, custody, positions };
  }
  const ofWeight = claims.filter((claim) => (claim.stage !== 'custody' && claim.stage !== 'denial') || isSince(claim));
  return { standing: [], orderOpen: false, custody: since, positions: foldPositions(ofWeight) };
}
