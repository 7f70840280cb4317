// Counts rows that stand in columns as codes, beside cells that were counted elsewhere, without a look at anybody's texts.

import type { Instant } from '../../domain/records/instant.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { PERSONS_OF_BLOCK, readerOfText } from './block-columns.js';
import type { Codes } from './codes.js';
import type { ColumnTexts, RememberedColumn } from './remembered-columns.js';

/** Rows of one block that stand for today, or those of its past. */
export interface ReadPart {
  readonly block: number;
  readonly places: Codes | Float64Array;
  readonly readers: RememberedColumn;
  /** Of a dimension, the one that it is read from. */
  readonly columnOf: (dimension: Dimension) => RememberedColumn;
  /** Whether a row holds at the times that are asked for. */
  readonly holds: (entry: number) => boolean;
}

export interface BlockCount {
  readonly organisation: string;
  readonly dimensions: readonly Dimension[];
  readonly day: Instant;
  readonly parts: readonly ReadPart[];
  /** Texts of readers whose rows the organisation may see, whoever the person is. */
  readonly visible: ReadonlySet<string>;
  /** Numbers of persons whom it may know of, whatever their rows say: it is named in them. */
  readonly named: readonly number[];
  /** Numbers of persons whose rows do not count here. */
  readonly marked: readonly number[];
  /** What those persons' rows say. */
  readonly beside: readonly Cell[];
}

/** Of each person of a block. */
const [MARKED, NAMED, OWN] = [1, 2, 4];

/** Of each reader of a part. */
const [NOBODYS, OWN_VIEW, OWN_UNCONCERNED, SHARED, SHARED_IF_NAMED, OWN_IF_NAMED] = [0, 1, 2, 3, 4, 5];

/** Above it a table is kept by its cells that occur; 16 MB are had faster than a million entries of a map. */
const MOST_CELLS_IN_A_ROW = 4_194_304;

function useOf(text: string, { organisation, visible }: BlockCount): number {
  const [view, , , isConcerned] = readerOfText(text);
  if (view === organisation) {
    if (!isConcerned) return OWN_UNCONCERNED;
    return visible.has(text) ? OWN_VIEW : OWN_IF_NAMED;
  }
  if (view !== SHARED_VIEW) return NOBODYS;
  return visible.has(text) ? SHARED : SHARED_IF_NAMED;
}

function usesIn({ readers: { texts, ids } }: ReadPart, count: BlockCount): Uint8Array {
  return Uint8Array.from(ids, (id) => useOf(texts.textOf(id), count));
}

function numbersByBlock(numbers: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const byBlock = new Map<number, number[]>();
  for (const number of numbers) {
    const block = Math.floor(number / PERSONS_OF_BLOCK);
    const places = byBlock.get(block) ?? [];
    places.push(number % PERSONS_OF_BLOCK);
    byBlock.set(block, places);
  }
  return byBlock;
}

/** The values of a dimension, in the order of an answer, and the place of each. */
interface Axis {
  readonly values: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly stride: number;
}

/** As the values of a key are written, one behind the other: no such text is the beginning of another. */
function inOrder(values: Iterable<string>): string[] {
  return [...new Set(values)]
    .map((value) => ({ value, text: JSON.stringify(value) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ value }) => value);
}

/** The values of one dimension on a day, numbered in the order in which they are met. */
class ValuesOnDay {
  readonly #numbers = new Map<string, number>();
  /** By text, one more than the number of its value; a count may meet columns that were read before all was forgotten. */
  readonly #ofTexts = new Map<ColumnTexts, Int32Array>();

  constructor(
    private readonly dimension: Dimension,
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

/** A value for each code of a part, by its number, in each dimension. */
type Numbers = readonly Uint32Array[];

function axesOf({ dimensions, beside }: BlockCount, valuesOfAxes: readonly ValuesOnDay[]): readonly Axis[] {
  const axes: Axis[] = [];
  let stride = 1;
  for (let at = dimensions.length - 1; at >= 0; at -= 1) {
    const dimension = dimensions[at] ?? '';
    const values = inOrder([...(valuesOfAxes[at]?.values ?? []), ...beside.map(({ key }) => key[dimension] ?? '')]);
    axes.unshift({ values, placeOf: new Map(values.map((value, place) => [value, place])), stride });
    stride *= values.length;
  }
  return axes;
}

class Table {
  readonly #row: Int32Array | null;
  readonly #cells = new Map<number, number>();

  constructor(private readonly axes: readonly Axis[]) {
    const size = axes.reduce((product, { values }) => product * values.length, 1);
    this.#row = size <= MOST_CELLS_IN_A_ROW ? new Int32Array(size) : null;
  }

  add(at: number, people: number): void {
    if (this.#row === null) this.#cells.set(at, (this.#cells.get(at) ?? 0) + people);
    else this.#row[at] = (this.#row[at] ?? 0) + people;
  }

  cells(dimensions: readonly Dimension[]): Cell[] {
    const cells: Cell[] = [];
    const tell = (at: number, count: number): void => {
      const key: Record<string, string> = {};
      this.axes.forEach(({ values, stride }, axis) => {
        key[dimensions[axis] ?? ''] = values[Math.floor(at / stride) % values.length] ?? '';
      });
      cells.push({ key, count });
    };
    if (this.#row === null)
      for (const [at, count] of [...this.#cells].sort(([one], [other]) => one - other)) tell(at, count);
    else
      for (let at = 0; at < this.#row.length; at += 1) {
        const count = this.#row[at] ?? 0;
        if (count > 0) tell(at, count);
      }
    return cells;
  }
}

/** What is known of the persons of a block, for all of its parts. */
function personsOf(
  block: number,
  marked: ReadonlyMap<number, readonly number[]>,
  named: ReadonlyMap<number, readonly number[]>,
): Uint8Array {
  const persons = new Uint8Array(PERSONS_OF_BLOCK);
  for (const place of marked.get(block) ?? []) persons[place] = MARKED;
  for (const place of named.get(block) ?? []) persons[place] = (persons[place] ?? 0) | NAMED;
  return persons;
}

/** Who of a block is seen otherwise by the organisation itself, concerned or not. */
function markOwn({ places, readers, holds }: ReadPart, uses: Uint8Array, persons: Uint8Array): void {
  if (!uses.some((use) => use === OWN_VIEW || use === OWN_UNCONCERNED || use === OWN_IF_NAMED)) return;
  for (let entry = 0; entry < places.length; entry += 1) {
    const use = uses[readers.numbers[entry] ?? 0];
    const isOwn = use === OWN_VIEW || use === OWN_UNCONCERNED || use === OWN_IF_NAMED;
    const place = places[entry] ?? 0;
    if (isOwn && holds(entry)) persons[place] = (persons[place] ?? 0) | OWN;
  }
}

/** By what is known of a person, whether a row of such a use counts: 8 for each use. */
const COUNTS = Uint8Array.from({ length: 48 }, (_, at) => {
  const [use, person] = [Math.floor(at / 8), at % 8];
  if ((person & MARKED) > 0) return 0;
  const isNamed = (person & NAMED) > 0;
  const isOwn = (person & OWN) > 0;
  if (use === OWN_VIEW || (use === OWN_IF_NAMED && isNamed)) return 1;
  return !isOwn && (use === SHARED || (use === SHARED_IF_NAMED && isNamed)) ? 1 : 0;
});

interface Strided {
  readonly codes: RememberedColumn['numbers'];
  /** What a code adds to the place of the cell. */
  readonly adds: Float64Array;
}

function addRows(part: ReadPart, uses: Uint8Array, persons: Uint8Array, columns: readonly Strided[], to: Table): void {
  const { places, readers, holds } = part;
  for (let entry = 0; entry < places.length; entry += 1) {
    const use = uses[readers.numbers[entry] ?? 0] ?? NOBODYS;
    if (COUNTS[use * 8 + (persons[places[entry] ?? 0] ?? 0)] === 0 || !holds(entry)) continue;
    let at = 0;
    for (const { codes, adds } of columns) at += adds[codes[entry] ?? 0] ?? 0;
    to.add(at, 1);
  }
}

/** What each code of each column of a part adds to the place of a cell. */
function stridedColumns(part: ReadPart, dimensions: readonly Dimension[], numbers: Numbers, adds: Numbers): Strided[] {
  return dimensions.map((dimension, axis) => ({
    codes: part.columnOf(dimension).numbers,
    adds: Float64Array.from(numbers[axis] ?? [], (number) => adds[axis]?.[number] ?? 0),
  }));
}

/** In the order of the values, as every count has them. */
export function countInBlocks(count: BlockCount): Cell[] {
  const { dimensions, day, parts, beside } = count;
  const valuesOfAxes = dimensions.map((dimension) => new ValuesOnDay(dimension, day));
  const numbersOfParts = parts.map(({ columnOf }): Numbers =>
    dimensions.map((dimension, at) => valuesOfAxes[at]?.numbersIn(columnOf(dimension)) ?? new Uint32Array()),
  );
  const axes = axesOf(count, valuesOfAxes);
  const placeIn = ({ placeOf, stride }: Axis, value: string): number => (placeOf.get(value) ?? 0) * stride;
  const adds = axes.map((axis, at) =>
    Uint32Array.from(valuesOfAxes[at]?.values ?? [], (value) => placeIn(axis, value)),
  );
  const table = new Table(axes);
  const [marked, named] = [numbersByBlock(count.marked), numbersByBlock(count.named)];
  const usesOf = new Map(parts.map((part) => [part, usesIn(part, count)]));
  const none = new Uint8Array();
  const personsOfBlocks = new Map<number, Uint8Array>();
  for (const part of parts) {
    const persons = personsOfBlocks.get(part.block) ?? personsOf(part.block, marked, named);
    personsOfBlocks.set(part.block, persons);
    markOwn(part, usesOf.get(part) ?? none, persons);
  }
  parts.forEach((part, index) => {
    const columns = stridedColumns(part, dimensions, numbersOfParts[index] ?? [], adds);
    addRows(part, usesOf.get(part) ?? none, personsOfBlocks.get(part.block) ?? none, columns, table);
  });
  for (const { key, count: people } of beside) {
    const at = axes.reduce((sum, axis, place) => sum + placeIn(axis, key[dimensions[place] ?? ''] ?? ''), 0);
    table.add(at, people);
  }
  return table.cells(dimensions);
}
