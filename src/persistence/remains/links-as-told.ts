// Links between remains and persons as a reader is told of them: confirmed for others once they are told what the confirmation states.

import type { Actor } from '../../domain/access/actor.js';
import type { Instant } from '../../domain/records/instant.js';
import type { RemainsLink } from '../../domain/remains/remains-link.js';
import type { Room } from '../room.js';

/**
 * `seen` are the persons whom the reader may know of. A link of several persons counts as confirmed once its reader is told of each of them.
 */
export async function linksAsTold(
  room: Room,
  actor: Actor,
  links: readonly RemainsLink[],
  seen: ReadonlySet<string>,
  knownAt: Instant,
): Promise<RemainsLink[]> {
  const written = await room.remains.writtenFor(links.map(({ id }) => id));
  const told = await room.statements.toldOf(
    written.map(({ statementId }) => statementId),
    actor.organisationId,
  );
  const isTold = (at: Instant): boolean => at !== Infinity && at <= knownAt;
  return links.map((link) => {
    if (link.confirmed === null) return link;
    const about = written.filter(({ linkId, personId }) => linkId === link.id && seen.has(personId));
    const since = (kind: string): Instant[] =>
      about.filter((one) => one.kind === kind).map(({ statementId }) => told.get(statementId)?.recordedAt ?? Infinity);
    const confirmedAt = Math.max(link.confirmed.at, ...since('remains_identified'));
    if (!isTold(confirmedAt)) return { ...link, confirmed: null, handedOver: null };
    const isHandedOver = since('remains_handed_over').some(isTold);
    return {
      ...link,
      confirmed: { ...link.confirmed, at: confirmedAt },
      handedOver: isHandedOver ? link.handedOver : null,
    };
  });
}
