// Compares the header of a file with its mapping before any row is read.

import { fileRefused, type FileFaultFound } from '../file-refusal.js';
import { columnsRead, type Mapping } from './mapping.js';

/**
 * Throws DomainError `import_file_refused` with `column_missing` for every column that the mapping reads and the file lacks, and
 * `column_not_mapped` for every column of the file that the mapping neither reads nor ignores. An ignored column may be absent.
 */
export function checkColumns(mapping: Mapping, columns: readonly string[]): void {
  const read = columnsRead(mapping);
  const faults: FileFaultFound[] = [
    ...[...read]
      .filter((column) => !columns.includes(column))
      .map((column) => ({ code: 'column_missing' as const, expected: 'every column that the mapping reads', column })),
    ...columns
      .filter((column) => !read.has(column) && !mapping.ignore.includes(column))
      .map((column) => ({
        code: 'column_not_mapped' as const,
        expected: 'only columns that the mapping reads or ignores',
        column,
      })),
  ];
  const [first, ...others] = faults;
  if (first !== undefined) throw fileRefused(first, ...others);
}
