// With whom persons are compared, from what their records hold and what lists read of them today.

import { classOf } from '../../domain/anonymity/person-class.js';
import { asSeenBy } from '../../domain/records/embargo.js';
import { contentsAt, type RecordContents } from '../../domain/records/record-contents.js';
import { sharedToday, type RecordInterval } from '../../domain/records/record-history.js';
import type { Room } from '../room.js';
import type { ClassOfPerson } from './shown-class.repository.js';

/** `intervals` are those of what is known today, whatever else is among them. */
export function classOfRecord(
  personId: string,
  contents: RecordContents,
  intervals: readonly RecordInterval[],
): ClassOfPerson {
  const told = contentsAt(personId, contents).statements.filter(({ confidential }) => !confidential);
  // What is under embargo sets nobody apart before others are told of it.
  const shared = told.flatMap((statement) => asSeenBy(statement, null) ?? []);
  return { personId, personClass: classOf(sharedToday(intervals), shared) };
}

/** Of these persons those of whom another class is kept than their statements make. */
export async function differingClasses(
  room: Room,
  contents: ReadonlyMap<string, RecordContents>,
  histories: ReadonlyMap<string, readonly RecordInterval[]>,
): Promise<Set<string>> {
  const classes = [...contents].map(([id, held]) => classOfRecord(id, held, histories.get(id) ?? []));
  return new Set(await room.shownClasses.differing(classes));
}
