// The positions of the parties: which acknowledgements and denials of an episode stand.

import type { Claim } from './claims.js';
import { newestOf, sortedSet, surelyAfter, compareNewness } from './statement-order.js';
import type { PartyKey } from './statement.js';
import type { PartyPosition } from './whereabouts-record.js';

export interface Positions {
  readonly standingAcknowledgements: readonly Claim[];
  readonly standingDenials: readonly Claim[];
  /** Standing denials with acknowledgements of the same party that lie surely before them. */
  readonly takenBack: readonly Claim[];
  /** Standing denials whose order to an acknowledgement of the same party is open, or which equal one. */
  readonly orderOpen: readonly Claim[];
  readonly equal: readonly Claim[];
  readonly shown: readonly PartyPosition[];
}

/** An acknowledgement by a document that names no party is the alleged holder's, whoever that is. */
function sameParty(acknowledgement: Claim, other: Claim): boolean {
  return acknowledgement.party === null || acknowledgement.party === other.party;
}

/** Parties that are said to hold the person; where nobody says who, any party's denial of this person is the holder's. */
function eligible(denials: readonly Claim[], custody: readonly Claim[]): readonly Claim[] {
  const alleged = new Set(custody.map(({ party }) => party));
  alleged.delete(null);
  return denials.filter(({ party }) => alleged.size === 0 || alleged.has(party));
}

const POSITION_OF_STAGE: Readonly<Partial<Record<Claim['stage'], PartyPosition['position']>>> = {
  denial: 'denial',
  absence: 'refusal_of_information',
};

/** One position for each party, the newest that stands. */
function shownPositions(
  acknowledgements: readonly Claim[],
  denials: readonly Claim[],
  refusals: readonly Claim[],
): readonly PartyPosition[] {
  const told = [...acknowledgements, ...denials, ...refusals];
  const parties = sortedSet(told.flatMap(({ party }) => (party === null ? [] : [party])));
  const positions = parties.flatMap((party) => {
    const own = (claims: readonly Claim[]): readonly Claim[] => claims.filter((claim) => claim.party === party);
    const denied = own(denials);
    const standing = denied.length > 0 ? denied : own(acknowledgements);
    const refused = own(refusals).filter((one) => standing.every((other) => surelyAfter(one, other)));
    const [claim] = newestOf(refused.length > 0 ? refused : standing);
    return claim === undefined ? [] : [{ party, claim }];
  });
  return positions
    .sort((a, b) => compareNewness(b.claim, a.claim))
    .map(({ party, claim: { statement, stage } }) => ({
      party,
      position: POSITION_OF_STAGE[stage] ?? 'acknowledgement',
      statementId: statement.id,
      valid: statement.valid,
    }));
}

/** Denials beside the acknowledgements of the same party, by how they lie to each other in time. */
function opposed(
  denials: readonly Claim[],
  acknowledgements: readonly Claim[],
): Pick<Positions, 'takenBack' | 'orderOpen' | 'equal'> {
  const takenBack = new Set<Claim>();
  const orderOpen = new Set<Claim>();
  const equal = new Set<Claim>();
  for (const denial of denials) {
    for (const acknowledgement of acknowledgements) {
      if (!sameParty(acknowledgement, denial)) continue;
      const unordered = compareNewness(acknowledgement, denial) === 0 ? equal : orderOpen;
      const pairs = surelyAfter(denial, acknowledgement) ? takenBack : unordered;
      pairs.add(acknowledgement).add(denial);
    }
  }
  return { takenBack: [...takenBack], orderOpen: [...orderOpen], equal: [...equal] };
}

export function foldPositions(claims: readonly Claim[]): Positions {
  const custody = claims.filter((claim) => claim.counts && claim.stage === 'custody');
  const acknowledgements = custody.filter((claim) => claim.acknowledges);
  const denied = claims.filter((claim) => claim.counts && claim.stage === 'denial');
  const stands = (denial: Claim): boolean =>
    !acknowledgements.some((one) => sameParty(one, denial) && surelyAfter(one, denial));
  const standingDenied = denied.filter(stands);
  const denials = eligible(standingDenied, custody);
  const standing = acknowledgements.filter((one) =>
    denials.every((denial) => !sameParty(one, denial) || surelyAfter(one, denial)),
  );
  return {
    standingAcknowledgements: standing,
    standingDenials: denials,
    ...opposed(denials, acknowledgements),
    shown: shownPositions(
      standing,
      standingDenied,
      claims.filter(({ counts, statement }) => counts && statement.kind === 'refusal_of_information'),
    ),
  };
}

/** The holders that the newest claims of custody name; several where these are tied. */
export function currentHolders(custody: readonly Claim[]): readonly PartyKey[] {
  const naming = newestOf(custody.filter(({ party }) => party !== null));
  return sortedSet(naming.flatMap(({ party }) => (party === null ? [] : [party])));
}
