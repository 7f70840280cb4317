// The stage of the fold that remains when nobody came back or died: held, and by whose word, or missing.

import { foldAbsence, type Absence } from './absences.js';
import { isOpening, type Claim } from './claims.js';
import { currentHolders, type Positions } from './positions.js';
import { newestOf, surelyAfter } from './statement-order.js';
import type { PartyKey } from './statement.js';
import type { Verdict } from './verdict.js';

function verdict(status: Verdict['status'], rule: Verdict['rule'], deciding: readonly Claim[]): Verdict {
  return { status, rule, deciding: newestOf(deciding), conflicting: [] };
}

/** A denial against an acknowledgement of the same party: surely later it stands by itself, else the more open one does. */
function denied(positions: Positions, denials: readonly Claim[]): Verdict {
  const base = verdict('held_denied', 'holder_denies', denials);
  if (positions.equal.length > 0) return { ...base, rule: 'equal_statements', conflicting: positions.equal };
  return positions.orderOpen.length > 0 ? { ...base, rule: 'order_open' } : base;
}

function heldVerdict(custody: readonly Claim[], positions: Positions): Verdict {
  const { standingAcknowledgements: acknowledged, standingDenials: denials } = positions;
  const holders = currentHolders(custody);
  const ofHolders = (party: PartyKey | null): boolean => party === null || holders.includes(party);
  const byHolder = acknowledged.filter(({ party }) => ofHolders(party));
  if (byHolder.length > 0) return verdict('held_acknowledged', 'holder_acknowledges', byHolder);
  const deniedByHolder = denials.filter(({ party }) => holders.length === 0 || ofHolders(party));
  if (deniedByHolder.length > 0) return denied(positions, deniedByHolder);
  if (acknowledged.length > 0) return verdict('held_acknowledged', 'holder_acknowledges', acknowledged);
  if (denials.length > 0) return denied(positions, denials);
  return verdict('believed_held', 'custody_believed', custody);
}

/** A denial that lies surely after the absence is newer and stands; what the holder keeps from us otherwise is where the person is. */
function lostVerdict({ standing, orderOpen, positions }: Absence): Verdict {
  const denials = positions.standingDenials.filter((denial) =>
    standing.every((absence) => surelyAfter(denial, absence)),
  );
  if (denials.length > 0) return denied(positions, denials);
  return verdict('whereabouts_lost', orderOpen ? 'order_open' : 'dated_absence', standing);
}

/**
 * A disappearance that lies surely after all evidence of custody is newer and stands, unless a party still acknowledges
 * the person: an acknowledgement ends by the holder's own word or a dated absence. A last contact or sighting describes a
 * loss and undoes no custody.
 */
export function foldCustody(claims: readonly Claim[], positions: Positions): Verdict {
  const counting = claims.filter((claim) => claim.counts);
  const custody = counting.filter((claim) => claim.stage === 'custody');
  const losses = counting.filter((claim) => claim.stage === 'loss');
  if (custody.length === 0) {
    const deciding = losses.length > 0 ? losses : counting.filter(isOpening);
    return verdict('missing', deciding.length > 0 ? 'loss_of_contact' : 'nothing_counts', deciding);
  }
  const absence = foldAbsence(claims, positions);
  const before = [...custody, ...absence.standing];
  const lostAgain = losses.filter(
    (loss) => loss.statement.kind === 'disappearance' && before.every((one) => surelyAfter(loss, one)),
  );
  const acknowledged = absence.standing.length === 0 && absence.positions.standingAcknowledgements.length > 0;
  if (lostAgain.length > 0 && !acknowledged) return verdict('missing', 'loss_of_contact', lostAgain);
  return absence.standing.length > 0 ? lostVerdict(absence) : heldVerdict(absence.custody, absence.positions);
}
