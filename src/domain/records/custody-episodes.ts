// The stretches of custody that the statements tell of: with which holder, at which place, since when.

import type { Claim } from './claims.js';
import { compareNumbers, compareForListing, spanOf } from './statement-order.js';
import type { CustodyRegime, Statement } from './statement.js';
import type { CustodyEpisode } from './whereabouts-record.js';

/** A court's papers and a party's word tell that the person is held, and of no place where. */
const OF_NO_PLACE: readonly Statement['kind'][] = ['acknowledgement', 'sentence', 'notice'];

function regimeOf(statement: Statement): CustodyRegime | null {
  if (statement.kind === 'assigned_residence') return 'assigned_residence';
  if (statement.kind === 'parole') return 'conditional';
  return statement.kind === 'detention' ? (statement.details.regime ?? null) : null;
}

function compareBeginning(a: Claim, b: Claim): number {
  const [first, second] = [spanOf(a.statement), spanOf(b.statement)];
  return (
    compareNumbers(first.earliest, second.earliest) ||
    compareNumbers(first.latest, second.latest) ||
    compareForListing(a.statement, b.statement)
  );
}

/** Whether a claim tells of the same stretch: what it does not name is no difference. */
function continues(stretch: CustodyEpisode, { party, statement }: Claim): boolean {
  const place = OF_NO_PLACE.includes(statement.kind) ? null : statement.place;
  const agrees = <T>(known: T | null, told: T | null, same: (a: T, b: T) => boolean): boolean =>
    known === null || told === null || same(known, told);
  return (
    agrees(stretch.holder, party, (a, b) => a === b) &&
    agrees(stretch.place, place, (a, b) => a.code === b.code) &&
    agrees(stretch.regime, regimeOf(statement), (a, b) => a === b)
  );
}

function begun({ party, statement }: Claim, episode: number): CustodyEpisode {
  const place = OF_NO_PLACE.includes(statement.kind) ? null : statement.place;
  return {
    episode,
    holder: party,
    place,
    regime: regimeOf(statement),
    since: statement.valid,
    lastTold: statement.valid,
    statementIds: [statement.id],
  };
}

function extended(stretch: CustodyEpisode, claim: Claim): CustodyEpisode {
  const { holder, place, regime } = begun(claim, stretch.episode);
  return {
    ...stretch,
    holder: stretch.holder ?? holder,
    place: stretch.place ?? place,
    regime: stretch.regime ?? regime,
    lastTold: claim.statement.valid,
    statementIds: [...stretch.statementIds, claim.statement.id],
  };
}

/** `newest` are the claims of the newest episode, whose number is `number`; whatever else counts is of earlier ones. */
export function foldCustodyEpisodes(
  claims: readonly Claim[],
  newest: readonly Claim[],
  number: number,
): readonly CustodyEpisode[] {
  const custody = claims.filter(({ counts, stage }) => counts && stage === 'custody').sort(compareBeginning);
  return custody.reduce<CustodyEpisode[]>((stretches, claim) => {
    const episode = newest.includes(claim) ? number : number - 1;
    const last = stretches.at(-1);
    if (last !== undefined && last.episode === episode && continues(last, claim)) {
      return [...stretches.slice(0, -1), extended(last, claim)];
    }
    return [...stretches, begun(claim, episode)];
  }, []);
}
