// The flags that a fold raises, each with the statements that raise it.

import { possibleAges } from './age-band.js';
import type { Claim } from './claims.js';
import { flagsOfClock } from './clock-table.js';
import { RECORD_FLAGS, type RecordFlag } from './flags.js';
import type { Instant } from './instant.js';
import { DAY } from './life-signs.js';
import type { Positions } from './positions.js';
import { compareForListing, surelyAfter } from './statement-order.js';
import type { BirthYears, Statement } from './statement.js';
import type { Weighed } from './statement-weight.js';
import type { FlagRaised, RunningClock, SignOfLife } from './whereabouts-record.js';
import { HELD_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';
import type { WhereaboutsVerdict } from './whereabouts-verdict.js';

export interface FlagGround {
  readonly verdict: WhereaboutsVerdict;
  /** Claims of the newest episode. */
  readonly claims: readonly Claim[];
  readonly weighed: readonly Weighed[];
  readonly clocks: readonly RunningClock[];
  readonly positions: Positions;
  readonly signOfLife: SignOfLife | null;
  readonly birthYears: BirthYears | null;
  /** Statements from which the years of birth come. */
  readonly birthStatements: readonly Statement[];
  readonly today: Instant;
  readonly staleDays: { readonly held: number; readonly missing: number };
}

const statementsOf = (claims: readonly Claim[]): readonly Statement[] => claims.map(({ statement }) => statement);

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
  const before = claims.filter(
    (claim) =>
      claim.counts &&
      claim.alive &&
      claim.stage === 'custody' &&
      deaths.some((death) => !surelyAfter(claim.statement, death.statement)),
  );
  return deaths.length === 0 || before.length === 0 ? [] : [...before, ...deaths];
}

/** Custody that a death ended, as far as anybody tells it. */
function uninquiredDeath(ground: FlagGround): readonly Statement[] {
  const { weighed, verdict } = ground;
  const inquired = weighed.some(({ statement, weight }) => weight !== 'shown' && statement.kind === 'death_inquiry');
  const saidInCustody = verdict.deaths.standing.filter(
    ({ statement }) => statement.kind === 'death' && statement.details.circumstance === 'in_custody',
  );
  return inquired ? [] : statementsOf([...aliveBeforeDeath(ground), ...saidInCustody]);
}

/** The visits, and the absence that was stated since. */
function lostAfterVisit({ verdict, claims }: FlagGround): readonly Claim[] {
  const visits = claims.filter(({ counts, statement }) => counts && statement.kind === 'visit');
  return verdict.status === 'whereabouts_lost' && visits.length > 0 ? [...visits, ...verdict.deciding] : [];
}

function ofKind({ weighed }: FlagGround, kind: Statement['kind']): readonly Statement[] {
  return weighed
    .filter(({ weight, statement }) => weight !== 'shown' && statement.kind === kind)
    .map(({ statement }) => statement);
}

/** Protection follows the youngest age that is possible, unless the years are known no better than within a generation. */
const WIDEST_FOR_CHILD = 10;

function isChild(birthYears: BirthYears | null, today: Instant): boolean {
  if (birthYears === null) return false;
  const { youngest, oldest } = possibleAges(birthYears, today);
  return oldest >= 0 && (oldest < 18 || (youngest < 18 && birthYears.to - birthYears.from <= WIDEST_FOR_CHILD));
}

/** Null where the fold of this version does not raise the flag. */
const RAISING: Readonly<Partial<Record<RecordFlag, (ground: FlagGround) => readonly Statement[]>>> = {
  denied_despite_proof: (ground) => statementsOf(deniedProofs(ground)),
  acknowledged_then_denied: ({ positions }) => statementsOf(positions.takenBack),
  death_after_sign_of_life_in_custody: (ground) => statementsOf(aliveBeforeDeath(ground)),
  conflicting_statements: ({ verdict }) => statementsOf(verdict.conflicting),
  sentenced_in_custody: ({ claims }) =>
    statementsOf(claims.filter(({ counts, statement }) => counts && statement.kind === 'sentence')),
  visited_then_lost: (ground) => statementsOf(lostAfterVisit(ground)),
  death_without_inquiry: uninquiredDeath,
  feigned_release: ({ claims }) =>
    statementsOf(claims.filter(({ counts, statement }) => counts && statement.kind === 'feigned_release')),
  extortion_attempt: (ground) => ofKind(ground, 'extortion_attempt'),
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

export function raiseFlags(ground: FlagGround): readonly FlagRaised[] {
  const byTime = raisedByTime(ground);
  return RECORD_FLAGS.flatMap((flag): FlagRaised[] => {
    if (flag === 'sign_of_life_stale') {
      return isStale(ground) && ground.signOfLife !== null
        ? [{ flag, statementIds: [ground.signOfLife.statementId] }]
        : [];
    }
    const statements = RAISING[flag]?.(ground) ?? [];
    const ids = [...new Set(statements)].sort(compareForListing).map(({ id }) => id);
    const raised = byTime.get(flag) ?? ids;
    return raised.length === 0 ? [] : [{ flag, statementIds: raised }];
  });
}
