// Which years of birth the registry knows of persons, as all may be told of them.

import { contentsAt, foldContents } from '../../domain/records/record-contents.js';
import type { Instant } from '../../domain/records/instant.js';
import type { BirthYears } from '../../domain/records/statement.js';
import type { Room } from '../room.js';
import { contentsOfRecords } from './contents-of-records.js';

/** Keyed by person id; what one organisation gave in confidence is not in it. */
export async function birthYearsOfPersons(
  room: Room,
  personIds: readonly string[],
  now: Instant,
): Promise<Map<string, BirthYears | null>> {
  const contents = await contentsOfRecords(room, personIds);
  return new Map(
    [...contents].map(([id, held]) => {
      const { birthYears } = foldContents(contentsAt(id, held), { today: now, view: { organisationId: null } });
      return [id, birthYears];
    }),
  );
}
