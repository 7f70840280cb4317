// The cells of a table as places in a row of numbers, by the codes of the columns that its dimensions are read from.

import type { Instant } from '../../domain/records/instant.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { CellKey } from '../../domain/statistics/table-margins.js';
import type { DimensionValues } from './dimension-values.js';
import type { ReadPart } from './read-parts.js';
import { ColumnTexts, type RememberedColumn } from './remembered-columns.js';

/** A dimension, its values in the order of an answer, and how far apart their places are. */
interface Axis {
  readonly dimension: Dimension;
  readonly of: DimensionValues;
  readonly values: readonly string[];
  /** By the number of a value, what it adds to the place of a cell. */
  readonly adds: Float64Array;
  readonly stride: number;
}

function axesOf(dimensions: readonly Dimension[], valuesOf: readonly DimensionValues[]): readonly Axis[] {
  const axes: Axis[] = [];
  let stride = 1;
  for (let at = dimensions.length - 1; at >= 0; at -= 1) {
    const [dimension, of] = [dimensions[at], valuesOf[at]];
    if (dimension === undefined || of === undefined) continue;
    const { values, placeOf } = of.inOrder;
    const adds = new Float64Array(placeOf.length);
    for (let number = 0; number < adds.length; number += 1) adds[number] = (placeOf[number] ?? 0) * stride;
    axes.unshift({ dimension, of, values, adds, stride });
    stride *= values.length;
  }
  return axes;
}

interface Strided {
  readonly codes: RememberedColumn['numbers'];
  /** What a code adds to the place of the cell. */
  readonly adds: Float64Array;
}

function addTo(places: Float64Array, entries: Uint32Array, { codes, adds }: Strided): void {
  for (let at = 0; at < entries.length; at += 1)
    places[at] = (places[at] ?? 0) + (adds[codes[entries[at] ?? 0] ?? 0] ?? 0);
}

const NONE = new Uint32Array();

/** What each code of a column adds, by the number of its value. */
function addsOf(numbers: Uint32Array, adds: Float64Array): Float64Array {
  const ofCodes = new Float64Array(numbers.length);
  for (let code = 0; code < numbers.length; code += 1) ofCodes[code] = adds[numbers[code] ?? 0] ?? 0;
  return ofCodes;
}

/** The same for all parts: a count keeps to one memory. */
function valuesIn([part]: readonly ReadPart[], dimension: Dimension): DimensionValues {
  const { texts } = part?.columnOf(dimension) ?? { texts: new ColumnTexts() };
  return texts.valuesOf(dimension);
}

export interface CellsAsked {
  readonly dimensions: readonly Dimension[];
  readonly day: Instant;
}

export class CellPlaces {
  readonly #axes: readonly Axis[];
  readonly #columns = new Map<ReadPart, readonly Strided[]>();
  /** How many places there are. */
  readonly size: number;

  constructor({ dimensions, day }: CellsAsked, parts: readonly ReadPart[]) {
    const valuesOf = dimensions.map((dimension) => valuesIn(parts, dimension));
    const numbers = parts.map(({ columnOf }) =>
      dimensions.map((dimension, at) => valuesOf[at]?.numbersOn(day, columnOf(dimension).ids)),
    );
    this.#axes = axesOf(dimensions, valuesOf);
    this.size = this.#axes.reduce((product, { values }) => product * values.length, 1);
    parts.forEach((part, index) => {
      const strided = this.#axes.map(({ dimension, adds }, at) => ({
        codes: part.columnOf(dimension).numbers,
        adds: addsOf(numbers[index]?.[at] ?? NONE, adds),
      }));
      this.#columns.set(part, strided);
    });
  }

  /** Of rows of a part, in their order. */
  placesOf(part: ReadPart, entries: Uint32Array): Float64Array {
    const places = new Float64Array(entries.length);
    for (const strided of this.#columns.get(part) ?? []) addTo(places, entries, strided);
    return places;
  }

  /**
   * Written one by one: a list of pairs for each of ten thousand cells took as long as all else of a count. A literal with computed names is written
   * faster for a table like the one before and twice as slowly once tables differ.
   */
  keyAt(place: number): CellKey {
    const key: { [dimension in Dimension]?: string } = {};
    for (const { dimension, values, stride } of this.#axes)
      key[dimension] = values[Math.floor(place / stride) % values.length] ?? '';
    return key;
  }
}
