// A release as a long CSV: one row for each published number (RFC 4180, and nothing that a spreadsheet would run).
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { releaseRows } from '../../domain/statistics/release-rows.js';
import { writeCsvRow } from '../csv/write-csv.js';
import type { ReleaseField } from './release-field.js';

export const CELL_FIELDS: readonly ReleaseField[] = [
  { name: 'release', type: 'integer', description: 'Number of the release.' },
  { name: 'measure', type: 'string', description: 'What is counted.' },
  { name: 'measure_version', type: 'integer', description: 'Figures of two versions are not comparable.' },
  { name: 'as_of', type: 'date', description: 'The day whose state is counted.' },
  { name: 'base', type: 'integer', description: 'Every count is a multiple of it.' },
  {
    name: 'table',
    type: 'string',
    description: 'Dimensions of the row, or total. Rows of one table add up; rows of two count the same people again.',
  },
  { name: 'status', type: 'string', description: 'Whereabouts status; empty where the row is not split by it.' },
  { name: 'status_group', type: 'string', description: 'Group of statuses; empty where the row is not split by it.' },
  {
    name: 'state_code',
    type: 'string',
    description:
      'Place of the loss, first administrative level; unknown is a value; empty where the row is not split by it.',
  },
  { name: 'state_name', type: 'string', description: 'Name of the place when the release was made.' },
  { name: 'count', type: 'integer', description: 'Persons, as published. A row that is not there is 0.' },
  { name: 'obs_status', type: 'string', description: 'SDMX: A, a normal value.' },
];

export function writeReleaseCells(document: ReleaseDocument): string {
  const { number, measure, version, asOf, base } = document;
  const rows = releaseRows(document).map(({ table, status, statusGroup, stateCode, stateName, count }) =>
    writeCsvRow([number, measure, version, asOf, base, table, status, statusGroup, stateCode, stateName, count, 'A']),
  );
  return [writeCsvRow(CELL_FIELDS.map(({ name }) => name)), ...rows].join('');
}
