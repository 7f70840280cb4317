// Splits of a release by party: the rule that all must agree, and the tables attacked by themselves, beside unsplit ones, and with parties exchanged.

import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { auditChanges, auditLevels } from '../../../src/domain/statistics/disclosure-audit.js';
import { protectRelease } from '../../../src/domain/statistics/protect-release.js';
import type { PublishedBounds } from '../../../src/domain/statistics/published-bounds.js';
import { verifyAgainstTruth } from '../../../src/domain/statistics/protected-table.js';
import { auditRelease } from '../../../src/domain/statistics/release-audit.js';
import {
  releaseDocument,
  verifyRelease,
  type ReleaseDocument,
} from '../../../src/domain/statistics/release-document.js';
import { planRelease, planSplit, type ReleasePlan } from '../../../src/domain/statistics/release-plan.js';
import { boundsOfRelease, commonAxes, shownAtoms } from '../../../src/domain/statistics/release-reading.js';
import { releaseRows } from '../../../src/domain/statistics/release-rows.js';
import {
  readSplitAnswer,
  requireAllAgreed,
  requireOtherAnswer,
  splitProgress,
  SPLIT_REFUSAL_REASONS,
  type SplitRequest,
} from '../../../src/domain/statistics/release-split.js';
import { cellId, tableNodes, type Cell } from '../../../src/domain/statistics/table-margins.js';
import { writeReleaseCells } from '../../../src/formats/releases/release-csv.js';
import { writeReleaseHxl } from '../../../src/formats/releases/release-hxl.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';
import { monthLater, randomRegister } from './invented-register.js';
import { documentOf, exactNumbers } from './invented-release.js';
import { keyedDraw } from './invented-table.js';

jest.setTimeout(1_800_000);

const REGISTERS = runCount(12, 120);
const PAIRS = runCount(4, 24);
const tools = { uniform: keyedDraw('split'), round: highsSolver(), attack: highsLinearSolver() };

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const organisation = fc.constantFrom('a', 'b', 'c', 'd');
const request = (organisationId: string): fc.Arbitrary<SplitRequest> =>
  fc.record({
    organisationId: fc.constant(organisationId),
    askedAt: fc.constant(0),
    answer: fc.constantFrom('agreed', 'agreed', 'refused', null),
    reason: fc.constant(null),
    version: fc.nat(3),
  });
const requests: fc.Arbitrary<readonly SplitRequest[]> = fc
  .uniqueArray(organisation)
  .chain((ids) => fc.tuple(...ids.map(request)));

describe('the rule of a split', () => {
  it('lets a release through where somebody was asked and everybody who was, and who feeds it now, agrees', () => {
    fc.assert(
      fc.property(requests, fc.uniqueArray(organisation), (asked, feeders) => {
        const agreed = asked.filter(({ answer }) => answer === 'agreed').map((one) => one.organisationId);
        const needed = [...asked.map((one) => one.organisationId), ...feeders];
        const expected = agreed.length > 0 && needed.every((id) => agreed.includes(id)) ? null : 'release_not_agreed';
        expect(codeOf(() => requireAllAgreed(asked, feeders))).toBe(expected);
      }),
    );
  });

  it('names no organisation in its refusal, nor in what its makers are told', () => {
    const asked: SplitRequest[] = ['lantern', 'vale'].map((organisationId) => ({
      organisationId,
      askedAt: 0,
      answer: 'refused',
      reason: 'would_mislead',
      version: 1,
    }));
    expect(() => requireAllAgreed(asked, ['harbour'])).toThrow(/0 of 3 agree/);
    expect(() => requireAllAgreed(asked, ['harbour'])).not.toThrow(/lantern|vale|harbour/);
    expect(splitProgress(asked)).toEqual({ asked: 2, agreed: 0, reasons: ['would_mislead'] });
  });

  it('takes a refusal with a reason of the list, and no answer twice', () => {
    for (const reason of SPLIT_REFUSAL_REASONS) expect(readSplitAnswer('refused', reason).reason).toBe(reason);
    expect(codeOf(() => readSplitAnswer('refused', undefined))).toBe('invalid_field');
    expect(codeOf(() => readSplitAnswer('agreed', 'would_mislead'))).toBe('invalid_field');
    expect(codeOf(() => readSplitAnswer('yes', undefined))).toBe('invalid_field');
    const none = { organisationId: 'a', askedAt: 0, answer: null, reason: null, version: 0 };
    expect(codeOf(() => requireOtherAnswer(none, { answer: 'withdrawn', reason: null }))).toBe('conflict');
    const agreed = { ...none, answer: 'agreed' as const };
    expect(codeOf(() => requireOtherAnswer(agreed, { answer: 'agreed', reason: null }))).toBe('conflict');
    expect(codeOf(() => requireOtherAnswer(agreed, { answer: 'withdrawn', reason: null }))).toBeNull();
  });
});

/** The register of a seed with parties in the place of places: two to some thirty, as combinations make them. */
function byParty(cells: readonly Cell[]): Cell[] {
  return cells.map(({ key, count }) => ({ key: { status: key['status'] ?? '', side: key['state'] ?? '' }, count }));
}

interface Split {
  readonly seed: number;
  readonly plan: ReleasePlan;
  readonly document: ReleaseDocument;
}

const splits: (Split | null)[] = [];
async function eachSplit(look: (one: Split) => Promise<void>): Promise<number> {
  let found = 0;
  for (let seed = 1; seed <= REGISTERS; seed += 1) {
    if (splits[seed] === undefined) {
      const plan = planSplit(byParty(randomRegister(seed)), 'side');
      splits[seed] =
        plan === null ? null : { seed, plan, document: documentOf(1, await protectRelease(plan, [], tools)) };
    }
    const one = splits[seed];
    if (one === null || one === undefined) continue;
    found += 1;
    await look(one);
  }
  return found;
}

/** Bounds without the published number between them: every witness has to be found by a programme. */
function withoutPoint(bounds: PublishedBounds): PublishedBounds {
  return (id, isMargin) => {
    const found = bounds(id, isMargin);
    return found === null ? null : { low: found.low, high: found.high };
  };
}

describe('random registers by party', () => {
  it('are protected, and an attack on what would be published finds nothing', async () => {
    const found = await eachSplit(async ({ seed, plan, document }) => {
      const table = { dimensions: [], cells: [], margins: [] };
      expect({ seed, shown: document.tables.flatMap(({ dimensions }) => dimensions).includes('state'), table }).toEqual(
        {
          seed,
          shown: false,
          table,
        },
      );
      expect({ seed, failed: (await auditRelease(document, [], tools.attack)).failed }).toEqual({ seed, failed: [] });
      const axes = commonAxes([document]);
      const bounds = withoutPoint(boundsOfRelease(document));
      const levels = await auditLevels(
        { bounds, base: document.base },
        axes,
        shownAtoms([document], axes),
        tools.attack,
      );
      expect({ seed, failed: levels.failed, broken: verifyRelease(document) }).toEqual({
        seed,
        failed: [],
        broken: [],
      });
      const numbers = document.tables[0]!;
      const whole = { base: document.base, relaxed: false, ...numbers, dimensions: [...numbers.dimensions] };
      const plain = plan.axes.map(({ dimension }) => ({ dimension }));
      expect(verifyAgainstTruth(whole, plan.cells, plain)).toEqual([]);
    });
    expect(found).toBeGreaterThan(REGISTERS / 4);
  });

  it('are found out where one cell is its true number', async () => {
    let planted = 0;
    await eachSplit(async ({ seed, plan, document }) => {
      const telling = tableNodes(plan.axes, plan.cells).filter(
        ({ sums, count }) => sums.length === 0 && count % document.base !== 0,
      );
      const cell = telling[Math.floor(keyedDraw('planted')('number', seed) * telling.length)];
      if (cell === undefined) return;
      planted += 1;
      const { failed } = await auditRelease(exactNumbers(document, [cell]), [], tools.attack);
      expect({ seed, failed }).toEqual({ seed, failed: [cell.key] });
    });
    expect(planted).toBeGreaterThan(REGISTERS / 5);
  });

  it('tell nothing beside the unsplit release of the month before, nor beside the split one', async () => {
    let pairs = 0;
    for (let seed = 1; pairs < PAIRS && seed <= 4 * PAIRS; seed += 1) {
      const now = randomRegister(seed);
      const later = monthLater(now, seed, 1);
      const places = documentOf(1, await protectRelease(planRelease(now), [], tools));
      const [first, second] = [planSplit(byParty(now), 'side'), planSplit(byParty(later), 'side')];
      if (first === null || second === null) continue;
      pairs += 1;
      const before = documentOf(2, await protectRelease(first, [], tools));
      const next = documentOf(3, await protectRelease(second, [before, places], tools));
      for (const older of [before, places]) {
        const axes = commonAxes([older, next]);
        const releases = {
          older: withoutPoint(boundsOfRelease(older)),
          newer: withoutPoint(boundsOfRelease(next)),
          onlyGrows: false,
        };
        const { failed } = await auditChanges(releases, axes, shownAtoms([older, next], axes), tools.attack);
        expect({ seed, older: older.number, failed }).toEqual({ seed, older: older.number, failed: [] });
      }
    }
    expect(pairs).toBe(PAIRS);
  });

  it('are refused where too many people stand in small cells, whatever parties they are of', () => {
    const few: Cell[] = ['n', 's'].flatMap((side) => [{ key: { status: 'missing', side }, count: 9 }]);
    expect(planSplit(few, 'side')).toBeNull();
    expect(planSplit([], 'side')).toBeNull();
    const many = few.map(({ key }) => ({ key, count: 30 }));
    expect(planSplit(many, 'side')?.tables).toEqual([['status', 'side'], ['status'], ['status_group']]);
  });
});

describe('a category for whoever did not agree, which was rejected', () => {
  it('would tell what an organisation alone registered, and in the next month by party what it had refused', async () => {
    const others = { north: 1200, south: 950 };
    const refused = { north: 330, south: 80 };
    const published = async (sides: Readonly<Record<string, number>>): Promise<PublishedBounds> => {
      const cells = Object.entries(sides).map(([side, count]) => ({ key: { status: 'missing', side }, count }));
      return boundsOfRelease(documentOf(1, await protectRelease(planSplit(cells, 'side')!, [], tools)));
    };
    const before = await published({ ...others, not_split: refused.north + refused.south });
    const after = await published({ north: others.north + refused.north, south: others.south + refused.south });
    const range = (bounds: PublishedBounds, side: string) => bounds(cellId({ side }), true)!;
    const own = range(before, 'not_split');
    expect(own.high - own.low).toBeLessThan(20);
    for (const side of ['north', 'south'] as const) {
      const least = range(after, side).low - range(before, side).high;
      const most = range(after, side).high - range(before, side).low;
      expect([least > 0, least <= refused[side], refused[side] <= most]).toEqual([true, true, true]);
    }
  });
});

describe('two parties with their labels exchanged', () => {
  const label = fc.constantFrom('North', 'Vale', 'Åland', 'zulu', '=1+1', 'Ա');
  it('swap their labels in the release and its files, and change nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(label, label).filter(([one, other]) => one !== other),
        fc.array(fc.integer({ min: 12, max: 400 }), { minLength: 4, maxLength: 4 }),
        async ([one, other], counts) => {
          const keys = ['k-1', 'k-2'] as const;
          const cells = ['missing', 'held_denied'].flatMap((status, at) =>
            keys.map((side, of) => ({ key: { status, side }, count: counts[2 * at + of] ?? 0 })),
          );
          const plan = planSplit(cells, 'side')!;
          const { table, tables } = await protectRelease(plan, [], tools);
          const [straight, crossed] = [
            [one, other],
            [other, one],
          ].map((labels) => {
            const parties = keys.map((partyKey, at) => ({ id: partyKey, partyKey, label: labels[at] ?? '' }));
            const heading = { number: 1, measure: 'whereabouts-status', version: 1, asOf: '2026-07-09', against: [] };
            return releaseDocument({ ...heading, places: new Map(), split: { by: 'side', parties } }, table, tables);
          }) as [ReleaseDocument, ReleaseDocument];
          const marks = new Map([
            [one, '<1>'],
            [other, '<2>'],
          ]);
          const swapped = new Map([
            [one, '<2>'],
            [other, '<1>'],
          ]);
          const named = (document: ReleaseDocument, as: ReadonlyMap<string, string>) => ({
            ...document,
            split: {
              ...document.split,
              parties: Object.fromEntries(
                Object.entries(document.split!.parties).map(([key, text]) => [key, as.get(text)]),
              ),
            },
          });
          expect(named(crossed, swapped)).toEqual(named(straight, marks));
          const rows = (document: ReleaseDocument, as: ReadonlyMap<string, string>) =>
            releaseRows(document).map((row) => ({ ...row, partyName: as.get(row.partyName ?? '') ?? row.partyName }));
          expect(rows(crossed, swapped)).toEqual(rows(straight, marks));
          for (const write of [writeReleaseCells, writeReleaseHxl])
            expect(write(crossed).split('\r\n').length).toBe(write(straight).split('\r\n').length);
        },
      ),
      { numRuns: runCount(20, 100) },
    );
  });
});
