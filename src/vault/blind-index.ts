// Keyed search codes: a name can be found by whoever holds the key, and a stolen database does not tell who is in it.

import { createHmac, randomBytes } from 'node:crypto';
import type { IdentityParticulars, PersonName } from '../domain/identity/identity-particulars.js';
import { NAME_NORMAL_FORM_VERSION, nameTokenSet } from '../domain/names/normal-form.js';
import type { BirthYears } from '../domain/records/statement.js';
import type { KeyRing } from './key-ring.js';

/**
 * Two tokens of one name; for names of one token, that token with a birth-year bucket or with a token of a parent's name. Never one token
 * alone: the frequency of given names is public and would name the codes.
 */
type CodeClass = 'name_pair' | 'name_birth' | 'name_parent';

/** Every row id has exactly this many codes, filled with random ones, so that the number of names and tokens does not show. */
export const CODES_PER_ROW = 64;

/** Tokens of one name that go into codes: 66 pairs. No known naming custom needs more, and a pasted sentence must not cost thousands. */
const MOST_TOKENS = 12;

/** Codes of one query; names beyond it are compared less, not more. */
const MOST_QUERY_CODES = 512;

/** A wider interval says too little to search by and would touch a code for each half decade. */
const WIDEST_BIRTH_YEARS = 15;

/** A 63-bit code as PostgreSQL's bigint reads it. */
export type SearchCode = string;

export interface IndexedIdentity {
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName'>;
  readonly birthYears: BirthYears | null;
}

function tokensOf(name: PersonName): readonly string[] {
  return nameTokenSet(name.text).slice(0, MOST_TOKENS);
}

/** Decades, and decades moved by five years: two estimates up to five years apart always have a bucket in common. */
export function birthYearBuckets(years: BirthYears | null): readonly string[] {
  if (years === null || years.to - years.from > WIDEST_BIRTH_YEARS) return [];
  const buckets = new Set<string>();
  for (let year = years.from; year <= years.to; year += 1) {
    const decade = Math.floor(year / 10) * 10;
    const half = Math.floor((year - 5) / 10) * 10 + 5;
    buckets.add(`${decade}+10`).add(`${half}+10`);
  }
  return [...buckets];
}

type CodeText = readonly [CodeClass, string, string];

function pairsWithin(tokens: readonly string[]): CodeText[] {
  return tokens.flatMap((a, at) => tokens.slice(at + 1).map((b): CodeText => ['name_pair', a, b]));
}

/** What stands for tokens that have no partner in their own name. */
function singles(tokens: readonly string[], buckets: readonly string[], parentTokens: readonly string[]): CodeText[] {
  return tokens.flatMap((token) => [
    ...buckets.map((bucket): CodeText => ['name_birth', token, bucket]),
    ...parentTokens.map((parent): CodeText => ['name_parent', token, parent]),
  ]);
}

interface Indexable {
  readonly names: readonly (readonly string[])[];
  readonly buckets: readonly string[];
  readonly parentTokens: readonly string[];
}

function indexable({ identity, birthYears }: IndexedIdentity): Indexable {
  const parents = [...(identity.fatherName ?? []), ...(identity.motherName ?? [])];
  return {
    names: (identity.names ?? []).map(tokensOf),
    buckets: birthYearBuckets(birthYears),
    parentTokens: [...new Set(parents.flatMap(tokensOf))].slice(0, MOST_TOKENS),
  };
}

/** Makes search codes under the keys of one ring. */
export class BlindIndex {
  readonly #keys: Readonly<Record<CodeClass, Buffer>>;

  constructor(keyRing: KeyRing) {
    this.#keys = {
      name_pair: keyRing.blindIndexKey('name_pair'),
      name_birth: keyRing.blindIndexKey('name_birth'),
      name_parent: keyRing.blindIndexKey('name_parent'),
    };
  }

  /**
   * The codes to store for one person: groups of exactly CODES_PER_ROW, each for a row id of its own, in ascending order so that the
   * place of a code does not tell a true one from a random one. A person without a searchable name gets one group of random codes.
   *
   * What still leaks from a stolen table: that two rows share a code, hence that two people share a pair of name tokens.
   */
  codesOf(person: IndexedIdentity): SearchCode[][] {
    const { names, buckets, parentTokens } = indexable(person);
    const texts = names.flatMap((tokens) =>
      tokens.length === 1 ? singles(tokens, buckets, parentTokens) : pairsWithin(tokens),
    );
    const codes = this.codesFrom(texts);
    const rows = Math.max(1, Math.ceil(codes.size / CODES_PER_ROW));
    while (codes.size < rows * CODES_PER_ROW) addRandomCodes(codes, rows * CODES_PER_ROW - codes.size);
    const dealt = rows === 1 ? [...codes] : shuffled([...codes]);
    return Array.from({ length: rows }, (_, row) =>
      ascending(dealt.slice(row * CODES_PER_ROW, (row + 1) * CODES_PER_ROW)),
    );
  }

  /**
   * The codes to look up for an inquiry; none when it gives one token alone. Every token is also tried by itself, since the stored
   * record may know less of the name than the inquiry does.
   */
  codesFor(query: IndexedIdentity): SearchCode[] {
    const { names, buckets, parentTokens } = indexable(query);
    const texts = names.flatMap((tokens) => [...pairsWithin(tokens), ...singles(tokens, buckets, parentTokens)]);
    return ascending([...this.codesFrom(texts.slice(0, MOST_QUERY_CODES))]);
  }

  private codesFrom(texts: readonly CodeText[]): Set<bigint> {
    return new Set(texts.map((text) => this.code(text)));
  }

  /** JSON keeps the parts apart whatever they hold. */
  private code([codeClass, a, b]: CodeText): bigint {
    const message = JSON.stringify([NAME_NORMAL_FORM_VERSION, codeClass, a, b]);
    return codeAt(createHmac('sha256', this.#keys[codeClass]).update(message).digest(), 0);
  }
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
