// Codes the texts that SQL tells of a column: of a block that is made, and of persons who are counted beside blocks.

import { instantOf } from '../statements/statement-row.js';
import {
  CODED_INSTANT_NAMES,
  CODED_NAMES,
  KNOWN_FROM,
  KNOWN_UNTIL,
  PERSONS_OF_BLOCK,
  type CodedInstantName,
  type CodedName,
} from './block-columns.js';
import { codeTexts, tellInstants, writeInstants, writePlaces, type InstantsTold } from './codes.js';
import { keptTexts } from './column-readings.js';

export const KNOWN = [KNOWN_FROM, KNOWN_UNTIL] as const;
export type KnownName = (typeof KNOWN)[number];

/** All but the places of persons. */
export const TOLD_NAMES: readonly ToldName[] = [...KNOWN, ...CODED_INSTANT_NAMES, ...CODED_NAMES];
export type ToldName = KnownName | CodedInstantName | CodedName;

export interface CodedColumn {
  /** What the codes stand for; nothing where they are numbers themselves. */
  readonly told: InstantsTold | null;
  readonly codes: Buffer;
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}

/** @param numbers of persons, or their places in a block. */
export function codedPlaces(numbers: readonly number[]): CodedColumn {
  return { told: null, codes: writePlaces(numbers.map((number) => number % PERSONS_OF_BLOCK)) };
}

/** @param texts of the rows, in their order; a time that a row of an older layout lacks is never reached. */
export function codedColumn(name: ToldName, texts: readonly (string | null)[]): CodedColumn {
  if (isOneOf(CODED_NAMES, name)) {
    const { told, codes } = codeTexts(texts.map((text) => text ?? ''));
    return { told: keptTexts(name, told), codes };
  }
  const instants = texts.map((text) => text ?? 'infinity');
  if (isOneOf(KNOWN, name)) return { told: null, codes: writeInstants(instants.map(instantOf)) };
  const { told, codes } = codeTexts(instants);
  return { told: tellInstants(told), codes };
}
