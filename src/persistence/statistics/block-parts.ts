// The columns of a block as they are stored, part by part.

import type { Instant } from '../../domain/records/instant.js';
import type { CodedInstantName, Part } from './block-columns.js';
import { readCodes, readInstantsTold, type Codes } from './codes.js';

export interface ColumnRow {
  readonly block: number;
  readonly part: Part;
  readonly name: string;
  readonly entries: number;
  readonly told: string | null;
  readonly codes: Buffer | null;
}

/** A column of codes with what they stand for. */
export interface ReadColumn {
  readonly told: readonly string[];
  readonly codes: Codes;
}

/** By their names. */
export type Columns = ReadonlyMap<string, ColumnRow>;

export interface PartOfBlock {
  readonly block: number;
  readonly part: Part;
  readonly columns: Columns;
}

export function columnNamed(columns: Columns, name: string): ReadColumn {
  const row = columns.get(name);
  if (!row?.codes) throw new RangeError('a block of counts lacks a column');
  return { told: JSON.parse(row.told ?? '[]') as string[], codes: readCodes(row.codes, row.entries) };
}

/** Of the rows of a part, in their order. */
export function instantsNamed(columns: Columns, name: CodedInstantName): readonly Instant[] {
  const { told, codes } = columnNamed(columns, name);
  const instants = readInstantsTold(told);
  return Array.from(codes, (code) => instants[code] ?? Infinity);
}

export function partsOfBlocks(rows: readonly ColumnRow[]): readonly PartOfBlock[] {
  const parts = new Map<string, { block: number; part: Part; columns: Map<string, ColumnRow> }>();
  for (const row of rows) {
    const { block, part } = row;
    const key = `${block} ${part}`;
    const held = parts.get(key) ?? { block, part, columns: new Map<string, ColumnRow>() };
    held.columns.set(row.name, row);
    parts.set(key, held);
  }
  return [...parts.values()];
}
