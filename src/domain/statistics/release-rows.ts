// A release as rows for machines: every published number once, under the dimensions that it is split by.
import type { ReleaseDocument } from './release-document.js';
import { partyName, SPLIT_DIMENSIONS } from './release-split.js';
import { STATUS_GROUPS, statusGroup, type StatusGroup } from './status-group.js';
import { cellId, type CellKey } from './table-margins.js';

/** A column that a number is not split by is null. */
export interface ReleaseRow {
  /** The dimensions of the number, `total` where there are none. Within one table rows add up; over several they would be counted again. */
  readonly table: string;
  readonly status: string | null;
  readonly statusGroup: string | null;
  readonly stateCode: string | null;
  /** Null where the release keeps no name; `unknown` of the place that is not known. */
  readonly stateName: string | null;
  /** Key and label of the party, or of several together; absent of a release that is not by party, null where the number is not split by it. */
  readonly partyCode?: string | null;
  readonly partyName?: string | null;
  readonly count: number;
}

/** The published numbers of one place or party, or of all together, by group of statuses. */
export interface PlaceRow {
  readonly stateCode: string | null;
  readonly stateName: string | null;
  readonly partyCode: string | null;
  readonly partyName: string | null;
  readonly counts: Readonly<Record<StatusGroup, number>>;
  readonly total: number;
}

const UNKNOWN_PLACE = 'unknown';

function tableOf(key: CellKey): string {
  return (
    ['status', 'status_group', 'state', ...SPLIT_DIMENSIONS].filter((name) => key[name] !== undefined).join('_by_') ||
    'total'
  );
}

function placeName({ places }: ReleaseDocument, code: string | null): string | null {
  if (code === null) return null;
  return code === UNKNOWN_PLACE ? UNKNOWN_PLACE : (places?.[code] ?? null);
}

/** In the order of the document; a number that stands in several tables comes once. */
export function releaseRows(document: ReleaseDocument): readonly ReleaseRow[] {
  const rows = new Map<string, ReleaseRow>();
  for (const { key, count } of document.tables.flatMap(({ cells, margins }) => [...cells, ...margins])) {
    const { status = null, status_group: group = null, state = null } = key;
    const stateName = placeName(document, state);
    const partyCode = SPLIT_DIMENSIONS.flatMap((one) => key[one] ?? [])[0] ?? null;
    const party = partyCode === null ? null : partyName(document.split, partyCode);
    const named = { stateCode: state, stateName, ...(document.split !== undefined && { partyCode, partyName: party }) };
    rows.set(cellId(key), { table: tableOf(key), status, statusGroup: group, ...named, count });
  }
  return [...rows.values()];
}

function countsOf(document: ReleaseDocument, dimension: string, of: string | null): PlaceRow {
  const by = document.tables.find(({ dimensions }) => dimensions.includes(dimension) === (of !== null));
  const counts = Object.fromEntries(STATUS_GROUPS.map((group) => [group, 0])) as Record<StatusGroup, number>;
  for (const { key, count } of by?.cells ?? []) {
    if ((key[dimension] ?? null) !== of) continue;
    const group = STATUS_GROUPS.find((one) => one === (key['status_group'] ?? statusGroup(key['status'] ?? '')));
    if (group !== undefined) counts[group] += count;
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const stateCode = dimension === 'state' ? of : null;
  const partyCode = dimension === 'state' ? null : of;
  const party = partyCode === null ? null : partyName(document.split, partyCode);
  return { stateCode, stateName: placeName(document, stateCode), partyCode, partyName: party, counts, total };
}

/** All together first, then each place, or each party of a release by party, that the release shows. All sums hold, so that statuses added up are their published group. */
export function releaseByPlace(document: ReleaseDocument): readonly PlaceRow[] {
  const dimension = document.split?.by ?? 'state';
  const values = new Set(document.tables.flatMap(({ cells }) => cells).flatMap(({ key }) => key[dimension] ?? []));
  return [null, ...[...values].sort()].map((value) => countsOf(document, dimension, value));
}
