// What a read may remember: nothing that is not of one moment, nothing of others, and never more than there is room for.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../../src/domain/records/statement.js';
import { RememberedStatements } from '../../../src/persistence/statements/remembered-statements.js';
import { runCount } from '../../support/run-count.js';

const ORGANISATION = 'organisation';
const CODE = 'WB-1';

function statements(count: number, withdrawn = 0): Statement[] {
  return Array.from({ length: count }, (_, at) => ({
    withdrawn: at < withdrawn ? { how: 'retracted' } : null,
  })) as Statement[];
}

function extent(
  count: number,
  withdrawals = 0,
  serverSince = 1,
  turns = 0,
): Parameters<RememberedStatements['find']>[2] {
  return { statements: count, withdrawals, turns, serverSince };
}

function keep(
  remembered: RememberedStatements,
  code: string,
  of: ReturnType<typeof extent>,
  held: readonly Statement[],
  read = { statements: held.length, withdrawals: held.filter(({ withdrawn }) => withdrawn !== null).length },
): void {
  remembered.keep(ORGANISATION, code, { personId: code, extent: of, held }, read);
}

describe('remembered statements', () => {
  it.each([
    ['a statement more', extent(4, 1)],
    ['a withdrawal more', extent(3, 2)],
    ['a server that was started since', extent(3, 1, 2)],
    ['an embargo that ended, or a will', extent(3, 1, 1, 1)],
  ])('are not those of %s', (_, now) => {
    const remembered = new RememberedStatements();
    keep(remembered, CODE, extent(3, 1), statements(3, 1));
    expect(remembered.find(ORGANISATION, CODE, now)).toBeNull();
  });

  it('are those of the same extent, for the same organisation and pseudonym alone', () => {
    const remembered = new RememberedStatements();
    const held = statements(3, 1);
    keep(remembered, CODE, extent(3, 1), held);
    expect(remembered.find(ORGANISATION, CODE, extent(3, 1))).toBe(held);
    expect(remembered.find('another', CODE, extent(3, 1))).toBeNull();
    expect(remembered.find(ORGANISATION, 'WB-2', extent(3, 1))).toBeNull();
  });

  it('are kept where one of the rows is under embargo, of which nothing is held', () => {
    const remembered = new RememberedStatements();
    const held = statements(2);
    keep(remembered, CODE, extent(3, 1), held, { statements: 3, withdrawals: 1 });
    expect(remembered.find(ORGANISATION, CODE, extent(3, 1))).toBe(held);
  });

  it('are not kept where rows and extent are not of one moment, or nothing was said', () => {
    const remembered = new RememberedStatements();
    keep(remembered, 'more', extent(2), statements(3));
    keep(remembered, 'withdrawn', extent(3), statements(3, 1));
    keep(remembered, 'nothing', extent(0), []);
    expect(['more', 'withdrawn', 'nothing'].filter((code) => remembered.has(ORGANISATION, code))).toEqual([]);
  });

  it('never are more than there is room for, and those used last stay longest', () => {
    const record = fc.record({ code: fc.integer({ min: 0, max: 9 }), count: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (kept) => {
        const remembered = new RememberedStatements(20);
        for (const { code, count } of kept) keep(remembered, String(code), extent(count), statements(count));
        const sizes = new Map(kept.map(({ code, count }) => [code, count]));
        const held = [...sizes].filter(([code]) => remembered.has(ORGANISATION, String(code)));
        expect(held.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(20);
        const last = kept.at(-1);
        if (last !== undefined) expect(remembered.has(ORGANISATION, String(last.code))).toBe(true);
      }),
      { numRuns: runCount(100, 10_000) },
    );
    const remembered = new RememberedStatements(2);
    keep(remembered, 'a', extent(1), statements(1));
    keep(remembered, 'b', extent(1), statements(1));
    remembered.find(ORGANISATION, 'a', extent(1));
    keep(remembered, 'c', extent(1), statements(1));
    expect(['a', 'b', 'c'].map((code) => remembered.has(ORGANISATION, code))).toEqual([true, false, true]);
  });

  it('forget a record that has become longer than there is room for', () => {
    const remembered = new RememberedStatements(2);
    keep(remembered, CODE, extent(2), statements(2));
    keep(remembered, CODE, extent(3), statements(3));
    expect(remembered.has(ORGANISATION, CODE)).toBe(false);
  });
});
