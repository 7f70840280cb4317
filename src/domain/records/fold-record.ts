// Folds the statements that a reader may see into the record that the reader sees: pure, total, whatever their order.

import { claimsOf, type Claim } from './claims.js';
import { newestEpisode, type Episode } from './episodes.js';
import { foldCustodyEpisodes } from './custody-episodes.js';
import { explain } from './explanation.js';
import { custodyOf, lastContact, lastSignOfLife, lossOf } from './life-signs.js';
import { foldPositions } from './positions.js';
import { raiseFlags } from './record-flags.js';
import { runningClocks } from './running-clocks.js';
import { birthYearStatements, foldCategories, foldParticulars, foldSides } from './standing-particulars.js';
import { Seen } from './seen-statements.js';
import { STALE_DAYS } from './stale-days.js';
import { sortedSet, surelyAfter } from './statement-order.js';
import { weighStatements, type FoldClock } from './statement-weight.js';
import { setAside } from './set-aside.js';
import type { PartyKey, Statement } from './statement.js';
import type { Sentence, WhereaboutsRecord } from './whereabouts-record.js';
import { RETURNED_STATUSES, type Fate, type WhereaboutsStatus } from './whereabouts-status.js';
import { foldWhereabouts, type WhereaboutsVerdict } from './whereabouts-verdict.js';

/** Whether it tells who holds or held the person, or let them go; what a party says of its own custody binds it, whoever has judged it. */
function namesHolder({ counts, stage, party, statement }: Claim): boolean {
  if (stage === 'custody') return counts || party === statement.author.party;
  if (!counts) return false;
  return stage === 'end' || (statement.kind === 'death' && statement.details.circumstance === 'in_custody');
}

/** Every party that is said to hold or to have held the person, or to have let them go: nobody bound to it attests a return or signs a death. */
function allegedHolders(claims: readonly Claim[]): readonly PartyKey[] {
  return sortedSet(claims.filter(namesHolder).flatMap(({ party }) => (party === null ? [] : [party])));
}

/** Oldest first. */
function foldSentences(seen: Seen): readonly Sentence[] {
  return seen
    .countingOfKind('sentence')
    .map(({ statement }) => statement)
    .filter((statement) => statement.kind === 'sentence')
    .reverse()
    .map(({ id, valid, details: { years = null, months = null, life = false, party = null } }) => ({
      statementId: id,
      valid,
      years,
      months,
      life,
      party,
    }));
}

/** Whether somebody credible spoke with the person, both ways, and nothing that counts may be newer. */
function wasSpokenWith(episode: Episode): boolean {
  const counting = episode.claims.filter(({ counts }) => counts);
  return counting.some(
    (claim) =>
      claim.statement.kind === 'proof_of_life' &&
      claim.statement.details.contactStrength === 'direct_two_way' &&
      counting.every((other) => other.latest <= claim.earliest || other === claim),
  );
}

const ESTABLISHED_DEAD: readonly WhereaboutsStatus[] = ['dead_not_returned', 'remains_identified', 'remains_returned'];

/** A court's presumption ends where a sign of life lies surely after it; the declaration stays in the history. */
function isDeclaredDead(seen: Seen, claims: readonly Claim[]): boolean {
  return seen
    .countingOfKind('judicial_declaration_of_death')
    .some((declared) => claims.every((claim) => !claim.counts || !claim.alive || !surelyAfter(claim, declared)));
}

function fateOf(status: WhereaboutsStatus, episode: Episode, claims: readonly Claim[], seen: Seen): Fate {
  if (status === 'closed') return 'unknown';
  if (ESTABLISHED_DEAD.includes(status)) return 'dead_confirmed';
  const back = status === 'at_liberty_elsewhere' || RETURNED_STATUSES.includes(status);
  if (back || (status !== 'death_reported' && wasSpokenWith(episode))) return 'alive_confirmed';
  return isDeclaredDead(seen, claims) ? 'presumed_dead' : 'unknown';
}

function isBack({ status }: WhereaboutsVerdict): boolean {
  return status === 'at_liberty_elsewhere' || RETURNED_STATUSES.includes(status);
}

/** All that the deciding statements allow. */
function cameBack(verdict: WhereaboutsVerdict): WhereaboutsRecord['cameBack'] {
  if (!isBack(verdict) || verdict.deciding.length === 0) return null;
  return {
    earliest: Math.min(...verdict.deciding.map(({ earliest }) => earliest)),
    latest: Math.max(...verdict.deciding.map(({ latest }) => latest)),
  };
}

function custodyShown(verdict: WhereaboutsVerdict, episode: Episode): WhereaboutsRecord['custody'] {
  return isBack(verdict) ? null : custodyOf(episode.claims);
}

/**
 * The record as `clock.view` sees it. Never throws, whatever the statements say; neither their order in the list nor any
 * id or label decides anything. Days are counted from `clock.today`, and no status depends on it.
 */
export function foldRecord(statements: readonly Statement[], clock: FoldClock): WhereaboutsRecord {
  const { staleDays = STALE_DAYS } = clock;
  const seen = new Seen(weighStatements(statements, clock));
  const claims = claimsOf(seen.all);
  const holders = allegedHolders(claims);
  const episode = newestEpisode(claims);
  const positions = foldPositions(episode.claims);
  const verdict = foldWhereabouts(episode, claims, seen, holders, positions);
  const particulars = foldParticulars(seen);
  const categories = foldCategories(seen);
  const signOfLife = lastSignOfLife(claims, holders, clock.today);
  const clocks = runningClocks({
    status: verdict.status,
    seen,
    claims: episode.claims,
    categories,
    deaths: verdict.deaths.standing,
  });
  return {
    status: verdict.status,
    fate: fateOf(verdict.status, episode, claims, seen),
    episode: episode.number,
    lastContact: lastContact(claims),
    lastSignOfLife: signOfLife,
    custody: custodyShown(verdict, episode),
    custodyEpisodes: foldCustodyEpisodes(claims, episode),
    positions: positions.shown,
    sentences: foldSentences(seen),
    ...particulars,
    categories,
    sides: foldSides(seen),
    ...lossOf(episode.claims),
    cameBack: cameBack(verdict),
    flags: raiseFlags({
      verdict,
      claims: episode.claims,
      seen,
      clocks,
      positions,
      signOfLife,
      birthYears: particulars.birthYears,
      birthStatements: birthYearStatements(seen),
      today: clock.today,
      staleDays,
    }),
    clocks,
    why: { ...explain(verdict, episode.claims, holders), setAside: setAside(seen.all, clock) },
    asOf: clock.today,
    staleDays,
  };
}
