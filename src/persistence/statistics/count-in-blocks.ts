// Counts rows that stand in columns as codes, without a look at anybody's texts.

import type { Instant } from '../../domain/records/instant.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { Move } from '../../domain/statistics/flow.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { PERSONS_OF_BLOCK } from './block-columns.js';
import { CellPlaces } from './cell-places.js';
import { allEntries, kept } from './entries.js';
import { CountedRows, type BlockReader, type RowsAmong } from './counted-rows.js';
import type { CountedTimes, ReadPart } from './read-parts.js';
import { tallyOf, type Tally } from './tally.js';

/** Of which persons, whatever a count asks of them. */
export interface BlockPersons {
  readonly reader: BlockReader;
  readonly parts: readonly ReadPart[];
  readonly dimensions: readonly Dimension[];
}

/** When, and what the dimensions are read as of. */
export interface BlockDay {
  readonly times: CountedTimes;
  readonly day: Instant;
}

function cellsOf(tally: Tally, places: CellPlaces): Cell[] {
  const cells: Cell[] = [];
  tally.each((place, count) => cells.push({ key: places.keyAt(place), count }));
  return cells;
}

/** In the order of the values, as every count has them; of all rows of the blocks unless it is said among which. */
export function countInBlocks(
  { reader, parts, dimensions }: BlockPersons,
  { times, day }: BlockDay,
  among: RowsAmong | null = null,
): Cell[] {
  const places = new CellPlaces({ dimensions, day }, parts);
  const rows = new CountedRows(reader, parts, times, among);
  const tally = tallyOf(places.size);
  for (const part of parts) tally.addEach(places.placesOf(part, rows.entriesIn(part)));
  return cellsOf(tally, places);
}

/** Of each person of each block one more than the place of the cell, and 0 of whoever is in none. */
function placesOfPersons(
  { reader, parts }: BlockPersons,
  { times }: BlockDay,
  places: CellPlaces,
): Map<number, Float64Array> {
  const rows = new CountedRows(reader, parts, times);
  const byBlock = new Map<number, Float64Array>();
  for (const part of parts) {
    const persons = byBlock.get(part.block) ?? new Float64Array(PERSONS_OF_BLOCK);
    byBlock.set(part.block, persons);
    const entries = rows.entriesIn(part);
    const placeOf = places.placesOf(part, entries);
    entries.forEach((entry, at) => {
      persons[part.places[entry] ?? 0] = (placeOf[at] ?? 0) + 1;
    });
  }
  return byBlock;
}

/** In which cell each person stood on the one day and on the other, of those who stood in any. */
export function movesInBlocks(persons: BlockPersons, from: BlockDay, to: BlockDay): Move[] {
  const { dimensions, parts } = persons;
  const [before, after] = [from, to].map(({ day }) => new CellPlaces({ dimensions, day }, parts));
  if (before === undefined || after === undefined) return [];
  const [wereIn, areIn] = [placesOfPersons(persons, from, before), placesOfPersons(persons, to, after)];
  const width = after.size + 1;
  const tally = tallyOf((before.size + 1) * width);
  for (const [block, were] of wereIn) {
    const are = areIn.get(block);
    for (let person = 0; person < PERSONS_OF_BLOCK; person += 1) {
      const place = (were[person] ?? 0) * width + (are?.[person] ?? 0);
      if (place > 0) tally.add(place, 1);
    }
  }
  const moves: Move[] = [];
  tally.each((place, count) => {
    const [was, is] = [Math.floor(place / width), place % width];
    moves.push({ from: was === 0 ? null : before.keyAt(was - 1), to: is === 0 ? null : after.keyAt(is - 1), count });
  });
  return moves;
}

export interface CohortFormed extends BlockDay {
  /** Values of the dimension month that the cohort was lost in. */
  readonly months: ReadonlySet<string>;
}

/** The rows of each part that are of the people of a cohort, on whatever day. */
function rowsOfCohort({ reader, parts }: BlockPersons, { times, months }: CohortFormed): RowsAmong {
  const formed = new CountedRows(reader, parts, times);
  const membersOf = new Map<number, Uint8Array>();
  for (const part of parts) {
    const { texts, ids, numbers } = part.columnOf('month');
    const isLost = Uint8Array.from(ids, (id) => (months.has(texts.textOf(id)) ? 1 : 0));
    const members = membersOf.get(part.block) ?? new Uint8Array(PERSONS_OF_BLOCK);
    membersOf.set(part.block, members);
    for (const entry of formed.entriesIn(part))
      if (isLost[numbers[entry] ?? 0] === 1) members[part.places[entry] ?? 0] = 1;
  }
  return new Map(
    parts.map((part) => {
      const members = membersOf.get(part.block);
      const ofMembers = kept(allEntries(part.places.length), (entry) => members?.[part.places[entry] ?? 0] === 1);
      return [part, ofMembers];
    }),
  );
}

/** The cells of the people of a cohort, wherever they stood on each day; in the order of the days. */
export function cohortInBlocks(persons: BlockPersons, formed: CohortFormed, days: readonly BlockDay[]): Cell[][] {
  const among = rowsOfCohort(persons, formed);
  return days.map((day) => countInBlocks(persons, day, among));
}
