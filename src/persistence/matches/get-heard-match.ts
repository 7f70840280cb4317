// Finds a proposal for somebody who decides on it, with both records as they are shown to them.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import type { Instant } from '../../domain/records/instant.js';
import { isUuid } from '../../domain/uuid.js';
import { tagOfAll } from '../records/record-tag.js';
import { shownRecord, type ShownRecord } from '../records/shown-record.js';
import type { Room } from '../room.js';
import type { HeardProposal } from './match-proposal.repository.js';
import { shownMatches } from './shown-matches.js';

export interface ComparedMatch {
  readonly match: ShownMatch;
  /** In the order of the match's persons. */
  readonly records: readonly [ShownRecord, ShownRecord];
  /** Changes when anything of this changes for this reader. */
  readonly tag: string;
}

/** Throws `not_found`. */
export async function getHeardMatch(room: Room, actor: Actor, id: string): Promise<HeardProposal> {
  const proposal = isUuid(id) ? await room.matches.findHeard(actor, id) : null;
  if (proposal === null) throw notFound();
  return proposal;
}

export async function comparedMatch(
  room: Room,
  actor: Actor,
  proposal: HeardProposal,
  now: Instant,
): Promise<ComparedMatch> {
  const [match] = await shownMatches(room, actor, [proposal]);
  const [one, other] = match?.persons ?? [];
  if (match === undefined || one === undefined || other === undefined) throw notFound();
  const first = await shownRecord(room, actor, one.pseudonym, {}, now);
  const second = await shownRecord(room, actor, other.pseudonym, {}, now);
  return { match, records: [first, second], tag: tagOfAll(match, first.tag, second.tag) };
}
