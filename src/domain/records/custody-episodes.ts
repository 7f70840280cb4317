// The stretches of custody that the statements tell of: with which holder, at which place, since when.

import type { Claim } from './claims.js';
import type { Episode } from './episodes.js';
import { compareAge } from './statement-order.js';
import type { CustodyRegime, Statement } from './statement.js';
import type { CustodyEpisode } from './whereabouts-record.js';

/** A court's papers and a party's word tell that the person is held, and of no place where. */
const OF_NO_PLACE: readonly Statement['kind'][] = ['acknowledgement', 'sentence', 'notice'];

function regimeOf(statement: Statement): CustodyRegime | null {
  if (statement.kind === 'assigned_residence') return 'assigned_residence';
  if (statement.kind === 'parole') return 'conditional';
  return statement.kind === 'detention' ? (statement.details.regime ?? null) : null;
}

/** A stretch while it grows. */
type Stretch = { -readonly [K in keyof CustodyEpisode]: CustodyEpisode[K] } & { statementIds: string[] };

/** Whether a claim tells of the same stretch: what it does not name is no difference. */
function continues(last: Stretch, told: Stretch): boolean {
  const agrees = (known: unknown, said: unknown): boolean => known === null || said === null || known === said;
  return (
    agrees(last.holder, told.holder) &&
    agrees(last.place?.code ?? null, told.place?.code ?? null) &&
    agrees(last.regime, told.regime)
  );
}

function extend(last: Stretch, told: Stretch): void {
  last.holder ??= told.holder;
  last.place ??= told.place;
  last.regime ??= told.regime;
  last.lastTold = told.lastTold;
  last.statementIds.push(...told.statementIds);
}

function begun({ party, statement }: Claim, episode: number): Stretch {
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

/** Claims of one beginning and one episode, in the order of listing: nothing tells which of them came first. */
function beginningTogether(claims: readonly Claim[], numberOf: (claim: Claim) => number): readonly Claim[][] {
  const groups: Claim[][] = [];
  for (const claim of [...claims].sort(compareAge)) {
    const [first] = groups.at(-1) ?? [];
    const isTied =
      first?.earliest === claim.earliest && first.latest === claim.latest && numberOf(first) === numberOf(claim);
    if (isTied) groups.at(-1)?.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

/** Each holder, place and regime that tied claims tell of, once. */
function toldTogether(claims: readonly Claim[], episode: number): readonly Stretch[] {
  const told = new Map<string, Stretch>();
  for (const claim of claims) {
    const one = begun(claim, episode);
    const telling = [one.holder, one.place?.code, one.regime].join(' ');
    const same = told.get(telling);
    if (same === undefined) told.set(telling, one);
    else extend(same, one);
  }
  return [...told.values()];
}

/** Where several stretches begin at once, none of them is the one that the next claim continues: no id decides between them. */
export function foldCustodyEpisodes(
  claims: readonly Claim[],
  { numberOf }: Pick<Episode, 'numberOf'>,
): readonly CustodyEpisode[] {
  const custody = claims.filter(({ counts, stage }) => counts && stage === 'custody');
  const stretches: Stretch[] = [];
  let last: Stretch | null = null;
  for (const group of beginningTogether(custody, numberOf)) {
    const [first] = group;
    if (first === undefined) continue;
    const told = toldTogether(group, numberOf(first));
    const [only] = told;
    const single = told.length === 1 && only !== undefined ? only : null;
    if (single !== null && last?.episode === single.episode && continues(last, single)) {
      extend(last, single);
      continue;
    }
    stretches.push(...told);
    last = single;
  }
  return stretches;
}
