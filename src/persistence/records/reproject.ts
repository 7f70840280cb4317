// Renews the projection of a person, and of all whose records share its statements, after these or their links changed.

import type { Instant } from '../../domain/records/instant.js';
import type { Room } from '../room.js';
import { contentsOfRecords } from './contents-of-records.js';
import { projectionsOf } from './projections-of-statements.js';

/** The caller has locked the person for writing, or has just added it. */
export async function reproject(room: Room, personId: string, today: Instant): Promise<void> {
  const links = await room.personLinks.around([personId]);
  const linked = links.flatMap(({ fromPersonId, intoPersonId }) => [fromPersonId, intoPersonId]);
  const contents = await contentsOfRecords(room, [...new Set([personId, ...linked])]);
  const projected = [...contents].map(([id, held]) => ({ id, rows: projectionsOf(id, held, today) }));
  await room.projections.put(
    projected.flatMap(({ rows }) => rows),
    today,
  );
  for (const { id, rows } of projected) {
    await room.projections.removeOtherViews(
      id,
      rows.map(({ view }) => view),
    );
  }
}
