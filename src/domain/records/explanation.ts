// Why a record has its status: the deciding statements, those that say otherwise, and the rule in words.

import type { Claim } from './claims.js';
import { isHoldersAnnouncement } from './death-verdict.js';
import { establishedAlone } from './established-death.js';
import { RECORD_RULES } from './fold-rules.js';
import { endStatus } from './return-verdict.js';
import { compareForListing, surelyAfter } from './statement-order.js';
import type { PartyKey } from './statement.js';
import { finality, type Verdict } from './verdict.js';
import type { Explanation } from './whereabouts-record.js';
import { HELD_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

function deathStatus({ statement, counts }: Claim, holders: readonly PartyKey[]): WhereaboutsStatus {
  if (!counts || establishedAlone(statement, holders) === null) return 'death_reported';
  return statement.kind === 'remains_identified' ? 'remains_identified' : 'dead_not_returned';
}

/** The status that a claim would give if it stood alone. */
function saysOf(claim: Claim, ends: readonly Claim[], holders: readonly PartyKey[]): WhereaboutsStatus | null {
  switch (claim.stage) {
    case 'loss':
      return 'missing';
    case 'contact':
      return null;
    case 'custody':
      return claim.acknowledges ? 'held_acknowledged' : 'believed_held';
    case 'denial':
      return 'held_denied';
    case 'end':
      return endStatus(claim, ends, holders);
    case 'absence':
      return 'whereabouts_lost';
    case 'closure':
      return 'closed';
    case 'death':
      return deathStatus(claim, holders);
  }
}

type Block = 'open' | 'held' | 'back' | 'dead' | 'closed';

function blockOf(status: WhereaboutsStatus): Block {
  if (status === 'missing') return 'open';
  if (status === 'closed') return 'closed';
  if (HELD_STATUSES.includes(status)) return 'held';
  return finality(status) < finality('death_reported') ? 'back' : 'dead';
}

/** Within a block a claim mostly agrees and says less; these say the opposite. */
function contradictsWithinBlock(claim: Claim, says: WhereaboutsStatus, status: WhereaboutsStatus): boolean {
  if (claim.stage === 'denial') return status === 'held_acknowledged';
  if (claim.stage === 'custody') return claim.acknowledges && status === 'held_denied';
  if (claim.stage === 'death') return isHoldersAnnouncement(claim);
  return claim.stage === 'end' && says !== status && says !== 'release_unconfirmed';
}

function dissents(claim: Claim, says: WhereaboutsStatus, verdict: Verdict): boolean {
  if (blockOf(says) === blockOf(verdict.status)) return contradictsWithinBlock(claim, says, verdict.status);
  // What is less final and surely older is history. A loss is what all else follows, so that only a later one dissents.
  if (claim.stage === 'loss') return verdict.deciding.every((one) => surelyAfter(claim, one));
  const moreFinal = finality(says) > finality(verdict.status);
  return moreFinal || !verdict.deciding.every((one) => surelyAfter(one, claim));
}

/** A sign of life of somebody at liberty says nothing of where they are, and against a death that they lived. */
function saysAgainst(claim: Claim, status: WhereaboutsStatus): WhereaboutsStatus | null {
  return claim.stage === 'contact' && blockOf(status) === 'dead' ? 'missing' : null;
}

export function explain(
  verdict: Verdict,
  claims: readonly Claim[],
  holders: readonly PartyKey[],
): Omit<Explanation, 'setAside'> {
  const ends = claims.filter((claim) => claim.counts && claim.stage === 'end');
  const dissenting = claims
    .filter((claim) => !verdict.deciding.includes(claim))
    .flatMap((claim) => {
      const says = saysOf(claim, ends, holders) ?? saysAgainst(claim, verdict.status);
      return says !== null && dissents(claim, says, verdict) ? [{ statementId: claim.statement.id, says }] : [];
    });
  const deciding = [...verdict.deciding].sort(compareForListing);
  return {
    rule: verdict.rule,
    words: RECORD_RULES[verdict.rule].words,
    deciding: deciding.map(({ statement }) => statement.id),
    dissenting,
  };
}
