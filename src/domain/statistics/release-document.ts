// The document that everything public is read from: published numbers alone, table by table, with what a reader must know.
import type { ProtectedTable, RoundingBase } from './controlled-rounding.js';
import { verifyProtected, type TableViolation } from './protected-table.js';
import type { Party } from '../organisations/organisation.js';
import { noteOnCorrection, noteOnPartiesLeftOut, type ReleaseCorrection } from './release-correction.js';
import { partiesShown, SPLIT_MEANINGS, type ReleaseSplit, type SplitDimension } from './release-split.js';
import { statusGroup } from './status-group.js';
import { cellId, withMargins, type Cell, type Margin } from './table-margins.js';

export interface ReleaseTable {
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  readonly margins: readonly Margin[];
}

/** Immutable once signed. A number that no table lists is 0. */
export interface ReleaseDocument {
  /** Counted up from 1, without gaps. */
  readonly number: number;
  readonly measure: string;
  readonly version: number;
  readonly base: RoundingBase;
  /** The day whose state is counted, as YYYY-MM-DD. */
  readonly asOf: string;
  readonly tables: readonly ReleaseTable[];
  readonly notes: readonly string[];
  /** Names of the places that the tables show, by code, as they were then; absent of a release of a version that kept none. */
  readonly places?: Readonly<Record<string, string>>;
  /** Absent of a release that corrects none. */
  readonly corrects?: ReleaseCorrection;
  /** Absent of a release that is not split by party. */
  readonly split?: ReleaseSplit;
}

export interface ReleaseHeading extends Pick<ReleaseDocument, 'number' | 'measure' | 'version' | 'asOf'> {
  /** Numbers of the published releases that the table was attacked beside, newest first. */
  readonly against: readonly number[];
  /** Names of places by code; those that the tables do not show are left out. */
  readonly places: ReadonlyMap<string, string>;
  readonly corrects?: ReleaseCorrection | null;
  /** By what the corrected release is split; absent of one without parties. */
  readonly correctedSplit?: SplitDimension | undefined;
  readonly split?: { readonly by: SplitDimension; readonly parties: readonly Party[] } | null;
}

/** The definition of the split, in the release itself, since it is read without the catalogue. */
function noteOnSplit(by: SplitDimension): string {
  return `${SPLIT_MEANINGS[by]}; several of one person stand together, and "unknown" is a value. Every organisation that feeds these tables agreed to the split of this release.`;
}

/** In words and without values: what the table was attacked beside before it was signed. */
function noteOnAudit(against: readonly number[]): string {
  if (against.length === 0)
    return 'Before it was signed, the table was attacked by itself: of no cell can more be told than that the true number lies near the published one.';
  const releases = against.length === 1 ? `release ${against[0]}` : `releases ${against.join(', ')}`;
  return `Before it was signed, the table was attacked by itself and together with ${releases}: of no cell can more be told than that the true number lies near the published one, and no small change since then is certain.`;
}

function notesOn({ base, relaxed }: ProtectedTable, against: readonly number[]): readonly string[] {
  const further = `Some sums lie up to ${2 * base - 1} from the true number.`;
  return [
    `Every number is a multiple of ${base} and lies less than ${base} from the true number${relaxed ? ', sums excepted' : ''}; all sums hold.`,
    ...(relaxed ? [further] : []),
    `A number that is not listed is 0, and a 0 does not say that there is nobody.`,
    `A published number may fall by ${base} while the true number grows.`,
    noteOnAudit(against),
    'The numbers count what was reported to this registry and say nothing about what was not.',
  ];
}

/** The readings of one rounded table that a release shows. */
export function releaseTables(table: ProtectedTable, tables: readonly (readonly string[])[]): readonly ReleaseTable[] {
  return tables.map((dimensions) => readingBy(table, dimensions));
}

/** The reading of a rounded table by the given dimensions; its margins are sums of published numbers, so they are the published ones. */
function readingBy(table: ProtectedTable, dimensions: readonly string[]): ReleaseTable {
  const wanted = [...dimensions].sort().join('\n');
  const cells = [...table.cells, ...table.margins].filter(({ key }) => Object.keys(key).sort().join('\n') === wanted);
  const ordered = withMargins(
    dimensions,
    cells.map(({ key, count }) => ({
      key: Object.fromEntries(dimensions.map((name) => [name, key[name] ?? ''])),
      count,
    })),
  );
  return { dimensions, cells: ordered.cells, margins: ordered.margins };
}

/** A place without a published number is not named: it may hold somebody. */
function namesOf(
  tables: readonly ReleaseTable[],
  places: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const shown = tables
    .flatMap(({ cells }) => cells)
    .flatMap(({ key, count }) => (count > 0 ? (key['state'] ?? []) : []));
  return Object.fromEntries(
    [...new Set(shown)].sort().flatMap((code) => {
      const name = places.get(code);
      return name === undefined ? [] : [[code, name]];
    }),
  );
}

function notesOnCorrection({ corrects = null, correctedSplit, split = null }: ReleaseHeading): readonly string[] {
  if (corrects === null) return [];
  const leftOut =
    correctedSplit !== undefined && split === null ? [noteOnPartiesLeftOut(corrects, correctedSplit)] : [];
  return [noteOnCorrection(corrects), ...leftOut];
}

/** Every table is a reading of the same rounded one, so that no two of them can contradict each other. */
export function releaseDocument(
  heading: ReleaseHeading,
  table: ProtectedTable,
  tables: readonly (readonly string[])[],
): ReleaseDocument {
  const shown = releaseTables(table, tables);
  const corrects = heading.corrects ?? null;
  const split = heading.split ?? null;
  return {
    number: heading.number,
    measure: heading.measure,
    version: heading.version,
    base: table.base,
    asOf: heading.asOf,
    tables: shown,
    notes: [
      ...notesOnCorrection(heading),
      ...(split === null ? [] : [noteOnSplit(split.by)]),
      ...notesOn(table, heading.against),
    ],
    places: namesOf(shown, heading.places),
    ...(corrects !== null && { corrects }),
    ...(split !== null && { split: { by: split.by, parties: partiesShown(shown, split.by, split.parties) } }),
  };
}

/** Numbers of one name in several tables, and groups against the statuses they hold. */
function contradictions({ tables }: ReleaseDocument): readonly TableViolation[] {
  const first = new Map<string, number>();
  const found: TableViolation[] = [];
  const meet = ({ key, count }: Cell): void => {
    const id = cellId(key);
    if ((first.get(id) ?? count) !== count) found.push({ key, rule: 'sum_broken' });
    first.set(id, first.get(id) ?? count);
  };
  for (const { cells, margins } of tables) [...cells, ...margins].forEach(meet);
  const byStatus = tables.find(({ dimensions }) => dimensions.join() === 'status');
  const byGroup = tables.find(({ dimensions }) => dimensions.join() === 'status_group');
  if (byStatus === undefined || byGroup === undefined) return found;
  const sums = new Map<string, number>();
  for (const { key, count } of byStatus.cells) {
    const group = statusGroup(key['status'] ?? '');
    sums.set(group, (sums.get(group) ?? 0) + count);
  }
  for (const { key, count } of byGroup.cells) {
    const group = key['status_group'] ?? '';
    if (sums.get(group) !== count) found.push({ key, rule: 'sum_broken' });
    sums.delete(group);
  }
  for (const [group, sum] of sums) if (sum !== 0) found.push({ key: { status_group: group }, rule: 'sum_broken' });
  return found;
}

/** What any reader can check of a release, over all its tables. Empty when nothing is wrong. */
export function verifyRelease(document: ReleaseDocument): readonly TableViolation[] {
  return [...document.tables.flatMap((table) => verifyProtected(table, document.base)), ...contradictions(document)];
}
