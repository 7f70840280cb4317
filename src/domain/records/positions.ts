// The positions of the parties: which acknowledgements and denials of an episode stand.

import type { Claim } from './claims.js';
import { compareForListing, newestOf, sortedSet, surelyAfter, compareNewness } from './statement-order.js';
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
export function sameParty(acknowledgement: Claim, other: Claim): boolean {
  return acknowledgement.party === null || acknowledgement.party === other.party;
}

/** Parties that are said to hold the person; where nobody says who, any party's denial of this person is the holder's. */
function eligible(denials: readonly Claim[], custody: readonly Claim[]): readonly Claim[] {
  const alleged = custody.flatMap(({ party }) => (party === null ? [] : [party]));
  return denials.filter(({ party }) => alleged.length === 0 || (party !== null && alleged.includes(party)));
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
    const refused = own(refusals).filter((one) =>
      standing.every((other) => surelyAfter(one.statement, other.statement)),
    );
    const [claim] = newestOf(refused.length > 0 ? refused : standing);
    return claim === undefined ? [] : [{ party, claim }];
  });
  return positions
    .sort((a, b) => compareNewness(b.claim.statement, a.claim.statement))
    .map(({ party, claim: { statement, stage } }) => ({
      party,
      position: POSITION_OF_STAGE[stage] ?? 'acknowledgement',
      statementId: statement.id,
      valid: statement.valid,
    }));
}

export function foldPositions(claims: readonly Claim[]): Positions {
  const counting = claims.filter((claim) => claim.counts).sort((a, b) => compareForListing(a.statement, b.statement));
  const custody = counting.filter((claim) => claim.stage === 'custody');
  const acknowledgements = custody.filter((claim) => claim.acknowledges);
  const denied = counting.filter((claim) => claim.stage === 'denial');
  const stands = (denial: Claim): boolean =>
    !acknowledgements.some((one) => sameParty(one, denial) && surelyAfter(one.statement, denial.statement));
  const denials = eligible(denied, custody).filter(stands);
  const standing = acknowledgements.filter((one) =>
    denials.every((denial) => !sameParty(one, denial) || surelyAfter(one.statement, denial.statement)),
  );
  const pairs = denials.flatMap((denial) =>
    acknowledgements.filter((one) => sameParty(one, denial)).map((acknowledgement) => ({ acknowledgement, denial })),
  );
  const before = pairs.filter(({ acknowledgement, denial }) =>
    surelyAfter(denial.statement, acknowledgement.statement),
  );
  const unordered = pairs.filter((pair) => !before.includes(pair));
  const equal = unordered.filter(
    ({ acknowledgement, denial }) => compareNewness(acknowledgement.statement, denial.statement) === 0,
  );
  const both = (some: typeof pairs): readonly Claim[] => [
    ...new Set(some.flatMap(({ acknowledgement, denial }) => [acknowledgement, denial])),
  ];
  return {
    standingAcknowledgements: standing,
    standingDenials: denials,
    takenBack: both(before),
    orderOpen: both(unordered.filter((pair) => !equal.includes(pair))),
    equal: both(equal),
    shown: shownPositions(
      standing,
      denied.filter(stands),
      counting.filter(({ statement }) => statement.kind === 'refusal_of_information'),
    ),
  };
}

/** The holders that the newest claims of custody name; several where these are tied. */
export function currentHolders(custody: readonly Claim[]): readonly PartyKey[] {
  const naming = newestOf(custody.filter(({ party }) => party !== null));
  return sortedSet(naming.flatMap(({ party }) => (party === null ? [] : [party])));
}
