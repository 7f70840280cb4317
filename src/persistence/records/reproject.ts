// Renews the projection of one person after its statements changed.

import type { Instant } from '../../domain/records/instant.js';
import type { Room } from '../room.js';
import { projectionsOf } from './projections-of-statements.js';

/** The caller has locked the person for writing, or has just added it. */
export async function reproject(room: Room, personId: string, today: Instant): Promise<void> {
  const recorded = (await room.statements.ofPersons([personId])).get(personId) ?? [];
  const rows = projectionsOf(
    personId,
    recorded.map(({ statement }) => statement),
    today,
  );
  await room.projections.put(rows, today);
  await room.projections.removeOtherViews(
    personId,
    rows.map(({ view }) => view),
  );
}
