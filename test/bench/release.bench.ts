// Measures a release as it is made (rounded, attacked by itself and beside others) for several shapes, and its public page as it is read, each beside a floor.
import { randomUUID } from 'node:crypto';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { roundTable } from '../../src/domain/statistics/controlled-rounding.js';
import { protectRelease, type ProtectedRelease } from '../../src/domain/statistics/protect-release.js';
import { auditRelease } from '../../src/domain/statistics/release-audit.js';
import { releaseDocument, releaseTables, type ReleaseDocument } from '../../src/domain/statistics/release-document.js';
import { planRelease } from '../../src/domain/statistics/release-plan.js';
import type { ReleaseNumbers } from '../../src/domain/statistics/release-reading.js';
import { PUBLIC_STATUSES } from '../../src/domain/statistics/status-group.js';
import { tableNodes, type Cell } from '../../src/domain/statistics/table-margins.js';
import { highsLinearSolver, highsSolver } from '../../src/solver/highs-solver.js';
import { ServedRegistry, type Asked } from './served-registry.js';
import { draw, earlier, skewedTable, type SkewedTable } from './skewed-table.js';

const SHAPES = [
  { sizes: [40, 12, 6], before: [0, 1, 2, 24] },
  { sizes: [16, 32], before: [0, 24] },
  { sizes: [10, 8, 5], before: [0, 24] },
  { sizes: [300, 4], before: [0, 24] },
] as const;
const [ROUNDS, WARMING, TURNS] = [300, 1_500, 5];
const TOOLS = { uniform: draw, round: highsSolver(), attack: highsLinearSolver() };

function documentOf(number: number, found: ProtectedRelease): ReleaseDocument {
  const heading = {
    number,
    measure: 'whereabouts-status',
    version: 1,
    asOf: '2026-07-09',
    against: found.note.against,
    places: new Map<string, string>(),
  };
  return releaseDocument(heading, found.table, found.tables);
}

async function seconds<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const started = performance.now();
  const done = await work();
  return [(performance.now() - started) / 1000, done];
}

/** As they would have been published, newest first; they are rounded only. */
async function monthsBefore(table: SkewedTable, months: number): Promise<ReleaseNumbers[]> {
  const published: ReleaseNumbers[] = [];
  for (let month = 1; month <= months; month += 1) {
    const { axes } = table;
    const cells = earlier(table.cells, months - month);
    const found = await roundTable({ axes, cells, base: 5, uniform: draw, solve: TOOLS.round });
    if (found.outcome === 'infeasible') throw new Error('A table of the bench has no rounding.');
    published.unshift({ base: 5, tables: releaseTables(found.table, [axes.map(({ dimension }) => dimension)]) });
  }
  return published;
}

/** Rounding alone is the floor: what the attack takes beside it is its price. */
async function measureMaking(): Promise<void> {
  await TOOLS.round({ variables: [{ cost: 1, lower: 0, upper: 1 }], equations: [] });
  await TOOLS.attack({ variables: [{ cost: 1, lower: 0, upper: 1 }], equations: [] });
  for (const { sizes, before } of SHAPES) {
    const table = skewedTable(sizes);
    const tables = [table.axes.map(({ dimension }) => dimension)];
    const published = await monthsBefore(table, Math.max(...before));
    for (const months of before) {
      const task = { axes: table.axes, cells: table.cells, base: 5, uniform: draw, solve: TOOLS.round } as const;
      const [floor, rounded] = await seconds(() => roundTable(task));
      if (rounded.outcome === 'infeasible') throw new Error('A table of the bench has no rounding.');
      const release = { base: 5, tables: releaseTables(rounded.table, tables) } as const;
      const [attack, found] = await seconds(() => auditRelease(release, published.slice(0, months), TOOLS.attack));
      console.log(
        `${sizes.join(' × ')} (${tableNodes(table.axes, table.cells).length} numbers, ${found.cells} cells shown) beside ${months}: ` +
          `rounded in ${floor.toFixed(1)} s, attacked in ${attack.toFixed(1)} s by ${found.programmes} programmes, ${found.failed.length} told too much`,
      );
    }
  }
}

/** Two large releases, a month apart: 16 statuses in 32 places. */
async function publish(served: ServedRegistry): Promise<void> {
  const cells: Cell[] = PUBLIC_STATUSES.flatMap((status) =>
    Array.from({ length: 32 }, (_, place) => {
      const state = `bench:${place}`;
      return { key: { status, state }, count: 20 + Math.floor(draw(`${status} ${state}`, 0) ** 3 * 400) };
    }),
  );
  const { rows } = await served.pool.query<{ id: string }>('SELECT id FROM registry.app_user LIMIT 1');
  const preparedBy = rows[0]?.id ?? '';
  await served.platform.database.transaction(servicePrincipal('operator', randomUUID()), async (room) => {
    for (const number of [1, 2]) {
      const counted = number === 1 ? earlier(cells, 0) : cells;
      const found = await protectRelease(planRelease(counted), [], TOOLS);
      const document = documentOf(number, found);
      await room.releases.add({ document, auditNote: found.note, state: 'signed', preparedBy, at: Date.now() });
      if (number === 2) await room.releases.setState(1, 'superseded');
      await room.releases.publish(number, Date.now(), 'a note of the bench\n');
      await room.releases.fillPublished(number);
    }
  });
}

async function measureReading(served: ServedRegistry): Promise<void> {
  await served.enrol(['analyst']);
  await publish(served);
  const asked = {
    floor: { url: await served.serveRows(['SELECT * FROM registry.release WHERE number = $1', [2]]) },
    'the front page': { url: `${served.url}/` },
    'the page of the release': { url: `${served.url}/releases/2` },
    'the page for frames': { url: `${served.url}/releases/2/embed` },
    'the explorer': { url: `${served.url}/explore` },
    'the picture': { url: `${served.url}/releases/2/status.svg` },
    'the picture as PNG': { url: `${served.url}/releases/2/status.png` },
    'cells.csv': { url: `${served.url}/v1/releases/2/cells.csv` },
    'the stored release': { url: `${served.url}/v1/releases/2` },
  } as const satisfies Record<string, Asked>;
  for (const one of Object.values(asked)) await served.median(one, WARMING);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const floor = await served.median(asked.floor, ROUNDS);
    const times: string[] = [];
    for (const [name, one] of Object.entries(asked)) {
      if (name === 'floor') continue;
      const time = await served.median(one, ROUNDS);
      times.push(`${name} ${time.toFixed(2)} ms, ${(time / floor).toFixed(1)} ×`);
    }
    console.log(`a bare server that selects the stored release ${floor.toFixed(2)} ms; ${times.join('; ')}`);
  }
}

export async function run(): Promise<void> {
  await measureMaking();
  const served = await ServedRegistry.start();
  try {
    await measureReading(served);
  } finally {
    await served.close();
  }
}
