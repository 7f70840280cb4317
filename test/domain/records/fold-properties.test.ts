// What holds for the fold of any statements whatever: it is total, blind to order, ids and labels, and keeps confidences.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runCount } from '../../support/run-count.js';
import { coarsenRecord } from '../../../src/domain/records/coarsen-record.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import type { WhereaboutsRecord } from '../../../src/domain/records/whereabouts-record.js';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';
import { anyStatements, PARTIES, TODAY } from './any-statements.js';

const RUNS = { seed: 20201110, numRuns: 100 };
const SHARED = { today: TODAY, view: { organisationId: null } };

function replaced<T>(value: T, exchange: ReadonlyMap<string, string>): T {
  return JSON.parse(JSON.stringify(value, infinities), (_, part: unknown) => {
    if (part === 'Infinity') return Infinity;
    if (part === '-Infinity') return -Infinity;
    return typeof part === 'string' ? (exchange.get(part) ?? part) : part;
  }) as T;
}

function infinities(_: string, part: unknown): unknown {
  return part === Infinity || part === -Infinity ? String(part) : part;
}

function renamed(statements: readonly Statement[], uuids: Iterator<string>): ReadonlyMap<string, string> {
  const names = [...new Set(statements.flatMap(({ id, author }) => [id, author.organisationId]))];
  return new Map(names.map((name) => [name, uuids.next().value as string]));
}

/** Everything but the ids, and tied entries of a list in no order. */
function withoutIds(part: unknown): unknown {
  if (typeof part === 'string') return /^(?:s-\d+|[0-9a-f-]{36})$/.test(part) ? '#' : part;
  if (Array.isArray(part)) return part.map(withoutIds).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withoutIds(value)]));
}

/** Sets of parties are listed by their key, so that an exchange of two keys may turn two entries of one time round. */
function unordered(record: WhereaboutsRecord): unknown {
  const sorted = <T>(list: readonly T[]): readonly T[] =>
    [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    ...record,
    sides: sorted(record.sides),
    positions: sorted(record.positions),
    custody: record.custody && { ...record.custody, holders: sorted(record.custody.holders) },
  };
}

describe('the fold of any statements', () => {
  it('is total: a status of the list, with a reason, for every view and time', () => {
    fc.assert(
      fc.property(
        anyStatements(14),
        fc.option(fc.integer({ min: 0, max: TODAY })),
        fc.option(fc.integer({ min: 0, max: TODAY })),
        (statements, knownAt, validAt) => {
          for (const organisationId of [null, 'org-0', 'org-1', 'org-9']) {
            const record = foldRecord(statements, {
              ...SHARED,
              view: { organisationId },
              ...(knownAt !== null && { knownAt }),
              ...(validAt !== null && { validAt }),
            });
            expect(WHEREABOUTS_STATUSES).toContain(record.status);
            expect(record.episode).toBeGreaterThanOrEqual(1);
            expect(record.why.words.length).toBeGreaterThan(0);
            expect(() => coarsenRecord(record, null)).not.toThrow();
          }
        },
      ),
      RUNS,
    );
  });

  it('does not depend on the order in which the statements are given', () => {
    fc.assert(
      fc.property(
        anyStatements(10).chain((statements) =>
          fc.tuple(fc.constant(statements), fc.shuffledSubarray(statements, { minLength: statements.length })),
        ),
        ([statements, shuffled]) => {
          expect(foldRecord(shuffled, SHARED)).toEqual(foldRecord(statements, SHARED));
        },
      ),
      { ...RUNS, numRuns: runCount(100, 10_000) },
    );
  });

  it('mirrors: exchanging two parties in the statements exchanges them in the record and changes nothing else', () => {
    const [first = '', second = ''] = PARTIES;
    const exchange = new Map([
      [first, second],
      [second, first],
    ]);
    fc.assert(
      fc.property(anyStatements(10), (statements) => {
        const mirrored = foldRecord(replaced(statements, exchange), SHARED);
        expect(unordered(mirrored)).toEqual(unordered(replaced(foldRecord(statements, SHARED), exchange)));
      }),
      RUNS,
    );
  });

  it('knows no ids: other ids of statements and organisations give the same record under those ids', () => {
    fc.assert(
      fc.property(anyStatements(10, { distinct: true }), fc.infiniteStream(fc.uuid()), (statements, uuids) => {
        const renaming = renamed(statements, uuids);
        const record = foldRecord(replaced(statements, renaming), SHARED);
        expect(record).toEqual(replaced(foldRecord(statements, SHARED), renaming));
      }),
      RUNS,
    );
  });

  it('lets no id decide between statements that tie: with the ids taken out, both records are the same', () => {
    fc.assert(
      fc.property(anyStatements(10, { tied: true }), fc.infiniteStream(fc.uuid()), (statements, uuids) => {
        const record = foldRecord(replaced(statements, renamed(statements, uuids)), SHARED);
        expect(withoutIds(record)).toEqual(withoutIds(foldRecord(statements, SHARED)));
      }),
      RUNS,
    );
  });

  it('is not moved by a statement that was withdrawn, except as it was known before', () => {
    fc.assert(
      fc.property(anyStatements(8), anyStatements(1), (statements, [added]) => {
        if (added === undefined) return;
        const at = added.recordedAt + 1000;
        const withdrawn: Statement = {
          ...added,
          id: 'withdrawn',
          withdrawn: { how: 'retracted', at, reason: 'mistaken_identity', successorId: null },
        };
        const all = [...statements, withdrawn];
        expect(foldRecord(all, SHARED)).toEqual(foldRecord(statements, SHARED));
        const before = { ...SHARED, knownAt: at - 1 };
        expect(foldRecord(all, before)).toEqual(foldRecord([...statements, { ...withdrawn, withdrawn: null }], before));
      }),
      RUNS,
    );
  });

  it('is not moved by what is confidential, but in the view of its giver', () => {
    fc.assert(
      fc.property(anyStatements(8), anyStatements(3), (statements, secrets) => {
        const author = { organisationId: 'org-secret', organisationKind: 'central_tracing_agency', party: null };
        const hidden = secrets.map((one, index): Statement => ({
          ...one,
          id: `secret-${index}`,
          author,
          confidential: true,
        }));
        const open = hidden.map((one): Statement => ({ ...one, confidential: false }));
        for (const organisationId of [null, 'org-0', 'org-1']) {
          const clock = { ...SHARED, view: { organisationId } };
          expect(foldRecord([...statements, ...hidden], clock)).toEqual(foldRecord(statements, clock));
        }
        const own = { ...SHARED, view: { organisationId: 'org-secret' } };
        expect(foldRecord([...statements, ...hidden], own)).toEqual(foldRecord([...statements, ...open], own));
      }),
      RUNS,
    );
  });

  it('changes with time alone in nothing but ages and the flags that count them', () => {
    const timeless = (record: WhereaboutsRecord): unknown => ({
      ...record,
      asOf: null,
      lastSignOfLife: record.lastSignOfLife && { ...record.lastSignOfLife, ageDays: null },
      flags: record.flags.filter(({ flag }) => flag !== 'sign_of_life_stale' && flag !== 'child'),
    });
    fc.assert(
      fc.property(anyStatements(10), fc.integer({ min: 0, max: 40 }), (statements, years) => {
        const later = { ...SHARED, today: TODAY + years * 366 * 86_400_000 };
        expect(timeless(foldRecord(statements, later))).toEqual(timeless(foldRecord(statements, SHARED)));
      }),
      RUNS,
    );
  });

  it('shows a coarse reader no day, no exact place and no length of a sentence', () => {
    fc.assert(
      fc.property(anyStatements(10), (statements) => {
        const text = JSON.stringify(coarsenRecord(foldRecord(statements, SHARED), null));
        expect(text).not.toMatch(/"edtf":"[^"]*\d{4}-\d\d-\d\d/);
        expect(text).not.toMatch(/"code":"demo:\d{3,}"|"municipality":"|"years":\d|"months":\d/);
      }),
      RUNS,
    );
  });
});
