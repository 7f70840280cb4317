// The values of one dimension as the texts of its column say them, numbered once for all counts of a process.

import type { Instant } from '../../domain/records/instant.js';
import type { Reading } from './column-readings.js';

/** In the order of an answer. */
export interface OrderedValues {
  readonly values: readonly string[];
  /** By the number of a value. */
  readonly placeOf: Uint32Array;
}

/** As the values of a key are written, one behind the other: no such text is the beginning of another. */
function ordered(numbers: ReadonlyMap<string, number>): OrderedValues {
  const texts = [...numbers].map(([value, number]) => ({ text: JSON.stringify(value), value, number }));
  texts.sort((one, other) => (one.text < other.text ? -1 : 1));
  const placeOf = new Uint32Array(texts.length);
  texts.forEach(({ number }, place) => {
    placeOf[number] = place;
  });
  return { values: texts.map(({ value }) => value), placeOf };
}

export class DimensionValues {
  readonly #numbers = new Map<string, number>();
  readonly #readings: Reading[] = [];
  /** By text: the number of its value as of the last day that was asked for, and between which instants it is that. */
  #numberOf = new Uint32Array();
  #from = new Float64Array();
  #until = new Float64Array();
  #inOrder: OrderedValues | null = null;

  constructor(private readonly readingOf: (text: number) => Reading) {}

  get inOrder(): OrderedValues {
    this.#inOrder ??= ordered(this.#numbers);
    return this.#inOrder;
  }

  numberOf(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.#numbers.size);
    this.#inOrder = null;
    return this.#numbers.size - 1;
  }

  /** Of each of the texts. A text is read once, and asked anew only for a day on which it may say something else. */
  numbersOn(day: Instant, texts: Uint32Array): Uint32Array {
    const numbers = new Uint32Array(texts.length);
    for (let at = 0; at < texts.length; at += 1) {
      const text = texts[at] ?? 0;
      const isSame = (this.#from[text] ?? Infinity) <= day && day < (this.#until[text] ?? -Infinity);
      numbers[at] = isSame ? (this.#numberOf[text] ?? 0) : this.askedOf(text, day);
    }
    return numbers;
  }

  private askedOf(text: number, day: Instant): number {
    if (text >= this.#from.length) this.grow(text);
    const reading = this.#readings[text] ?? this.readingOf(text);
    this.#readings[text] = reading;
    const { value, from, until } = reading(day);
    const number = this.numberOf(value);
    [this.#numberOf[text], this.#from[text], this.#until[text]] = [number, from, until];
    return number;
  }

  /** Twice as much at a time; of texts that nobody asked for yet no day is in between. */
  private grow(text: number): void {
    const length = 2 * text + 64;
    const [numbers, from, until] = [this.#numberOf, this.#from, this.#until];
    this.#numberOf = new Uint32Array(length);
    this.#numberOf.set(numbers);
    this.#from = new Float64Array(length).fill(Infinity);
    this.#from.set(from);
    this.#until = new Float64Array(length);
    this.#until.set(until);
  }
}
