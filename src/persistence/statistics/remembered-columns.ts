// Remembers the columns of blocks that a count has read, so that the next one reads those alone that were made anew.

import type { Dimension } from '../../domain/statistics/measure.js';
import { KNOWN_FROM, KNOWN_UNTIL, VALID_FROM, VALID_UNTIL, type Part } from './block-columns.js';
import { READ_DIMENSIONS } from './column-readings.js';
import type { ColumnRow } from './block-parts.js';
import type { CodedColumn } from './coded-column.js';
import { readCodes, readInstants, readInstantsTold, type Codes, type InstantsTold } from './codes.js';
import { DimensionValues } from './dimension-values.js';

/**
 * Of one process: codes as they are, and texts as two bytes for each character. Chosen and not measured; above it all are forgotten and read once
 * more.
 */
const MOST_BYTES = 256 * 1024 * 1024;

/** Of them as a share. */
const MOST_AHEAD = 0.75;

/** Texts of one column of all blocks, each once, and what was read out of them. */
export class ColumnTexts {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #values = new Map<Dimension, DimensionValues>();

  private idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#ids.set(text, id);
    return id;
  }

  idsOf(texts: readonly string[]): Uint32Array {
    const ids = new Uint32Array(texts.length);
    for (let code = 0; code < texts.length; code += 1) ids[code] = this.idOf(texts[code] ?? '');
    return ids;
  }

  has(text: string): boolean {
    return this.#ids.has(text);
  }

  textOf(id: number): string {
    return this.#texts[id] ?? '';
  }

  /** Of a dimension that is read from this column. */
  valuesOf(dimension: Dimension): DimensionValues {
    const known = this.#values.get(dimension);
    if (known !== undefined) return known;
    const values = new DimensionValues((id) => READ_DIMENSIONS[dimension].read(this.textOf(id)));
    this.#values.set(dimension, values);
    return values;
  }
}

export interface RememberedColumn {
  readonly block: number;
  readonly part: Part;
  readonly name: string;
  /** One for each row of the part: a code, or the number itself where the column has no texts. */
  readonly numbers: Codes | Float64Array;
  readonly texts: ColumnTexts;
  /** Of the texts, by code. */
  readonly ids: Uint32Array;
  /** By code, of a column that has instants in the place of texts. */
  readonly instants: Float64Array;
}

/** A row of the table, of which nothing but its version is sent where that is known. */
export interface AnsweredColumn extends ColumnRow {
  readonly version: string;
}

/** Where a column stands, and what it says. */
interface DecodedColumn extends CodedColumn {
  readonly block: number;
  readonly part: Part;
  readonly name: string;
  readonly entries: number;
}

interface Versioned {
  readonly version: string;
  readonly column: RememberedColumn;
}

/** What was read since the last time that all was forgotten. A count keeps to one of these from its question to its answer. */
export class ColumnMemory {
  /** By their places. */
  readonly #columns = new Map<string, Versioned>();
  readonly #texts = new Map<string, ColumnTexts>();
  #bytes = 0;

  /** Of what was ever read into it, what was made anew since included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Of all that it holds. */
  get versions(): string[] {
    return [...this.#columns.values()].map(({ version }) => version);
  }

  /** By their versions. */
  held(names: readonly string[], parts: readonly Part[]): ReadonlyMap<string, RememberedColumn> {
    const held = new Map<string, RememberedColumn>();
    for (const { version, column } of this.#columns.values())
      if (names.includes(column.name) && parts.includes(column.part)) held.set(version, column);
    return held;
  }

  /** What a column says that was not held. */
  read({ version, told, codes, ...place }: AnsweredColumn): RememberedColumn {
    if (codes === null) throw new RangeError('a block of counts lacks a column');
    const column = this.decoded({ ...place, told: told === null ? null : (JSON.parse(told) as InstantsTold), codes });
    this.#columns.set(`${place.block} ${place.part} ${place.name}`, { version, column });
    this.#bytes += codes.length + 2 * (told?.length ?? 0);
    return column;
  }

  /** What is counted once and not remembered, but for texts that are new. */
  aside(given: DecodedColumn): RememberedColumn {
    const texts = this.#texts.get(given.name);
    for (const text of given.told ?? [])
      if (typeof text === 'string' && texts?.has(text) !== true) this.#bytes += 2 * text.length;
    return this.decoded(given);
  }

  private decoded({ block, part, name, entries, told, codes }: DecodedColumn): RememberedColumn {
    const texts = this.#texts.get(name) ?? new ColumnTexts();
    this.#texts.set(name, texts);
    const isInstant = name === KNOWN_FROM || name === KNOWN_UNTIL;
    const isOfInstants = name === VALID_FROM || name === VALID_UNTIL;
    return {
      block,
      part,
      name,
      numbers: isInstant ? readInstants(codes) : readCodes(codes, entries),
      texts,
      ids: texts.idsOf(isOfInstants ? [] : ((told ?? []) as string[])),
      instants: readInstantsTold(isOfInstants ? (told ?? []) : []),
    };
  }
}

export class RememberedColumns {
  /** As the last count found it. */
  someAreMarked = false;
  #memory = new ColumnMemory();

  constructor(private readonly mostBytes = MOST_BYTES) {}

  get memory(): ColumnMemory {
    if (this.#memory.bytes > this.mostBytes) this.#memory = new ColumnMemory();
    return this.#memory;
  }

  /** What is left is for counts: one more that is read ahead might have all be forgotten. */
  get isNearlyFull(): boolean {
    return this.memory.bytes > this.mostBytes * MOST_AHEAD;
  }
}
