// The intervals that lists and counts read, of stories with statements under embargo and wills: each reader's are those of what it is told.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asSeenBy } from '../../../src/domain/records/embargo.js';
import type { WillInForce } from '../../../src/domain/records/embargo-terms.js';
import type { Instant } from '../../../src/domain/records/instant.js';
import { contentsAlone } from '../../../src/domain/records/record-contents.js';
import {
  advanceHistory,
  changesOf,
  historyOf,
  SHARED_VIEW,
  type RecordInterval,
} from '../../../src/domain/records/record-history.js';
import { projectionText } from '../../../src/domain/records/record-projection.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { anyStatements } from './any-statements.js';

const SEED = 11_191;
const OWNER = 'org-owner';
const READERS = ['org-0', 'org-1', 'org-3', 'org-9', OWNER];
const MOST = 6;
const DAY = 86_400_000;
const inOrder = (list: readonly RecordInterval[]): string[] => list.map((one) => JSON.stringify(one)).sort();

const anyWills = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 12 }).map((month) => Date.UTC(2023, month, 15)),
    sharedWith: fc.constantFrom<WillInForce['sharedWith']>('nobody', 'partners', ['org-0'], ['org-3', 'org-9']),
  }),
  { maxLength: 3 },
);

interface Held {
  readonly days: number | null;
  readonly retractedAfter: number | null;
}

const anyHeld = fc.record({
  days: fc.option(fc.integer({ min: 0, max: 150 })),
  retractedAfter: fc.option(fc.integer({ min: 0, max: 150 }), { freq: 2 }),
});

/** Some under embargo, some taken back, all of one person with one history of wills. */
const anyStory = fc
  .tuple(anyStatements(MOST), fc.array(fc.option(anyHeld, { freq: 3 }), { minLength: MOST, maxLength: MOST }), anyWills)
  .map(([given, held, wills]) => {
    const sorted = wills.toSorted((a, b) => a.from - b.from);
    return given.map((one, at) => statementOf(one, held[at] ?? null, sorted));
  });

function statementOf(one: Statement, held: Held | null, wills: readonly WillInForce[]): Statement {
  if (held === null) return one;
  const { days, retractedAfter } = held;
  const embargo = {
    ownerOrganisationId: OWNER,
    readyAt: days === null ? Infinity : one.recordedAt + days * DAY,
    wills,
  };
  const withdrawn =
    retractedAfter === null
      ? null
      : ({ how: 'retracted', at: one.recordedAt + retractedAfter * DAY, reason: 'not so', successorId: null } as const);
  return { ...one, embargo, withdrawn };
}

/** What the registry held at that instant: what came later was not recorded yet. */
function knownBy(story: readonly Statement[], instant: Instant): Statement[] {
  return story
    .filter(({ recordedAt }) => recordedAt <= instant)
    .map((one) => {
      const { embargo, withdrawn } = one;
      const stands = withdrawn !== null && withdrawn.at > instant ? { ...one, withdrawn: null } : one;
      if (embargo === undefined) return stands;
      const readyAt = embargo.readyAt <= instant ? embargo.readyAt : Infinity;
      return {
        ...stands,
        embargo: { ...embargo, readyAt, wills: embargo.wills.filter(({ from }) => from <= instant) },
      };
    });
}

function readAt(intervals: readonly RecordInterval[], reader: string, knownAt: Instant, validAt: Instant): string {
  const holding = intervals.filter(
    (one) => one.knownFrom <= knownAt && knownAt < one.knownTo && one.validFrom <= validAt && validAt < one.validTo,
  );
  const own = holding.find(({ view }) => view === reader);
  return projectionText((own ?? holding.find(({ view }) => view === SHARED_VIEW))?.projection ?? null);
}

describe('the history of a record with statements under embargo', () => {
  it('answers every reader what the history of the statements that it is told answers', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const stored = historyOf('p', contentsAlone('p', story));
        const instants = changesOf(contentsAlone('p', story)).flatMap((one) => [one - 1, one]);
        const days = story.flatMap(({ valid }) => [valid.earliest - 1, valid.earliest]).filter(Number.isFinite);
        for (const reader of READERS) {
          const told = story.flatMap((one) => asSeenBy(one, reader) ?? []);
          const alone = historyOf('p', contentsAlone('p', told));
          for (const knownAt of instants)
            for (const validAt of [...days, Date.UTC(2100, 0, 1)])
              expect([reader, knownAt, validAt, readAt(stored, reader, knownAt, validAt)]).toEqual([
                reader,
                knownAt,
                validAt,
                readAt(alone, reader, knownAt, validAt),
              ]);
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('is the same whether it grew with each lift and will or is made anew', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let grown: RecordInterval[] = [];
        for (const instant of changesOf(contentsAlone('p', story))) {
          const open = grown.filter(({ knownTo }) => knownTo === Infinity);
          const known = contentsAlone('p', knownBy(story, instant));
          const { closed, opened } = advanceHistory(open, 'p', known, instant);
          grown = [...grown.map((one) => (closed.includes(one) ? { ...one, knownTo: instant } : one)), ...opened];
        }
        expect(inOrder(grown)).toEqual(inOrder(historyOf('p', contentsAlone('p', story))));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});
