// Reads what persons' records hold and ever held: their own statements and those of the persons linked with them.

import { contentsAlone, contentsOf, membershipsOf, type RecordContents } from '../../domain/records/record-contents.js';
import { withOriginals } from '../evidence/originals-of-statements.js';
import type { Room } from '../room.js';

/**
 * The one way from persons to the statements that fold into their records; keyed by person id. Withdrawn statements and ended links are
 * there too, each with its times; what others gave in confidence is not, where they are for a reader.
 */
export async function contentsOfRecords(
  room: Room,
  personIds: readonly string[],
  reader: { readonly organisationId: string } | null = null,
): Promise<Map<string, RecordContents>> {
  const links = await room.personLinks.around(personIds);
  const linked = new Set(links.flatMap(({ fromPersonId, intoPersonId }) => [fromPersonId, intoPersonId]));
  const asked = [...new Set([...personIds, ...linked])];
  // A merged record is told whole, whichever of its persons the reader was shown before they were merged.
  const stated =
    reader === null || linked.size > 0
      ? await room.reaching('registry', () => room.statements.ofPersons(asked, reader))
      : await room.statements.ofPersons(asked, reader);
  const recorded = await withOriginals(room, stated);
  const statementsOf = (id: string) => (recorded.get(id) ?? []).map(({ statement }) => statement);
  const memberships = membershipsOf([...linked], links);
  return new Map(
    personIds.map((id) => [
      id,
      linked.has(id) ? contentsOf(id, memberships, statementsOf) : contentsAlone(id, statementsOf(id)),
    ]),
  );
}
