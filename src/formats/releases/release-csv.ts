// A release as a long CSV: one row for each published number (RFC 4180, and nothing that a spreadsheet would run).
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { SPLIT_MEANINGS, type SplitDimension } from '../../domain/statistics/release-split.js';
import { releaseRows } from '../../domain/statistics/release-rows.js';
import { writeCsvRow } from '../csv/write-csv.js';
import type { ReleaseField } from './release-field.js';

const CELL_FIELDS: readonly ReleaseField[] = [
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

/** Of a release by party alone: the files of all others stay as they were. */
const PARTY_FIELDS: Readonly<Record<SplitDimension, readonly ReleaseField[]>> = {
  side: [
    {
      name: 'side_code',
      type: 'string',
      description: `${SPLIT_MEANINGS.side}, by key; several with + between; unknown is a value; empty where the row is not split by it.`,
    },
    { name: 'side_name', type: 'string', description: 'Label of the side when the release was made.' },
  ],
  holder: [
    {
      name: 'holder_code',
      type: 'string',
      description: `${SPLIT_MEANINGS.holder}, by key; several with + between; unknown is a value; empty where the row is not split by it.`,
    },
    { name: 'holder_name', type: 'string', description: 'Label of the holder when the release was made.' },
  ],
};

export function cellFields({ split }: ReleaseDocument): readonly ReleaseField[] {
  return split === undefined ? CELL_FIELDS : [...CELL_FIELDS, ...PARTY_FIELDS[split.by]];
}

export function writeReleaseCells(document: ReleaseDocument): string {
  const { number, measure, version, asOf, base, split } = document;
  const rows = releaseRows(document).map((row) => {
    const { table, status, statusGroup, stateCode, stateName, count } = row;
    const party = split === undefined ? [] : [row.partyCode ?? null, row.partyName ?? null];
    const place = [stateCode, stateName];
    return writeCsvRow([
      number,
      measure,
      version,
      asOf,
      base,
      table,
      status,
      statusGroup,
      ...place,
      count,
      'A',
      ...party,
    ]);
  });
  return [writeCsvRow(cellFields(document).map(({ name }) => name)), ...rows].join('');
}
