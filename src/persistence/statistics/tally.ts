// How often each place of a table was met, told in the order of the places.

/** Above it counts are kept by their places that occur; 16 MB are had faster than a million entries of a map. */
const MOST_IN_A_ROW = 4_194_304;

/**
 * How often each place was met. A bit for each place tells whether it was: of 10,000 people in half a million places, finding those that are not
 * nought took longer than all else of a count.
 */
class TallyInARow {
  readonly #row: Int32Array;
  readonly #met: Int32Array;

  constructor(size: number) {
    this.#row = new Int32Array(size);
    this.#met = new Int32Array((size >>> 5) + 1);
  }

  addEach(places: Float64Array): void {
    const [row, met] = [this.#row, this.#met];
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      row[place] = (row[place] ?? 0) + 1;
      met[place >>> 5] = (met[place >>> 5] ?? 0) | (1 << place);
    }
  }

  add(place: number, people: number): void {
    this.#row[place] = (this.#row[place] ?? 0) + people;
    this.#met[place >>> 5] = (this.#met[place >>> 5] ?? 0) | (1 << place);
  }

  /** Those that were met, in ascending order. */
  each(tell: (place: number, people: number) => void): void {
    for (let word = 0; word < this.#met.length; word += 1)
      for (let bits = this.#met[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const place = (word << 5) + 31 - Math.clz32(bits & -bits);
        tell(place, this.#row[place] ?? 0);
      }
  }
}

/** The same of more places than a row is kept of. */
class TallyOfMet {
  readonly #met = new Map<number, number>();

  addEach(places: Float64Array): void {
    for (const place of places) this.add(place, 1);
  }

  add(place: number, people: number): void {
    this.#met.set(place, (this.#met.get(place) ?? 0) + people);
  }

  each(tell: (place: number, people: number) => void): void {
    for (const [place, people] of [...this.#met].sort(([one], [other]) => one - other)) tell(place, people);
  }
}

export type Tally = TallyInARow | TallyOfMet;

/** @param size how many places there are, from 0 on. */
export function tallyOf(size: number): Tally {
  return size <= MOST_IN_A_ROW ? new TallyInARow(size) : new TallyOfMet();
}
