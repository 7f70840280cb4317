// Reads whom the records of people who are matched call kin, each kin with what says who may know of them.

import { contentsAt, type RecordContents } from '../../domain/records/record-contents.js';
import type { KinOfRecord } from '../../domain/matching/known-kin.js';
import type { Instant } from '../../domain/records/instant.js';
import { kinToldToAll } from '../../domain/records/told-kin.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';

const NOTHING: ReadonlyMap<string, RecordContents> = new Map();

/** By person id; kin whose record was merged into another stand in that one. Most people name none, and of them nothing is read. */
export async function kinOfMatched(
  room: Room,
  personIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, KinOfRecord>> {
  const asked = [
    ...new Set([...(await room.matchWork.namingKin(personIds)), ...(await room.personLinks.linkedAmong(personIds))]),
  ];
  const recordOf = await rootsOf(room, personIds);
  const contents = asked.length === 0 ? NOTHING : await contentsOfRecords(room, [...new Set(asked.map(recordOf))]);
  const named = new Map(
    [...contents].map(([id, held]) => [id, kinToldToAll(contentsAt(id, held).statements, now)] as const),
  );
  const kinIds = [...new Set([...named.values()].flat().map(({ person }) => person))];
  const known = await room.matchWork.facts(kinIds);
  const kinRecordOf = await rootsOf(room, kinIds);
  return new Map(
    personIds.map((id) => {
      const recordId = recordOf(id);
      const kin = (named.get(recordId) ?? []).flatMap(({ kinship, person }) => {
        const as = known.get(person);
        return as === undefined ? [] : [{ kinship, personId: kinRecordOf(person), as }];
      });
      return [id, { recordId, kin }];
    }),
  );
}

async function rootsOf(room: Room, personIds: readonly string[]): Promise<(personId: string) => string> {
  const roots = personIds.length === 0 ? new Map<string, string>() : await room.personLinks.standingRoots(personIds);
  return (personId) => roots.get(personId) ?? personId;
}
