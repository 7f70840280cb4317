// Keyed search codes: a name can be found by whoever holds the key, and a stolen database does not tell who is in it.

import { createHmac, randomBytes } from 'node:crypto';
import { exactPairs } from '../domain/matching/exact-pairs.js';
import {
  askedPairs,
  heldPairs,
  pairsOfTokens,
  type IndexedIdentity,
  type PairClass,
  type SearchPair,
} from '../domain/matching/search-pairs.js';
import { NAME_NORMAL_FORM_VERSION, nameTokens } from '../domain/names/normal-form.js';
import { NAME_SOUNDS_VERSION } from '../domain/names/sound-readings.js';
import type { KeyRing } from './key-ring.js';

/** Every row id has exactly this many codes, filled with random ones, so that the number of names and words does not show. */
export const CODES_PER_ROW = 64;

/** Four rows; who has more names is searched by the first of them. */
const MOST_CODES = 4 * CODES_PER_ROW;

/** Codes of one query; names beyond it are compared less, not more. */
const MOST_QUERY_CODES = 512;

/** A 63-bit code as PostgreSQL's bigint reads it. */
export type SearchCode = string;

/** Exact normal forms; rows of it are found until they are made anew, and none is made any more. */
const EXACT_NAMES = NAME_NORMAL_FORM_VERSION;

/** By what rules names were read for a row, and under which key its codes were made. */
export interface IndexVersion {
  readonly names: number;
  readonly key: number;
}

/** The codes of one person as they are stored, with the version that they were made by. */
export interface KeyedCodes {
  readonly codesVersion: IndexVersion;
  /** Groups of codes; each becomes a search row of its own. */
  readonly codeRows: readonly (readonly SearchCode[])[];
}

type ClassKeys = Readonly<Record<PairClass, Buffer>>;

/** Makes search codes under the keys of one ring. */
export class BlindIndex {
  readonly #keyRing: KeyRing;
  readonly #classKeys = new Map<number, ClassKeys>();

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** Of everything that is stored from now on; another one once the ring has a newer key. */
  get today(): IndexVersion {
    return { names: NAME_SOUNDS_VERSION, key: this.#keyRing.currentIndexKeyVersion };
  }

  keyed(person: IndexedIdentity): KeyedCodes {
    return { codesVersion: this.today, codeRows: this.codesOf(person) };
  }

  /**
   * The codes to store for one person, CODES_PER_ROW for each name at most, the surest first: half of all names need 11, one in a hundred 37, and
   * one in 650 more than there is room for. Groups of exactly CODES_PER_ROW, each for a row id of its own, in ascending order so that the
   * place of a code does not tell a true one from a random one. A person without a searchable name gets one group of random codes.
   *
   * What still leaks from a stolen table: that two rows share codes, and how many, hence that two people share a pair of words that sound alike.
   */
  codesOf(person: IndexedIdentity): SearchCode[][] {
    const all = heldPairs(person).flatMap((pairs) => [...this.codesFrom(pairs, CODES_PER_ROW, this.today)]);
    const codes = new Set(all.slice(0, MOST_CODES));
    const rows = Math.max(1, Math.ceil(codes.size / CODES_PER_ROW));
    while (codes.size < rows * CODES_PER_ROW) addRandomCodes(codes, rows * CODES_PER_ROW - codes.size);
    const dealt = rows === 1 ? [...codes] : shuffled([...codes]);
    return Array.from({ length: rows }, (_, row) =>
      ascending(dealt.slice(row * CODES_PER_ROW, (row + 1) * CODES_PER_ROW)),
    );
  }

  /**
   * The codes to look up for an inquiry, of today and of these versions of which there are rows; none when it gives one word alone. Throws
   * KeyProblem `key_unknown` where the ring lacks the key of one of them.
   */
  codesFor(query: IndexedIdentity, held: readonly IndexVersion[] = []): SearchCode[] {
    return this.codesOfVersions(held, askedPairs(query), MOST_QUERY_CODES, () => exactPairs(query));
  }

  /** The codes of names of which two words stand in one of these windows of a text. Throws as above. */
  codesForWindows(windows: readonly string[], held: readonly IndexVersion[]): SearchCode[] {
    const [tokens, known] = [new Map<string, readonly string[]>(), new Map<string, readonly string[]>()];
    const pairs = windows.flatMap((window) => pairsOfTokens(tokensOf(window, tokens), known));
    const names = windows.map((text) => ({ text, script: 'other', order: 'unknown', role: 'own' }) as const);
    return this.codesOfVersions(held, pairs, Infinity, () => exactPairs({ identity: { names }, birthYears: null }));
  }

  /**
   * Other rules of sounds are not kept: today's reading is asked for under their number, which finds whoever both read alike, nearly all, until their
   * codes are made anew.
   */
  private codesOfVersions(
    held: readonly IndexVersion[],
    pairs: readonly SearchPair[],
    most: number,
    exact: () => readonly SearchPair[],
  ): SearchCode[] {
    const { today } = this;
    const others = held.filter(({ names, key }) => names !== today.names || key !== today.key);
    const codes = [today, ...others].flatMap((version) =>
      version.names === EXACT_NAMES ? this.exactCodes(exact(), version.key) : [...this.codesFrom(pairs, most, version)],
    );
    return ascending(codes);
  }

  private codesFrom(pairs: readonly SearchPair[], most: number, version: IndexVersion): Set<bigint> {
    const keys = this.classKeys(version.key);
    const codes = new Set<bigint>();
    const made = new Set<string>();
    for (const [pairClass, a, b] of pairs) {
      if (codes.size >= most) break;
      const message = JSON.stringify([version.names, version.key, pairClass, a, b]);
      // Half of all pairs come more than once, and a code costs more than a look.
      if (made.has(message)) continue;
      made.add(message);
      codes.add(codeOf(keys[pairClass], message));
    }
    return codes;
  }

  private exactCodes(pairs: readonly SearchPair[], key: number): bigint[] {
    const keys = this.classKeys(key);
    const messages = pairs
      .slice(0, MOST_QUERY_CODES)
      .map((pair) => [pair[0], JSON.stringify([EXACT_NAMES, ...pair])] as const);
    return [...new Set(messages.map(([pairClass, message]) => codeOf(keys[pairClass], message)))];
  }

  private classKeys(version: number): ClassKeys {
    const known = this.#classKeys.get(version);
    if (known !== undefined) return known;
    const keys = {
      name_pair: this.#keyRing.blindIndexKey('name_pair', version),
      name_birth: this.#keyRing.blindIndexKey('name_birth', version),
      name_parent: this.#keyRing.blindIndexKey('name_parent', version),
    };
    this.#classKeys.set(version, keys);
    return keys;
  }
}

/** No token goes beyond a space. `known` keeps those of each word, which stands in three windows of a text. */
function tokensOf(window: string, known: Map<string, readonly string[]>): string[] {
  return window.split(' ').flatMap((word) => {
    const tokens = known.get(word) ?? nameTokens(word);
    known.set(word, tokens);
    return tokens;
  });
}

/** JSON keeps the parts of a message apart whatever they hold. */
function codeOf(key: Buffer, message: string): bigint {
  return codeAt(createHmac('sha256', key).update(message).digest(), 0);
}

/** 63 bits, since PostgreSQL's bigint is signed. */
function codeAt(bytes: Buffer, offset: number): bigint {
  return bytes.readBigUInt64BE(offset) & 0x7fff_ffff_ffff_ffffn;
}

function addRandomCodes(codes: Set<bigint>, count: number): void {
  const bytes = randomBytes(count * 8);
  for (let offset = 0; offset < bytes.length; offset += 8) codes.add(codeAt(bytes, offset));
}

/** By value as numbers, which is the order of their index. */
function ascending(codes: readonly bigint[]): SearchCode[] {
  return codes.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String);
}

/** A random deal: codes of one name must not share a row more often than chance has it. */
function shuffled(codes: readonly bigint[]): bigint[] {
  const lots = new BigUint64Array(new Uint8Array(randomBytes(codes.length * 8)).buffer);
  return codes
    .map((code, at) => ({ code, lot: lots[at] ?? 0n }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0))
    .map(({ code }) => code);
}
