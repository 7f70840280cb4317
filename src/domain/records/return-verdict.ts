// The stage of the fold that asks whether the person came back, in which way, and who attests it.

import { perhapsOfOneParty, type Claim } from './claims.js';
import type { FoldRule } from './fold-rules.js';
import { overruledBy, type Overruled } from './overruling.js';
import { newestOf, surelyAfter } from './statement-order.js';
import type { StatementKind } from './statement-kinds.js';
import { passesOnWords } from './statement-weight.js';
import type { Attester, PartyKey, ReturnMode, Statement } from './statement.js';
import { leastFinal, type Verdict } from './verdict.js';
import type { WhereaboutsStatus } from './whereabouts-status.js';

export interface ReturnStage {
  /** Null when no return stands. */
  readonly verdict: Verdict | null;
  readonly overruled: readonly Overruled[];
}

const ATTESTING: readonly Attester[] = ['person', 'family', 'receiving_side', 'neutral_agency'];

const STATUS_OF_MODE: Readonly<Record<ReturnMode, WhereaboutsStatus>> = {
  released: 'returned_released',
  exchanged: 'returned_exchanged',
  repatriated: 'returned_repatriated',
  escaped: 'returned_escaped',
  located: 'returned_located',
};

const MODE_OF_KIND: Readonly<Partial<Record<StatementKind, ReturnMode>>> = {
  release: 'released',
  exchange: 'exchanged',
  repatriation: 'repatriated',
  escape: 'escaped',
  located: 'located',
};

/** The words of a party are its own claim, whomever they name: a party can attest that it received somebody, and for nobody else. */
function isClaimOfParty(statement: Statement, attester: Attester): boolean {
  const receives = statement.source === 'party' && attester === 'receiving_side';
  return passesOnWords(statement) && !receives;
}

/** An organisation bound to a holder cannot attest that the holder let somebody go. */
export function isAttested(statement: Statement, holders: readonly PartyKey[]): boolean {
  const { details, author } = statement;
  const attester = 'attestedBy' in details ? details.attestedBy : undefined;
  if (attester === undefined || !ATTESTING.includes(attester)) return false;
  const bound = author.party !== null && holders.includes(author.party);
  return !bound && !isClaimOfParty(statement, attester);
}

const RELEASING_KINDS: readonly StatementKind[] = ['release', 'exchange', 'repatriation', 'escape'];

/** An arrival of which nobody says how it came about takes the mode of the newest release or exchange beside it. */
function arrivalStatus(ends: readonly Claim[]): WhereaboutsStatus {
  const told = ends.filter(({ statement }) => RELEASING_KINDS.includes(statement.kind));
  const modes = newestOf(told).map(({ statement }) => ({
    status: STATUS_OF_MODE[MODE_OF_KIND[statement.kind] ?? 'located'],
  }));
  return leastFinal(modes)?.status ?? 'returned_located';
}

function attestedStatus(statement: Statement, ends: readonly Claim[]): WhereaboutsStatus {
  if (statement.kind === 'resettlement') return 'at_liberty_elsewhere';
  if (statement.kind === 'located' && statement.details.whereTheyWishToBe === false) return 'at_liberty_elsewhere';
  if (statement.kind === 'arrival') {
    return statement.details.mode === undefined ? arrivalStatus(ends) : STATUS_OF_MODE[statement.details.mode];
  }
  return STATUS_OF_MODE[MODE_OF_KIND[statement.kind] ?? 'located'];
}

/** What an end of custody says by itself, attested or not. */
export function endStatus(
  { statement }: Claim,
  ends: readonly Claim[],
  holders: readonly PartyKey[],
): WhereaboutsStatus {
  return isAttested(statement, holders) ? attestedStatus(statement, ends) : 'release_unconfirmed';
}

function returnVerdict(standing: readonly Claim[], ends: readonly Claim[], holders: readonly PartyKey[]): Verdict {
  const attested = standing.filter(({ statement }) => isAttested(statement, holders));
  if (attested.length === 0) {
    return {
      status: 'release_unconfirmed',
      rule: 'return_not_attested',
      deciding: newestOf(standing),
      conflicting: [],
    };
  }
  const newest = newestOf(attested).map((claim) => ({ claim, status: endStatus(claim, ends, holders) }));
  const status = leastFinal(newest)?.status ?? 'returned_located';
  const deciding = newest.filter((one) => one.status === status).map(({ claim }) => claim);
  const tied = deciding.length < newest.length;
  const plain: FoldRule = status === 'at_liberty_elsewhere' ? 'free_elsewhere' : 'arrival_attested';
  const conflicting = tied ? newest.map(({ claim }) => claim) : [];
  return { status, rule: tied ? 'equal_statements' : plain, deciding, conflicting };
}

const PASSED_ON_THE_ABSENT: readonly StatementKind[] = ['sentence', 'notice'];

/** Losses and custody can overrule a return; a sentence can be passed on the absent and overrules only what nobody attests. */
function challengers(claims: readonly Claim[], end: Claim, holders: readonly PartyKey[]): readonly Claim[] {
  const attested = isAttested(end.statement, holders);
  return claims.filter(
    ({ counts, stage, statement }) =>
      counts &&
      (stage === 'loss' || stage === 'custody') &&
      !(attested && PASSED_ON_THE_ABSENT.includes(statement.kind)),
  );
}

/** A hand-over that was feigned, or others who came back without the person, tell of the very return that was announced, where no other party is named. */
function belies({ statement, counts }: Claim): boolean {
  if (!counts) return false;
  const others = statement.kind === 'search_negative' && statement.details.where === 'among_returnees';
  return statement.kind === 'feigned_release' || others;
}

function beliedBy(end: Claim, claims: readonly Claim[], holders: readonly PartyKey[]): Overruled | null {
  if (isAttested(end.statement, holders)) return null;
  const by = claims.filter((claim) => belies(claim) && perhapsOfOneParty(claim, end) && !surelyAfter(end, claim));
  return by.length === 0 ? null : { end, by, how: 'later' };
}

export function foldReturns(claims: readonly Claim[], holders: readonly PartyKey[]): ReturnStage {
  const ends = claims.filter((claim) => claim.counts && claim.stage === 'end');
  const overruled = ends
    .map((end) => beliedBy(end, claims, holders) ?? overruledBy(end, challengers(claims, end, holders)))
    .filter((one) => one !== null);
  const standing = ends.filter((end) => !overruled.some((one) => one.end === end));
  return { verdict: standing.length === 0 ? null : returnVerdict(standing, ends, holders), overruled };
}
