// Who of the blocks counts for an organisation at some times: each person it may see once, in its own view where that says otherwise.

import { SHARED_VIEW } from '../../domain/records/record-history.js';
import { PERSONS_OF_BLOCK, readerOfText } from './block-columns.js';
import { allEntries, kept } from './entries.js';
import type { CountedTimes, ReadPart } from './read-parts.js';

/** What the database says of the reader. */
export interface BlockReader {
  readonly organisation: string;
  /** Texts of readers whose rows the organisation may see, whoever the person is. */
  readonly visible: ReadonlySet<string>;
  /** Numbers of persons whom it may know of, whatever their rows say: it is named in them. */
  readonly named: readonly number[];
  /** Numbers of persons whose rows do not count here. */
  readonly marked: readonly number[];
}

/** Of each person of a block. */
const [MARKED, NAMED, OWN] = [1, 2, 4];

/** Of each reader of a part. */
const [NOBODYS, OWN_VIEW, OWN_UNCONCERNED, SHARED, SHARED_IF_NAMED, OWN_IF_NAMED] = [0, 1, 2, 3, 4, 5];

function useOf(text: string, organisation: string, isVisible: boolean): number {
  const [view, , , isConcerned] = readerOfText(text);
  if (view === organisation) {
    if (!isConcerned) return OWN_UNCONCERNED;
    return isVisible ? OWN_VIEW : OWN_IF_NAMED;
  }
  if (view !== SHARED_VIEW) return NOBODYS;
  return isVisible ? SHARED : SHARED_IF_NAMED;
}

function isOwnUse(use: number | undefined): boolean {
  return use === OWN_VIEW || use === OWN_UNCONCERNED || use === OWN_IF_NAMED;
}

function numbersByBlock(numbers: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const byBlock = new Map<number, number[]>();
  for (const number of numbers) {
    const block = Math.floor(number / PERSONS_OF_BLOCK);
    const places = byBlock.get(block) ?? [];
    places.push(number - block * PERSONS_OF_BLOCK);
    byBlock.set(block, places);
  }
  return byBlock;
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

const NO_BYTES = new Uint8Array();

/** Some rows of each part, all of them of persons whom the reader may know of. */
export type RowsAmong = ReadonlyMap<ReadPart, Uint32Array>;

export class CountedRows {
  readonly #uses = new Map<ReadPart, Uint8Array>();
  /** What is known of the persons of a block, for all of its parts. */
  readonly #persons = new Map<number, Uint8Array>();

  /** All rows are gone through unless there is a cohort. */
  constructor(
    reader: BlockReader,
    parts: readonly ReadPart[],
    private readonly times: CountedTimes,
    private readonly cohort: RowsAmong | null = null,
  ) {
    const [marked, named] = [numbersByBlock(reader.marked), numbersByBlock(reader.named)];
    for (const part of parts) {
      this.#uses.set(part, this.usesIn(part, reader));
      const { block } = part;
      if (this.#persons.has(block)) continue;
      const persons = new Uint8Array(PERSONS_OF_BLOCK);
      for (const place of marked.get(block) ?? []) persons[place] = MARKED;
      for (const place of named.get(block) ?? []) persons[place] = (persons[place] ?? 0) | NAMED;
      this.#persons.set(block, persons);
    }
    for (const part of parts) this.markOwn(part);
  }

  /** The rows of a part that count, in the order in which they stand there. */
  entriesIn(part: ReadPart): Uint32Array {
    const {
      places,
      readers: { numbers },
    } = part;
    const [uses, persons] = [this.#uses.get(part) ?? NO_BYTES, this.personsOf(part)];
    const counting = kept(this.among(part), (entry) => {
      const use = uses[numbers[entry] ?? 0] ?? NOBODYS;
      return COUNTS[use * 8 + (persons[places[entry] ?? 0] ?? 0)] === 1;
    });
    return part.holding(counting, this.times);
  }

  private usesIn({ readers: { texts, ids } }: ReadPart, { organisation, visible }: BlockReader): Uint8Array {
    return Uint8Array.from(ids, (id) => {
      const text = texts.textOf(id);
      return useOf(text, organisation, this.cohort !== null || visible.has(text));
    });
  }

  private personsOf({ block }: ReadPart): Uint8Array {
    return this.#persons.get(block) ?? NO_BYTES;
  }

  /** A list of one's own, from which rows may be left out. */
  private among(part: ReadPart): Uint32Array {
    return this.cohort === null ? allEntries(part.places.length) : Uint32Array.from(this.cohort.get(part) ?? []);
  }

  /** Who is seen otherwise by the organisation itself, concerned or not. */
  private markOwn(part: ReadPart): void {
    const uses = this.#uses.get(part) ?? NO_BYTES;
    if (!uses.some(isOwnUse)) return;
    const {
      places,
      readers: { numbers },
    } = part;
    const persons = this.personsOf(part);
    const own = kept(this.among(part), (entry) => isOwnUse(uses[numbers[entry] ?? 0]));
    for (const entry of part.holding(own, this.times)) {
      const place = places[entry] ?? 0;
      persons[place] = (persons[place] ?? 0) | OWN;
    }
  }
}
