// What blocks tell of single persons, row by row: to hold it against what their statements say.

import type { Instant } from '../../domain/records/instant.js';
import type { CountedValues } from '../../domain/statistics/count-differences.js';
import { DIMENSIONS } from '../../domain/statistics/measure.js';
import {
  CODED_NAMES,
  PERSONS_OF_BLOCK,
  PLACE,
  READER,
  readerOfText,
  VALID_FROM,
  VALID_UNTIL,
} from './block-columns.js';
import { READ_DIMENSIONS } from './column-readings.js';
import { columnNamed, instantsNamed, partsOfBlocks, type ColumnRow } from './block-parts.js';

/** Somebody as one view has them on some days, known today. */
export interface ToldRow {
  readonly view: string;
  readonly isToday: boolean;
  readonly validFrom: Instant;
  readonly validTo: Instant;
  readonly valuesOn: (day: Instant) => CountedValues;
}

export interface ToldInBlocks {
  /** Of whom it is told; others are counted from their rows. */
  readonly personIds: ReadonlySet<string>;
  readonly rows: readonly ToldRow[];
}

/** @param numbers of the persons asked for; of rows that nobody is concerned by, none. */
export function toldRows(columns: readonly ColumnRow[], numbers: ReadonlySet<number>): readonly ToldRow[] {
  return partsOfBlocks(columns).flatMap(({ block, part, columns: held }) => {
    const texts = new Map(
      CODED_NAMES.map((name) => {
        const { told, codes } = columnNamed(held, name);
        return [name, (entry: number): string => told[codes[entry] ?? 0] ?? ''] as const;
      }),
    );
    const textOf = (name: (typeof CODED_NAMES)[number], entry: number): string => texts.get(name)?.(entry) ?? '';
    const [from, until] = [instantsNamed(held, VALID_FROM), instantsNamed(held, VALID_UNTIL)];
    const rows: ToldRow[] = [];
    columnNamed(held, PLACE).codes.forEach((place, entry) => {
      const [view, , , isConcerned] = readerOfText(textOf(READER, entry));
      if (!isConcerned || !numbers.has(block * PERSONS_OF_BLOCK + place)) return;
      rows.push({
        view,
        isToday: part === 'today',
        validFrom: from[entry] ?? Infinity,
        validTo: until[entry] ?? Infinity,
        valuesOn: (day) =>
          Object.fromEntries(
            DIMENSIONS.map((dimension) => {
              const { column, read } = READ_DIMENSIONS[dimension];
              return [dimension, read(textOf(column, entry))(day).value];
            }),
          ) as CountedValues,
      });
    });
    return rows;
  });
}
