// The stage of the fold that asks whether a death stands, and whether it is established.

import { isOpening, type Claim } from './claims.js';
import { assessedTwice, establishedAlone, standingDeaths, type Establishing } from './established-death.js';
import { overruledBy, type Overruled } from './overruling.js';
import { foldRemains } from './remains-verdict.js';
import { newestOf } from './statement-order.js';
import type { Seen } from './seen-statements.js';
import type { PartyKey } from './statement.js';
import type { Verdict } from './verdict.js';

export interface DeathStage {
  /** Null when no death stands. */
  readonly verdict: Verdict | null;
  /** Deaths that stand, and those that later signs of life have overruled. */
  readonly standing: readonly Claim[];
  readonly overruled: readonly Overruled[];
}

interface Established {
  readonly claim: Claim;
  readonly how: Establishing;
}

function establishedAmong(standing: readonly Claim[], holders: readonly PartyKey[]): readonly Established[] {
  const alone = standing.flatMap((claim) => {
    const how = establishedAlone(claim.statement, holders);
    return how === null ? [] : [{ claim, how }];
  });
  const together = assessedTwice(standing, holders).map((claim) => ({ claim, how: 'death_assessed' as const }));
  return [...alone, ...together];
}

/** The most formal of the ways in which the death is established names the rule. */
const BY_FORM: readonly Establishing[] = ['death_notified', 'death_identified', 'death_assessed'];

function establishedVerdict(
  firm: readonly Established[],
  standing: readonly Claim[],
  holders: readonly PartyKey[],
): Verdict {
  const identifications = firm
    .map(({ claim }) => claim)
    .filter(({ statement }) => statement.kind === 'remains_identified');
  if (identifications.length > 0) return foldRemains(identifications, standing, holders);
  const rule = BY_FORM.find((form) => firm.some(({ how }) => how === form)) ?? 'death_assessed';
  const deciding = firm.filter(({ how }) => how === rule).map(({ claim }) => claim);
  const cited = rule === 'death_assessed' ? deciding : newestOf(deciding);
  return { status: 'dead_not_returned', rule, deciding: cited, conflicting: [] };
}

function verdictOf(standing: readonly Claim[], unjudged: readonly Claim[], holders: readonly PartyKey[]): Verdict {
  const unopposed = standing.filter((claim) => overruledBy(claim, unjudged) === null);
  const firm = establishedAmong(unopposed, holders);
  if (firm.length > 0) return establishedVerdict(firm, unopposed, holders);
  const established = establishedAmong(standing, holders);
  const held = established.flatMap(({ claim }) => overruledBy(claim, unjudged)?.by ?? []);
  if (held.length === 0) {
    const said = standing.filter((claim) => !isHoldersAnnouncement(claim));
    const deciding = newestOf(said.length > 0 ? said : standing);
    return { status: 'death_reported', rule: 'death_said', deciding, conflicting: [] };
  }
  const deciding = [...new Set([...newestOf(established.map(({ claim }) => claim)), ...newestOf(held)])];
  return { status: 'death_reported', rule: 'death_held_back', deciding, conflicting: deciding };
}

/** The holder's account is cited only where nobody else says anything; beside others it is kept as dissent. */
export function isHoldersAnnouncement({ statement }: Claim): boolean {
  return statement.kind === 'death' && statement.source === 'holder_statement';
}

/** Claims that show the person alive, and a later loss, which only the living can suffer. */
function keepsAlive(claim: Claim): boolean {
  return claim.alive || isOpening(claim);
}

export function foldDeaths(claims: readonly Claim[], seen: Seen, holders: readonly PartyKey[]): DeathStage {
  const said = claims.filter((claim) => claim.counts && claim.stage === 'death');
  if (said.length === 0) return { verdict: null, standing: [], overruled: [] };
  const deaths = standingDeaths(said, seen);
  const challengers = claims.filter((claim) => claim.counts && keepsAlive(claim));
  const overruled = deaths.map((death) => overruledBy(death, challengers)).filter((one) => one !== null);
  const standing = deaths.filter((death) => !overruled.some(({ end }) => end === death));
  if (standing.length === 0) return { verdict: null, standing, overruled };
  const unjudged = claims.filter((claim) => !claim.counts && claim.alive);
  return { verdict: verdictOf(standing, unjudged, holders), standing, overruled };
}
