// The cells of a table as places in a row of numbers, by the codes of the columns that its dimensions are read from.

import type { Instant } from '../../domain/records/instant.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { CellKey } from '../../domain/statistics/table-margins.js';
import type { ReadPart } from './read-parts.js';
import type { ColumnTexts, RememberedColumn } from './remembered-columns.js';

/** As the values of a key are written, one behind the other: no such text is the beginning of another. */
function inOrder(values: Iterable<string>): string[] {
  const byText = new Map<string, string>();
  for (const value of values) byText.set(JSON.stringify(value), value);
  return [...byText.keys()].sort().map((text) => byText.get(text) ?? '');
}

/** The values of one dimension on a day, numbered in the order in which they are met. */
class ValuesOnDay {
  readonly #numbers = new Map<string, number>();
  /** By text, one more than the number of its value; a count may meet columns that were read before all was forgotten. */
  readonly #ofTexts = new Map<ColumnTexts, Int32Array>();

  constructor(
    readonly dimension: Dimension,
    private readonly day: Instant,
  ) {}

  get values(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  numberOf(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** Of each code of a column; each text is read once. */
  numbersIn({ texts, ids }: RememberedColumn): Uint32Array {
    const numbers = this.#ofTexts.get(texts) ?? new Int32Array(texts.count);
    this.#ofTexts.set(texts, numbers);
    return Uint32Array.from(ids, (id) => {
      const known = numbers[id] ?? 0;
      if (known > 0) return known - 1;
      const number = this.numberOf(texts.valueOn(this.dimension, id, this.day));
      numbers[id] = number + 1;
      return number;
    });
  }
}

/** The values of a dimension, in the order of an answer, and the place of each. */
interface Axis {
  readonly dimension: Dimension;
  readonly values: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly stride: number;
}

function axesOf(
  dimensions: readonly Dimension[],
  valuesOf: readonly ValuesOnDay[],
  beside: readonly CellKey[],
): readonly Axis[] {
  const axes: Axis[] = [];
  let stride = 1;
  for (let at = dimensions.length - 1; at >= 0; at -= 1) {
    const dimension = dimensions[at];
    if (dimension === undefined) continue;
    const values = inOrder([...(valuesOf[at]?.values ?? []), ...beside.map((key) => key[dimension] ?? '')]);
    axes.unshift({ dimension, values, placeOf: new Map(values.map((value, place) => [value, place])), stride });
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

export interface CellsAsked {
  readonly dimensions: readonly Dimension[];
  readonly day: Instant;
  /** Keys of cells that were counted elsewhere, which have their places among the others. */
  readonly beside: readonly CellKey[];
}

export class CellPlaces {
  readonly #axes: readonly Axis[];
  readonly #columns = new Map<ReadPart, readonly Strided[]>();
  /** How many places there are. */
  readonly size: number;

  constructor({ dimensions, day, beside }: CellsAsked, parts: readonly ReadPart[]) {
    const valuesOf = dimensions.map((dimension) => new ValuesOnDay(dimension, day));
    const numbers = parts.map(({ columnOf }) => valuesOf.map((values) => values.numbersIn(columnOf(values.dimension))));
    this.#axes = axesOf(dimensions, valuesOf, beside);
    this.size = this.#axes.reduce((product, { values }) => product * values.length, 1);
    const adds = this.#axes.map((axis, at) =>
      Float64Array.from(valuesOf[at]?.values ?? [], (value) => placeOn(axis, value)),
    );
    parts.forEach((part, index) => {
      const strided = this.#axes.map(({ dimension }, at) => ({
        codes: part.columnOf(dimension).numbers,
        adds: Float64Array.from(numbers[index]?.[at] ?? [], (number) => adds[at]?.[number] ?? 0),
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

  placeOf(key: CellKey): number {
    return this.#axes.reduce((sum, axis) => sum + placeOn(axis, key[axis.dimension] ?? ''), 0);
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

function placeOn({ placeOf, stride }: Axis, value: string): number {
  return (placeOf.get(value) ?? 0) * stride;
}
