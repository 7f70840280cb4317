// Lists which two records may be one person to those who decide on it: what waits for them, or all of one state.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { PROPOSAL_STATES, type ProposalState } from '../../domain/matching/match-proposal.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { shownMatches } from '../../persistence/matches/shown-matches.js';

export interface ListMatchesCommand {
  /** Absent: what waits for the reader's organisation. */
  readonly state?: string | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface MatchesPage {
  readonly matches: readonly ShownMatch[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListMatches {
  constructor(private readonly database: Database) {}

  /** The longest waiting first. */
  async execute(actor: Actor, command: ListMatchesCommand): Promise<MatchesPage> {
    requireAllowed(actor, 'read_matches');
    const { cursor, limit = LISTED } = command;
    const state = readState(command.state);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    return this.database.transaction(actor, async (room) => {
      const after = cursor === undefined ? null : isUuid(cursor) ? await room.matches.findHeard(actor, cursor) : null;
      if (cursor !== undefined && after === null) throw invalidField('/cursor', 'the cursor of the page before');
      const { proposals, more } = await room.matches.heard(actor, { state, after, limit });
      const matches = await shownMatches(room, actor, proposals);
      await room.audit.note({
        action: 'matches_listed',
        subjectKind: 'match',
        details: { matches: matches.length, state: state ?? null },
      });
      return { matches, cursor: more ? (proposals.at(-1)?.id ?? null) : null };
    });
  }
}

function readState(given: string | undefined): ProposalState | undefined {
  if (given === undefined) return undefined;
  const state = PROPOSAL_STATES.find((one) => one === given);
  if (state === undefined) throw invalidField('/state', `one of ${PROPOSAL_STATES.join(', ')}`);
  return state;
}
