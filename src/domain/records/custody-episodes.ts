// The stretches of custody that the statements tell of: with which holder, at which place, since when.

import type { Claim } from './claims.js';
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

/** `newest` are the claims of the newest episode, whose number is `number`; whatever else counts is of earlier ones. */
export function foldCustodyEpisodes(
  claims: readonly Claim[],
  newest: readonly Claim[],
  number: number,
): readonly CustodyEpisode[] {
  const ofNewest = new Set(newest);
  const stretches: Stretch[] = [];
  for (const claim of claims.filter(({ counts, stage }) => counts && stage === 'custody').sort(compareAge)) {
    const told = begun(claim, ofNewest.has(claim) ? number : number - 1);
    const last = stretches.at(-1);
    if (last !== undefined && last.episode === told.episode && continues(last, told)) extend(last, told);
    else stretches.push(told);
  }
  return stretches;
}
