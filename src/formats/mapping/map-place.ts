// Turns the place columns of a row into a place and its parents; a missing code is the value "unknown" with a place of its own.

import { textWarnings } from '../../domain/identity/identifying-text.js';
import { openCellNote } from '../../domain/imports/open-cells.js';
import type { Place } from '../../domain/records/statement.js';
import type { PlaceRule } from './mapping.js';
import type { RowNote } from './row-note.js';

/** A place as a file names it; a registry that has not seen its code adds it under its parent, with a warning. */
export interface MappedPlace {
  /** `scheme:code`, for an unknown one `scheme:parent:unknown`. */
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
  /** 1 is the first administrative level. */
  readonly level: number;
}

export interface PlaceReading {
  readonly place: Place | null;
  readonly asGiven: string | null;
  readonly places: readonly MappedPlace[];
  readonly warnings: readonly RowNote[];
  readonly faults: readonly RowNote[];
}

type Cells = Readonly<Record<string, string>>;

const UNKNOWN = 'unknown';
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;
const LONGEST_NAME = 200;

interface Walk {
  readonly places: MappedPlace[];
  readonly warnings: RowNote[];
  readonly faults: RowNote[];
  asGiven: string | null;
}

function isMissing(code: string): boolean {
  return code === '' || code === UNKNOWN;
}

function isUnknown(place: MappedPlace | undefined): boolean {
  return place !== undefined && place.code.endsWith(`:${UNKNOWN}`);
}

function addUnknown(walk: Walk, scheme: string, column: string, name: string): void {
  const above = walk.places.at(-1);
  walk.warnings.push({
    column,
    code: 'place_code_missing',
    message: 'The cell has no code: counted as unknown.',
  });
  if (name !== '') walk.asGiven = name;
  // Nothing is known below the unknown: it is its own narrowest place.
  if (isUnknown(above)) return;
  const parentCode = above?.code ?? null;
  walk.places.push({
    code: `${parentCode ?? scheme}:${UNKNOWN}`,
    parentCode,
    name: UNKNOWN,
    level: walk.places.length + 1,
  });
}

function faultOf(walk: Walk, column: string, code: string): RowNote | null {
  if (!CODE.test(code)) {
    return {
      column,
      code: 'place_code_malformed',
      message: 'A code has up to 40 letters, digits, dots and hyphens.',
    };
  }
  if (!isUnknown(walk.places.at(-1))) return null;
  return { column, code: 'place_parent_missing', message: 'The code has no code of the level above it.' };
}

function step(walk: Walk, scheme: string, level: PlaceRule['levels'][number], cells: Cells): void {
  const code = cells[level.code]?.trim() ?? '';
  const name = cells[level.name]?.trim().slice(0, LONGEST_NAME) ?? '';
  if (isMissing(code)) {
    addUnknown(walk, scheme, level.code, name);
    return;
  }
  const fault = faultOf(walk, level.code, code);
  if (fault !== null) {
    walk.faults.push(fault);
    return;
  }
  const parentCode = walk.places.at(-1)?.code ?? null;
  walk.warnings.push(...textWarnings(name).map((warning) => openCellNote(level.name, warning)));
  walk.places.push({
    code: `${scheme}:${code}`,
    parentCode,
    name: name === '' ? code : name,
    level: walk.places.length + 1,
  });
}

/** The narrowest place that the row names, with all above it. */
export function mapPlace(rule: PlaceRule, cells: Cells): PlaceReading {
  const walk: Walk = { places: [], warnings: [], faults: [], asGiven: null };
  for (const level of rule.levels) step(walk, rule.scheme, level, cells);
  const narrowest = walk.places.at(-1);
  if (narrowest === undefined) return { ...walk, place: null };
  const [state, municipality] = walk.places.map((place) => place.code);
  const precision = narrowest.code === `${rule.scheme}:${UNKNOWN}` ? 'unknown' : 'admin_area';
  return {
    ...walk,
    place: { code: narrowest.code, state: state ?? null, municipality: municipality ?? null, precision },
  };
}
