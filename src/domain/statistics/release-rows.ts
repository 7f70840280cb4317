// A release as rows for machines: every published number once, under the dimensions that it is split by.
import type { ReleaseDocument } from './release-document.js';
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
  readonly count: number;
}

/** The published numbers of one place, or of all places, by group of statuses. */
export interface PlaceRow {
  readonly stateCode: string | null;
  readonly stateName: string | null;
  readonly counts: Readonly<Record<StatusGroup, number>>;
  readonly total: number;
}

const UNKNOWN_PLACE = 'unknown';

function tableOf(key: CellKey): string {
  return ['status', 'status_group', 'state'].filter((name) => key[name] !== undefined).join('_by_') || 'total';
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
    rows.set(cellId(key), { table: tableOf(key), status, statusGroup: group, stateCode: state, stateName, count });
  }
  return [...rows.values()];
}

function countsOf(document: ReleaseDocument, of: string | null): PlaceRow {
  const by = document.tables.find(({ dimensions }) => (dimensions.includes('state') ? of !== null : of === null));
  const counts = Object.fromEntries(STATUS_GROUPS.map((group) => [group, 0])) as Record<StatusGroup, number>;
  for (const { key, count } of by?.cells ?? []) {
    if ((key['state'] ?? null) !== of) continue;
    const group = STATUS_GROUPS.find((one) => one === (key['status_group'] ?? statusGroup(key['status'] ?? '')));
    if (group !== undefined) counts[group] += count;
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { stateCode: of, stateName: placeName(document, of), counts, total };
}

/** All places together first, then each that the release shows. All sums hold, so that statuses added up are their published group. */
export function releaseByPlace(document: ReleaseDocument): readonly PlaceRow[] {
  const states = new Set(document.tables.flatMap(({ cells }) => cells).flatMap(({ key }) => key['state'] ?? []));
  return [null, ...[...states].sort()].map((state) => countsOf(document, state));
}
