// An invented register of the island of Sarn: files of any length with a fixed draw, shaped as such registers are published.

import { islandMapping, ISLAND_COLUMNS, islandRow } from './fixtures-of-formats.js';

const TOWNS = 40;
const PROVINCES = 3;
const STATES = ['lost', 'lost', 'back'] as const;
const SEXES = ['w', 'm', 'm', '?'] as const;

/** A fixed multiplicative generator, so that every run has the same file. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export const ISLAND_MAPPING = JSON.stringify(islandMapping());

/** Cells of row `number` (1-based) under the columns of the register. */
export function islandRows(count: number, seed = 20_201_110): Record<string, string>[] {
  const next = draws(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  return Array.from({ length: count }, (_, at) => {
    const province = 7 + Math.floor(next() * PROVINCES);
    const town = Math.floor(next() ** 2 * TOWNS);
    const hasTown = next() > 0.01;
    const month = `${2009 + Math.floor(next() * 12)}-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}`;
    return islandRow({
      ref: `S-${at + 1}`,
      sex: pick(SEXES),
      month,
      pcode: String(province),
      province: `Province ${province}`,
      tcode: hasTown ? `${province}${String(town).padStart(3, '0')}` : '',
      town: hasTown ? `Town ${town}` : '',
      state: pick(STATES),
      asked: '2021-05-09',
    });
  });
}

export function islandCsv(rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row) => ISLAND_COLUMNS.map((column) => row[column] ?? '').join(','));
  return [ISLAND_COLUMNS.join(','), ...lines, ''].join('\n');
}

export function islandFile(count: number): string {
  return islandCsv(islandRows(count));
}
