// The flags that a fold raises, each with the statements that raise it.

import type { Claim } from './claims.js';
import { flagsOfClock } from './clock-table.js';
import { RECORD_FLAGS, type RecordFlag } from './flags.js';
import type { Instant } from './instant.js';
import { DAY } from './life-signs.js';
import type { Positions } from './positions.js';
import type { Seen } from './seen-statements.js';
import type { StaleDays } from './stale-days.js';
import { compareForListing, surelyAfter, type Ordered } from './statement-order.js';
import type { BirthYears } from './statement.js';
import type { StatementKind } from './statement-kinds.js';
import { childhoodOf } from './timed-flags.js';
import type { FlagRaised, RunningClock, SignOfLife } from './whereabouts-record.js';
import { HELD_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';
import type { WhereaboutsVerdict } from './whereabouts-verdict.js';

export interface FlagGround {
  readonly verdict: WhereaboutsVerdict;
  /** Claims of the newest episode. */
  readonly claims: readonly Claim[];
  readonly seen: Seen;
  readonly clocks: readonly RunningClock[];
  readonly positions: Positions;
  readonly signOfLife: SignOfLife | null;
  readonly birthYears: BirthYears | null;
  /** Statements from which the years of birth come. */
  readonly birthStatements: readonly Ordered[];
  readonly today: Instant;
  readonly staleDays: StaleDays;
}

function daysUntilStale(status: WhereaboutsStatus, days: FlagGround['staleDays']): number | null {
  if (HELD_STATUSES.includes(status)) return days.held;
  return status === 'missing' ? days.missing : null;
}

function isStale({ verdict, signOfLife, today, staleDays }: FlagGround): boolean {
  const days = daysUntilStale(verdict.status, staleDays);
  return days !== null && signOfLife !== null && signOfLife.valid.earliest < today - days * DAY;
}

/** Proofs that show the person with the party that denies, or with one that nobody names. */
function deniedProofs({ verdict, claims, positions }: FlagGround): readonly Claim[] {
  if (verdict.status !== 'held_denied') return [];
  const denials = positions.standingDenials;
  const proofs = claims.filter(
    ({ statement, counts, stage, party }) =>
      statement.kind === 'proof_of_life' &&
      counts &&
      stage === 'custody' &&
      (party === null || denials.some((denial) => denial.party === party)),
  );
  return proofs.length === 0 ? [] : [...denials, ...proofs];
}

/** A sign of life in custody that does not lie surely after the death that stands. */
function aliveBeforeDeath({ verdict, claims }: FlagGround): readonly Claim[] {
  const deaths = verdict.deaths.standing;
  if (deaths.length === 0) return [];
  const before = claims.filter(
    (claim) =>
      claim.counts && claim.alive && claim.stage === 'custody' && deaths.some((death) => !surelyAfter(claim, death)),
  );
  return before.length === 0 ? [] : [...before, ...deaths];
}

/** Custody that a death ended, as far as anybody tells it. */
function uninquiredDeath(ground: FlagGround): readonly Claim[] {
  const { verdict } = ground;
  const saidInCustody = verdict.deaths.standing.filter(
    ({ statement }) => statement.kind === 'death' && statement.details.circumstance === 'in_custody',
  );
  const isInquired = known(ground, 'death_inquiry').length > 0;
  return isInquired ? [] : [...aliveBeforeDeath(ground), ...saidInCustody];
}

/** The visits, and the absence that was stated since. */
function lostAfterVisit({ verdict, claims }: FlagGround): readonly Claim[] {
  if (verdict.status !== 'whereabouts_lost') return [];
  const visits = countingOfKind(claims, 'visit');
  return visits.length > 0 ? [...visits, ...verdict.deciding] : [];
}

function countingOfKind(claims: readonly Claim[], kind: StatementKind): readonly Claim[] {
  return claims.filter(({ counts, statement }) => counts && statement.kind === kind);
}

/** Credible, or not yet judged. */
function known({ seen }: FlagGround, kind: StatementKind): readonly Ordered[] {
  return seen.ofKind(kind).filter(({ weight }) => weight !== 'shown');
}

function isChild(birthYears: BirthYears | null, today: Instant): boolean {
  if (birthYears === null) return false;
  const { from, until } = childhoodOf(birthYears);
  return from <= today && today < until;
}

/** Null where the fold of this version does not raise the flag. */
const RAISING: Readonly<Partial<Record<RecordFlag, (ground: FlagGround) => readonly Ordered[]>>> = {
  denied_despite_proof: deniedProofs,
  acknowledged_then_denied: ({ positions }) => positions.takenBack,
  death_after_sign_of_life_in_custody: aliveBeforeDeath,
  conflicting_statements: ({ verdict }) => verdict.conflicting,
  sentenced_in_custody: ({ claims }) => countingOfKind(claims, 'sentence'),
  visited_then_lost: lostAfterVisit,
  death_without_inquiry: uninquiredDeath,
  feigned_release: ({ claims }) => countingOfKind(claims, 'feigned_release'),
  extortion_attempt: (ground) => known(ground, 'extortion_attempt'),
  child: ({ birthYears, today, birthStatements }) => (isChild(birthYears, today) ? birthStatements : []),
};

/** Those whose clocks have run out by today, and that of everybody still held after hostilities. */
function raisedByTime({ clocks, today }: FlagGround): ReadonlyMap<RecordFlag, readonly string[]> {
  const due = clocks.filter((clock) => clock.due <= today);
  const raised = new Map<RecordFlag, readonly string[]>();
  for (const { flag, statementIds } of due) {
    for (const each of flagsOfClock(flag)) {
      raised.set(each, [...new Set([...(raised.get(each) ?? []), ...statementIds])]);
    }
  }
  return raised;
}

/** In the order of listing, each once: one statement may raise a flag as a claim and as a death. */
function idsOf(raising: readonly Ordered[]): readonly string[] {
  if (raising.length === 0) return [];
  const ids = [...raising].sort(compareForListing).map(({ statement }) => statement.id);
  return [...new Set(ids)];
}

function raisedBy(flag: RecordFlag, ground: FlagGround): readonly string[] {
  if (flag !== 'sign_of_life_stale') return idsOf(RAISING[flag]?.(ground) ?? []);
  return isStale(ground) && ground.signOfLife !== null ? [ground.signOfLife.statementId] : [];
}

export function raiseFlags(ground: FlagGround): readonly FlagRaised[] {
  const byTime = raisedByTime(ground);
  return RECORD_FLAGS.flatMap((flag): FlagRaised[] => {
    const statementIds = byTime.get(flag) ?? raisedBy(flag, ground);
    return statementIds.length === 0 ? [] : [{ flag, statementIds }];
  });
}
