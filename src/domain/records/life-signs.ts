// The last contact and the last sign of life of a person, the loss that the newest episode began with, and custody.

import { type Claim, isDatedLoss, isOpening } from './claims.js';
import { currentHolders } from './positions.js';
import { agreed, compareAge, compareNewness, compareNumbers, newestOf, sortedSet } from './statement-order.js';
import { CONTACT_STRENGTHS, type ContactStrength, type StatementSource } from '../evidence/statement-source.js';
import type { Instant } from './instant.js';
import type { CustodyRegime, PartyKey, Place, Statement } from './statement.js';
import { isAttested } from './return-verdict.js';
import type { Custody, LastContact, SignOfLife, WhereaboutsRecord } from './whereabouts-record.js';

export const DAY = 86_400_000;

/** The newest last contact; where there is none, the newest last sighting. */
export function lastContact(claims: readonly Claim[]): LastContact | null {
  const ofKind = (kind: Statement['kind']): readonly Claim[] =>
    newestOf(claims.filter(({ statement }) => statement.kind === kind));
  const contacts = ofKind('last_contact');
  const newest = contacts.length > 0 ? contacts : ofKind('last_seen');
  const [first] = newest;
  if (first === undefined) return null;
  const { id, valid } = first.statement;
  return { statementId: id, valid, place: agreed(newest.map(({ statement }) => statement.place)) };
}

function contactStrength({ details }: Statement): ContactStrength | null {
  return 'contactStrength' in details ? details.contactStrength : null;
}

function strengthRank(statement: Statement): number {
  const strength = contactStrength(statement);
  return strength === null ? CONTACT_STRENGTHS.length : CONTACT_STRENGTHS.indexOf(strength);
}

/** An announced release or escape is the word of a party, and a sentence can be passed on the absent. */
function isSign({ statement, alive, stage }: Claim, holders: readonly PartyKey[]): boolean {
  return alive && (stage !== 'end' || isAttested(statement, holders));
}

/** Among signs of one earliest instant the newest, then the one with the closest contact, then the first that is listed. */
function lastOf(signs: readonly Claim[]): Statement | null {
  const last = signs.reduce<Claim | null>((best, one) => {
    if (best === null) return one;
    const order =
      compareNumbers(one.earliest, best.earliest) ||
      compareNewness(one, best) ||
      strengthRank(best.statement) - strengthRank(one.statement) ||
      best.listed - one.listed;
    return order > 0 ? one : best;
  }, null);
  return last === null ? null : last.statement;
}

/**
 * The sign that proves life at the latest instant, hence by its earliest one: a film of some time since the last contact
 * proves no more than that contact, however late it was published.
 */
export function lastSignOfLife(
  claims: readonly Claim[],
  holders: readonly PartyKey[],
  today: Instant,
): SignOfLife | null {
  const last = lastOf(claims.filter((claim) => isSign(claim, holders)));
  if (last === null) return null;
  const { id, valid, source } = last;
  return {
    statementId: id,
    valid,
    source,
    contactStrength: contactStrength(last),
    ageDays: ageInDays(valid.earliest, today),
  };
}

export function ageInDays(earliest: Instant, today: Instant): number | null {
  return Number.isFinite(earliest) ? Math.max(0, Math.floor((today - earliest) / DAY)) : null;
}

function placeOf(losses: readonly Claim[], opening: Claim): Place | null {
  const tied = losses.filter(
    (loss) => isDatedLoss(loss) === isDatedLoss(opening) && compareNewness(loss, opening) === 0,
  );
  const told = tied.flatMap(({ statement }) => statement.place ?? []);
  return agreed(told);
}

/**
 * The disappearance or capture that began the episode, or else the newest last contact. A loss that nobody could yet judge
 * is still where the search begins, when there is no credible one. A place is taken from the next loss that has one.
 */
export function lossOf(claims: readonly Claim[]): Pick<WhereaboutsRecord, 'loss' | 'lossSources'> {
  const told = claims.filter(isOpening);
  const credible = told.filter((claim) => claim.counts);
  const losses = credible.length > 0 ? credible : told;
  const dated = losses.filter(isDatedLoss).sort(compareAge);
  const described = losses.filter((loss) => !isDatedLoss(loss));
  const inOrder = [...dated, ...described];
  const [opening] = inOrder;
  if (opening === undefined) return { loss: null, lossSources: [] };
  const placed = inOrder.find(({ statement }) => statement.place !== null);
  return {
    loss: { valid: opening.statement.valid, place: placed === undefined ? null : placeOf(losses, placed) },
    lossSources: sourcesOf(losses, opening),
  };
}

/** Of all reports that are of one sort and of one date with the loss that began the episode: no order of listing decides. */
function sourcesOf(losses: readonly Claim[], opening: Claim): readonly StatementSource[] {
  const tied = losses.filter(
    (loss) =>
      isDatedLoss(loss) === isDatedLoss(opening) &&
      loss.earliest === opening.earliest &&
      loss.latest === opening.latest,
  );
  return sortedSet(tied.map(({ statement }) => statement.source)) as readonly StatementSource[];
}

function distinctPlaces(custody: readonly Claim[]): readonly Place[] {
  const newest = newestOf(custody.filter(({ statement }) => statement.place !== null));
  const places = newest.flatMap(({ statement }) => statement.place ?? []);
  const byText = new Map(places.map((place) => [`${place.code} ${place.precision}`, place]));
  return sortedSet([...byText.keys()]).flatMap((text) => byText.get(text) ?? []);
}

function regimeOf({ details }: Statement): CustodyRegime | undefined {
  return 'regime' in details ? details.regime : undefined;
}

export function custodyOf(claims: readonly Claim[]): Custody | null {
  const custody = claims.filter(({ counts, stage }) => counts && stage === 'custody').sort(compareAge);
  const [first] = custody;
  if (first === undefined) return null;
  const regimes = newestOf(custody.filter(({ statement }) => regimeOf(statement) !== undefined));
  return {
    holders: currentHolders(custody),
    places: distinctPlaces(custody),
    regimes: sortedSet(regimes.flatMap(({ statement }) => regimeOf(statement) ?? [])) as readonly CustodyRegime[],
    since: first.statement.valid,
    statementIds: custody.map(({ statement }) => statement.id).reverse(),
  };
}
