// Says what stands in the way of closing an identity by its date: that its person is still sought, as the owner organisation knows it.

import type { Instant } from '../../domain/records/instant.js';
import { contentsAt, foldContents } from '../../domain/records/record-contents.js';
import { obstacleOf, type RetentionObstacle } from '../../domain/retention/standing-retention.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';
import type { KeptPerson } from './identity-retention.repository.js';

/**
 * Of the record in which the person stands now: who was merged into another is sought as long as that one is. It is the owner's own view, and the
 * owner's own tracing requests: what others say in confidence or are asked by families must not be told by a date that is put off.
 */
export async function retentionObstacle(
  room: Room,
  { personId, organisationId }: KeptPerson,
  now: Instant,
): Promise<RetentionObstacle | null> {
  const view = { organisationId };
  const contents = await room.reaching('registry', async () => {
    const recordId = (await room.personLinks.standingRoots([personId])).get(personId) ?? personId;
    const held = (await contentsOfRecords(room, [recordId], view)).get(recordId);
    return held === undefined ? null : contentsAt(recordId, held);
  });
  if (contents === null) return 'search_open';
  const { status } = foldContents(contents, { today: now, view });
  const personIds = [...new Set([personId, ...contents.personIds])];
  return obstacleOf({ status, hasOpenRequest: await room.identityRetention.hasOpenRequest(organisationId, personIds) });
}
