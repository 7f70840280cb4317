// A release as a table with a row of HXL 1.1 tags: a row for all places and for each, a column for each group of statuses.
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { releaseByPlace } from '../../domain/statistics/release-rows.js';
import { STATUS_GROUPS, type StatusGroup } from '../../domain/statistics/status-group.js';
import { writeCsvRow } from '../csv/write-csv.js';
import type { ReleaseField } from './release-field.js';

/** HXL 1.1 has no tag for any of them: attributes of its tag for affected people. */
const GROUPS: Readonly<Record<StatusGroup, { readonly tag: string; readonly description: string }>> = {
  missing: { tag: '#affected+missing', description: 'Missing.' },
  held: { tag: '#affected+detained', description: 'Held, or last known held.' },
  release_unconfirmed: { tag: '#affected+unconfirmed', description: 'A release was said and no arrival attested.' },
  at_liberty_elsewhere: { tag: '#affected+elsewhere', description: 'At liberty and not where they wish to be.' },
  returned: { tag: '#affected+returned', description: 'Returned.' },
  dead: { tag: '#affected+killed', description: 'Death reported or established, of whatever cause.' },
};

const COLUMNS: readonly (ReleaseField & { readonly tag: string })[] = [
  { name: 'release', tag: '#meta+id', type: 'integer', description: 'Number of the release.' },
  { name: 'as_of', tag: '#date+start', type: 'date', description: 'The day whose state is counted.' },
  {
    name: 'state_code',
    tag: '#adm1+code',
    type: 'string',
    description: 'Place of the loss, first administrative level; unknown is a value; empty in the row of all places.',
  },
  {
    name: 'state_name',
    tag: '#adm1+name',
    type: 'string',
    description: 'Name of the place when the release was made.',
  },
  ...STATUS_GROUPS.map((group) => ({ name: group, type: 'integer' as const, ...GROUPS[group] })),
  { name: 'total', tag: '#affected+total', type: 'integer', description: 'Everybody who was reported.' },
  { name: 'base', tag: '#meta+base', type: 'integer', description: 'Every count is a multiple of it.' },
  { name: 'obs_status', tag: '#meta+obsstatus', type: 'string', description: 'SDMX: A, a normal value.' },
];

/** HXL 1.1 has no tag for a party to a conflict, and #org is whoever claims or works: attributes of #meta. */
const PARTY: readonly (ReleaseField & { readonly tag: string })[] = [
  {
    name: 'party_code',
    tag: '#meta+party+code',
    type: 'string',
    description:
      'Party that the release is split by, by key; several with + between; unknown is a value; empty in the row of all.',
  },
  {
    name: 'party_name',
    tag: '#meta+party+name',
    type: 'string',
    description: 'Label of the party when the release was made.',
  },
];

function columnsOf({ split }: ReleaseDocument): typeof COLUMNS {
  return split === undefined ? COLUMNS : [...COLUMNS, ...PARTY];
}

export function hxlFields(document: ReleaseDocument): readonly ReleaseField[] {
  return columnsOf(document).map(({ name, type, description }) => ({ name, type, description }));
}

export function writeReleaseHxl(document: ReleaseDocument): string {
  const { number, asOf, base, split } = document;
  const rows = releaseByPlace(document).map((row) => {
    const counts = STATUS_GROUPS.map((group) => row.counts[group]);
    const party = split === undefined ? [] : [row.partyCode, row.partyName];
    return writeCsvRow([number, asOf, row.stateCode, row.stateName, ...counts, row.total, base, 'A', ...party]);
  });
  const columns = columnsOf(document);
  return [writeCsvRow(columns.map(({ name }) => name)), writeCsvRow(columns.map(({ tag }) => tag)), ...rows].join('');
}
