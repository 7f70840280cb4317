// The intervals that lists and counts read say of every known time, day and view what folding the person would.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { claimsOf } from '../../../src/domain/records/claims.js';
import { contentsAlone } from '../../../src/domain/records/record-contents.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import {
  advanceHistory,
  changesOf,
  historyOf,
  SHARED_VIEW,
  type RecordInterval,
} from '../../../src/domain/records/record-history.js';
import { projectionText, projectRecord, type RecordProjection } from '../../../src/domain/records/record-projection.js';
import type { Instant } from '../../../src/domain/records/instant.js';
import type { Statement, Withdrawal } from '../../../src/domain/records/statement.js';
import { weighStatements } from '../../../src/domain/records/statement-weight.js';
import type { WhereaboutsRecord } from '../../../src/domain/records/whereabouts-record.js';
import { anyStatements, TODAY } from './any-statements.js';
import { FAMILIES, flagsOf, on, told } from './statement-fixture.js';

const SEED = 20_240_117;
const READERS = ['org-0', 'org-1', 'org-2', 'org-9'];

/** Some of them taken back some time after they were recorded. */
const anyHistory = fc
  .tuple(
    anyStatements(7),
    fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 }), { minLength: 7, maxLength: 7 }),
  )
  .map(([statements, delays]) =>
    statements.map((one, index): Statement => {
      const delay = delays[index] ?? null;
      const withdrawn = {
        how: 'retracted',
        at: one.recordedAt + (delay ?? 0) * 20 * 86_400_000,
        reason: 'not so',
        successorId: null,
      };
      return delay === null ? one : { ...one, withdrawn: withdrawn as Withdrawal };
    }),
  );

/** Every instant at which anything can change, and one to each side of it. */
function instantsAround(instants: readonly Instant[]): Instant[] {
  const finite = instants.filter(Number.isFinite);
  return [...new Set([...finite.flatMap((one) => [one - 1, one]), Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)])];
}

function readFrom(
  intervals: readonly RecordInterval[],
  reader: string,
  knownAt: Instant,
  validAt: Instant,
): RecordProjection | null {
  const holding = intervals.filter(
    (one) => one.knownFrom <= knownAt && knownAt < one.knownTo && one.validFrom <= validAt && validAt < one.validTo,
  );
  const own = holding.filter(({ view }) => view === reader);
  const common = holding.filter(({ view }) => view === SHARED_VIEW);
  if (own.length > 1 || common.length > 1) throw new Error('two intervals of one view overlap');
  return (own[0] ?? common[0])?.projection ?? null;
}

/** What must be answered, by the fold alone. */
function readByFold(
  statements: readonly Statement[],
  reader: string,
  knownAt: Instant,
  validAt: Instant,
): RecordProjection | null {
  const readable = statements.filter((one) => !one.confidential || one.author.organisationId === reader);
  if (!readable.some(({ recordedAt }) => recordedAt <= knownAt)) return null;
  const clock = { today: validAt, view: { organisationId: reader }, knownAt };
  const claims = (day: Instant): number => claimsOf(weighStatements(statements, { ...clock, validAt: day })).length;
  if (claims(validAt) === 0 && claims(Infinity) > 0) return null;
  return projectRecord(foldRecord(statements, { ...clock, validAt }));
}

describe('the history of a record', () => {
  it('answers every reader at every known time and on every day as a fold would', () => {
    fc.assert(
      fc.property(anyHistory, (statements) => {
        const intervals = historyOf('p', contentsAlone('p', statements));
        const days = instantsAround(statements.map(({ valid }) => valid.earliest));
        const wrong: unknown[] = [];
        for (const reader of READERS)
          for (const knownAt of instantsAround(changesOf(contentsAlone('p', statements))))
            for (const validAt of days) {
              const read = readFrom(intervals, reader, knownAt, validAt);
              const folded = readByFold(statements, reader, knownAt, validAt);
              if (projectionText(read) !== projectionText(folded))
                wrong.push({ reader, knownAt, validAt, read, folded });
            }
        expect(wrong).toEqual([]);
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('is the same whether it grew change by change or is made anew', () => {
    fc.assert(
      fc.property(anyHistory, (statements) => {
        let grown: RecordInterval[] = [];
        for (const instant of changesOf(contentsAlone('p', statements))) {
          const known = statements
            .filter(({ recordedAt }) => recordedAt <= instant)
            .map((one): Statement => ((one.withdrawn?.at ?? 0) > instant ? { ...one, withdrawn: null } : one));
          const open = grown.filter(({ knownTo }) => knownTo === Infinity);
          const { closed, opened } = advanceHistory(open, 'p', contentsAlone('p', known), instant);
          grown = [...grown.map((one) => (closed.includes(one) ? { ...one, knownTo: instant } : one)), ...opened];
        }
        const inOrder = (list: readonly RecordInterval[]): string[] => list.map((one) => JSON.stringify(one)).sort();
        expect(inOrder(grown)).toEqual(inOrder(historyOf('p', contentsAlone('p', statements))));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('does not depend on the order of the statements', () => {
    fc.assert(
      fc.property(anyStatements(6, { distinct: true }), (statements) => {
        const inOrder = (list: readonly RecordInterval[]): string[] => list.map((one) => JSON.stringify(one)).sort();
        expect(inOrder(historyOf('p', contentsAlone('p', [...statements].reverse())))).toEqual(
          inOrder(historyOf('p', contentsAlone('p', statements))),
        );
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('raises and lowers the flags of the clock on the day on which a fold does', () => {
    const years = (year: number): Instant[] => [Date.UTC(year, 0, 1) - 1, Date.UTC(year, 0, 1)];
    const birthdays = [1958, 1963, 1990, 2010, 2019, 2033].flatMap(years);
    fc.assert(
      fc.property(anyStatements(6), fc.constantFrom(null, 'org-0', 'org-3'), (statements, organisationId) => {
        const fold = (today: Instant): WhereaboutsRecord => foldRecord(statements, { today, view: { organisationId } });
        const projection = projectRecord(fold(TODAY));
        const turns = projection.timedFlags.flatMap(({ from, until }) => [from - 1, from, until - 1, until]);
        for (const today of [...birthdays, ...turns.filter(Number.isFinite), TODAY]) {
          const timed = projection.timedFlags.filter(({ from, until }) => from <= today && today < until);
          const raised = [...projection.lastingFlags, ...timed.map(({ flag }) => flag)];
          expect(raised.sort()).toEqual(flagsOf(fold(today)).toSorted());
          expect(projectionText(projectRecord(fold(today)))).toBe(projectionText(projection));
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('knows nobody before the first loss, and everybody of whom no event is told', () => {
    const loss = told('disappearance', '2020-11-11', {}, { recorded: '2021-01-01' });
    const known = told('particulars', '../2021-01-01', { sex: 'male' }, { recorded: '2021-01-01' });
    const status = (statements: readonly Statement[], day: string): string | undefined =>
      readFrom(historyOf('p', contentsAlone('p', statements)), 'org-9', on('2022-01-01').earliest, on(day).earliest)
        ?.status;
    expect(status([loss, known], '2020-11-10')).toBeUndefined();
    expect(status([loss, known], '2020-11-11')).toBe('missing');
    expect(status([known], '2000-01-01')).toBe('missing');
  });

  it('says nothing to others of whom only one organisation knows, and in confidence', () => {
    const secret = told('capture', '2020-11-11', {}, { by: FAMILIES, confidential: true });
    expect(historyOf('p', contentsAlone('p', [secret])).map(({ view }) => view)).toEqual([FAMILIES.organisationId]);
  });

  it('has one row for a loss alone, so that an import pays for no past', () => {
    const loss = told('disappearance', '2020-11-11', {}, { recorded: '2021-01-01' });
    const known = told('particulars', '../2021-01-01', { sex: 'male' }, { recorded: '2021-01-01' });
    expect(historyOf('p', contentsAlone('p', [known, loss]))).toMatchObject([
      { view: SHARED_VIEW, validFrom: on('2020-11-11').earliest, validTo: Infinity, knownTo: Infinity },
    ]);
  });

  it('keeps who is not yet concerned in a view apart from who is in the shared one', () => {
    const known = told('particulars', '../2021-01-01', { sex: 'male' }, { recorded: '2021-01-01' });
    const secret = told('capture', '2020-11-11', {}, { by: FAMILIES, confidential: true, recorded: '2021-01-01' });
    const intervals = historyOf('p', contentsAlone('p', [known, secret]));
    const [now, before] = [on('2022-01-01').earliest, on('2020-01-01').earliest];
    expect(readFrom(intervals, FAMILIES.organisationId, now, before)).toBeNull();
    expect(readFrom(intervals, 'org-9', now, before)?.status).toBe('missing');
  });
});
