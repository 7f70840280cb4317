// Finds any of some hundred thousand needles in the bytes of files, answers and logs, in one pass.

import { formsOf } from './mark-forms.js';
import type { MarkedPerson } from './marked-people.js';

/** Bytes of each needle that the pass looks at before it compares; no needle is shorter. */
const WINDOW = 6;
const BASE = 0x01000193;
/** 2^24 bits, of which some hundredths are set. */
const SIEVE_BITS = 24;

interface Needle {
  readonly bytes: Buffer;
  /** Such as `person 7 surname as base64`. */
  readonly name: string;
}

function hashOf(bytes: Uint8Array): number {
  let hash = 0;
  for (let at = 0; at < WINDOW; at += 1) hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0)) | 0;
  return hash;
}

/** Rabin and Karp's search: a hash rolls over the bytes, and a sieve tells at once that hardly any place needs a look. */
export class MarkSearch {
  private readonly sieve = new Uint8Array(2 ** (SIEVE_BITS - 3));
  private readonly byHash = new Map<number, Needle[]>();
  needles = 0;

  static for(people: readonly MarkedPerson[]): MarkSearch {
    const search = new MarkSearch();
    for (const { number, words } of people) {
      for (const [field, word] of Object.entries(words)) search.add(`person ${number} ${field}`, word);
    }
    return search;
  }

  add(name: string, word: string): void {
    for (const { form, bytes } of formsOf(word)) this.addNeedle({ bytes, name: `${name} as ${form}` });
  }

  private addNeedle(needle: Needle): void {
    const hash = hashOf(needle.bytes);
    const bit = hash >>> (32 - SIEVE_BITS);
    this.sieve[bit >>> 3] = (this.sieve[bit >>> 3] ?? 0) | (1 << (bit & 7));
    const known = this.byHash.get(hash);
    if (known === undefined) this.byHash.set(hash, [needle]);
    else known.push(needle);
    this.needles += 1;
  }

  /** Names of the needles that the bytes hold, each once. */
  find(bytes: Uint8Array): string[] {
    const found = new Set<string>();
    // Locals: within a test runner a global such as Math is looked up anew each time, which took ten times as long.
    const { sieve } = this;
    const { imul } = Math;
    const out = power(BASE, WINDOW);
    let hash = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      hash = (imul(hash, BASE) + bytes[at]!) | 0;
      if (at >= WINDOW) hash = (hash - imul(out, bytes[at - WINDOW]!)) | 0;
      const bit = hash >>> (32 - SIEVE_BITS);
      if ((sieve[bit >>> 3]! & (1 << (bit & 7))) === 0) continue;
      if (at >= WINDOW - 1) this.look(bytes, at - WINDOW + 1, hash, found);
    }
    return [...found];
  }

  /** Letters of a text are folded too, since a needle knows a word in small or in capital letters, and not in both. */
  findInText(text: string): string[] {
    const folded = text.normalize('NFC').toLowerCase();
    const found = this.find(Buffer.from(text, 'utf8'));
    return folded === text ? found : [...new Set([...found, ...this.find(Buffer.from(folded, 'utf8'))])];
  }

  private look(bytes: Uint8Array, from: number, hash: number, found: Set<string>): void {
    for (const { bytes: needle, name } of this.byHash.get(hash) ?? []) {
      if (from + needle.length > bytes.length) continue;
      let at = 0;
      while (at < needle.length && needle[at] === bytes[from + at]) at += 1;
      if (at === needle.length) found.add(name);
    }
  }
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let left = exponent; left > 0; left -= 1) result = Math.imul(result, base);
  return result;
}
