// No true number of a protected cell stands in any file that is made of its release; six-digit numbers, which nothing else resembles.
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { drawStatusChart } from '../../../src/chart/status-chart.js';
import { protectRelease } from '../../../src/domain/statistics/protect-release.js';
import { releaseDocument, type ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { planRelease, STATUS_AXIS } from '../../../src/domain/statistics/release-plan.js';
import { releaseByPlace, releaseRows } from '../../../src/domain/statistics/release-rows.js';
import { PUBLIC_STATUSES } from '../../../src/domain/statistics/status-group.js';
import { tableNodes, type Cell } from '../../../src/domain/statistics/table-margins.js';
import { writeReleaseCells } from '../../../src/formats/releases/release-csv.js';
import { canonicalDocument } from '../../../src/formats/releases/release-document-text.js';
import { writeReleaseHxl } from '../../../src/formats/releases/release-hxl.js';
import { releasePackage } from '../../../src/formats/releases/release-package.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { keyedDraw } from '../../domain/statistics/invented-table.js';

const draw = keyedDraw('six digits');
const STATES = ['demo:10', 'demo:20', 'demo:30', 'unknown'];

/** None is a multiple of five, whose published number would be the true one. */
const truth: readonly Cell[] = PUBLIC_STATUSES.flatMap((status) =>
  STATES.map((state) => ({
    key: { status, state },
    count: 100_000 + 5 * Math.floor(draw(status + state, 0) * 9_000) + 1 + Math.floor(draw(status + state, 1) * 4),
  })),
);

/** Every true number that is not published as it is, of cells, groups, places and all. */
const secrets = tableNodes([STATUS_AXIS, { dimension: 'state' }], truth)
  .map(({ count }) => count)
  .filter((count) => count % 5 !== 0);

async function release(): Promise<ReleaseDocument> {
  const tools = { uniform: keyedDraw('release'), round: highsSolver(), attack: highsLinearSolver() };
  const { table, tables, note } = await protectRelease(planRelease(truth), [], tools);
  const places = new Map(STATES.map((code) => [code, `Vale of ${code}`]));
  const heading = { number: 7, measure: 'whereabouts-status', version: 1, asOf: '2026-07-09', against: [], places };
  expect(note.base).toBe(5);
  return releaseDocument(heading, table, tables);
}

async function filesOf(document: ReleaseDocument): Promise<Readonly<Record<string, string>>> {
  const [cells, hxl] = [writeReleaseCells(document), writeReleaseHxl(document)];
  const described = (text: string) => ({
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  const parts = { document, publishedAt: null, demonstration: true, cells: described(cells), hxl: described(hxl) };
  return {
    'the stored release': JSON.stringify(document),
    'document.json': canonicalDocument(document),
    'cells.json': JSON.stringify(releaseRows(document)),
    'cells.csv': cells,
    'cells.hxl.csv': hxl,
    'datapackage.json': JSON.stringify(releasePackage(parts)),
    'status.svg': await drawStatusChart(document, { demonstration: true }),
  };
}

const found = (text: string): readonly number[] => secrets.filter((secret) => text.includes(String(secret)));

describe('files of a release', () => {
  it('hold published numbers and no true one', async () => {
    expect(secrets.length).toBeGreaterThan(70);
    const files = await filesOf(await release());
    for (const [name, text] of Object.entries(files)) expect({ name, found: found(text) }).toEqual({ name, found: [] });
  });

  it('would be found out by this search where one true number had slipped in', async () => {
    const document = await release();
    const leak = (cells: readonly Cell[]): readonly Cell[] =>
      cells.map(({ key, count }) => ({
        key,
        count: truth.find((one) => JSON.stringify(one.key) === JSON.stringify(key))?.count ?? count,
      }));
    const tables = document.tables.map((table) => ({ ...table, cells: leak(table.cells) }));
    const files = await filesOf({ ...document, tables });
    for (const name of ['the stored release', 'document.json', 'cells.json', 'cells.csv'])
      expect(found(files[name]!)).not.toEqual([]);
  });

  it('say the same number wherever they say it', async () => {
    const document = await release();
    const rows = releaseRows(document);
    const groups = new Map(
      rows.filter(({ table }) => table === 'status_group').map((row) => [row.statusGroup, row.count]),
    );
    const [all, ...places] = releaseByPlace(document);
    expect(Object.entries(all!.counts).filter(([group, count]) => (groups.get(group) ?? 0) !== count)).toEqual([]);
    expect(all!.total).toBe(rows.find(({ table }) => table === 'total')!.count);
    for (const { stateCode, stateName, total } of places) {
      expect(total).toBe(rows.find((row) => row.table === 'state' && row.stateCode === stateCode)!.count);
      expect(stateName).toBe(stateCode === 'unknown' ? 'unknown' : `Vale of ${stateCode}`);
    }
    expect(places.map(({ stateCode }) => stateCode)).toEqual(STATES);
  });
});
