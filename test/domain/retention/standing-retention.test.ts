// Which step the clock takes on which day, by hand and for any history; and what may be a date at all.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  LEAST_AHEAD,
  readMonths,
  readUntil,
  UNDO_DAYS,
  WARNED_DAYS,
} from '../../../src/domain/retention/retention-days.js';
import {
  dueStep,
  nextLook,
  NO_RETENTION,
  obstacleOf,
  RETENTION_OBSTACLES,
  retentionDays,
  standingAfter,
  type RetentionObstacle,
  type RetentionStep,
  type StandingRetention,
} from '../../../src/domain/retention/standing-retention.js';
import { shownRetention } from '../../../src/domain/retention/shown-retention.js';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';

const NOON = Date.parse('2021-06-01T12:00:00Z');
const DAY = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function faultOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return (error as { faults: { pointer: string }[] }).faults[0]?.pointer;
  }
  return undefined;
}

const DATED: StandingRetention = { ...NO_RETENTION, version: 1, until: '2022-06-01' };
const WARNED: StandingRetention = { ...DATED, warnedOn: '2022-03-03' };
const CLOSED: StandingRetention = { ...WARNED, closedOn: '2022-06-01' };
const PUT_OFF: StandingRetention = { ...DATED, putOff: 'search_open' };

describe('a date', () => {
  it.each([
    ['sooner than warning and undo take together', '2021-11-27'],
    ['of yesterday', '2021-05-31'],
    ['that no calendar has', '2022-02-30'],
    ['with a time', '2022-06-01T00:00:00Z'],
    ['of no date at all', 'soon'],
    ['that is empty', ''],
    ['beyond anybody’s life', '2222-06-01'],
  ])('%s is refused', (_, given) => {
    expect(faultOf(() => readUntil(given, NOON))).toBe('/until');
  });

  it('is taken from the first day on that leaves both periods whole, and may be none', () => {
    expect(LEAST_AHEAD).toBeGreaterThanOrEqual(WARNED_DAYS + UNDO_DAYS);
    expect(readUntil('2021-11-28', NOON)).toBe('2021-11-28');
    expect(readUntil(null, NOON)).toBeNull();
  });

  it.each([0, 11, 1201, 12.5, Number.NaN])('of a rule is refused after %d months', (months) => {
    expect(faultOf(() => readMonths(months))).toBe('/months');
  });
});

describe('the clock', () => {
  it.each<[string, StandingRetention, RetentionObstacle | null, string, string | null]>([
    ['does nothing without a date', NO_RETENTION, null, '2099-01-01', null],
    ['does nothing before the warning', DATED, null, '2022-03-02', null],
    ['warns 90 days before', DATED, null, '2022-03-03', 'warned'],
    ['warns of whom is sought too', DATED, 'search_open', '2022-03-03', 'warned'],
    ['never closes unwarned, however late it comes', DATED, null, '2030-01-01', 'warned'],
    ['does nothing between warning and date', WARNED, null, '2022-05-31', null],
    ['closes on the date', WARNED, null, '2022-06-01', 'closed'],
    ['puts off while the person is sought', WARNED, 'search_open', '2022-06-01', 'put_off'],
    ['puts off while a request is open', WARNED, 'tracing_request_open', '2022-06-01', 'put_off'],
    ['leaves a late warning its 90 days', { ...DATED, warnedOn: '2022-05-30' }, null, '2022-08-27', null],
    ['and closes after them', { ...DATED, warnedOn: '2022-05-30' }, null, '2022-08-28', 'closed'],
    ['says once why it is put off', PUT_OFF, 'search_open', '2022-07-01', null],
    ['says it again where the reason is another', PUT_OFF, 'tracing_request_open', '2022-07-01', 'put_off'],
    ['warns anew once nothing stands in the way', PUT_OFF, null, '2022-07-01', 'warned'],
    ['does nothing within the undo', CLOSED, null, '2022-08-29', null],
    ['erases after the undo', CLOSED, null, '2022-08-30', 'erased'],
    ['opens what is closed when the person is sought again', CLOSED, 'search_open', '2022-07-01', 'put_off'],
    ['does so on the last day too', CLOSED, 'tracing_request_open', '2022-08-30', 'put_off'],
    ['does nothing once it is erased', { ...CLOSED, isErased: true }, null, '2099-01-01', null],
  ])('%s', (_, standing, obstacle, today, step) => {
    expect(dueStep(standing, obstacle, today)).toBe(step);
  });

  it('lets nobody be closed whom some status still has sought', () => {
    const ended = WHEREABOUTS_STATUSES.filter((status) => obstacleOf({ status, hasOpenRequest: false }) === null);
    expect(ended).toEqual([
      'returned_located',
      'returned_escaped',
      'returned_released',
      'returned_exchanged',
      'returned_repatriated',
      'remains_returned',
      'closed',
    ]);
    for (const status of ended) expect(obstacleOf({ status, hasOpenRequest: true })).toBe('tracing_request_open');
  });
});

/** The clock looks on some days, in whatever order the obstacles come and go, and somebody may decide in between. */
interface Turn {
  readonly days: number;
  readonly obstacle: RetentionObstacle | null;
  readonly decides: boolean;
}

const TURN: fc.Arbitrary<Turn> = fc.record({
  days: fc.integer({ min: 0, max: 200 }),
  obstacle: fc.option(fc.constantFrom(...RETENTION_OBSTACLES), { freq: 2 }),
  decides: fc.boolean().map((yes) => yes),
});

function play(turns: readonly Turn[]): RetentionStep[] {
  const steps: RetentionStep[] = [];
  const take = (step: RetentionStep['step'], until: string | null, cause: RetentionStep['cause'], at: number): void => {
    steps.push({ number: steps.length + 1, step, until, cause, reason: null, by: null, at });
  };
  take('set', dayOf(NOON + LEAST_AHEAD * DAY), null, NOON);
  let at = NOON;
  for (const [turn, { days, obstacle, decides }] of turns.entries()) {
    at += days * DAY;
    const standing = standingAfter(steps);
    if (standing.isErased) break;
    if (decides && turn % 7 === 6) {
      take(standing.closedOn === null ? 'set' : 'reopened', dayOf(at + LEAST_AHEAD * DAY), null, at);
      continue;
    }
    const step = dueStep(standing, obstacle, dayOf(at));
    if (step !== null) take(step, standing.until, step === 'put_off' ? obstacle : null, at);
  }
  return steps;
}

describe('any history', () => {
  it('has a whole warning before every closing, and a whole undo before the erasure', () => {
    let erased = 0;
    fc.assert(
      fc.property(fc.array(TURN, { minLength: 1, maxLength: 40 }), (turns) => {
        const steps = play(turns);
        for (const [index, { step, at }] of steps.entries()) {
          const before = steps[index - 1];
          if (step === 'closed') {
            expect(before?.step).toBe('warned');
            expect(at - (before?.at ?? at)).toBeGreaterThanOrEqual(WARNED_DAYS * DAY);
          }
          if (step === 'erased') {
            erased += 1;
            expect(before?.step).toBe('closed');
            expect(at - (before?.at ?? at)).toBeGreaterThanOrEqual(UNDO_DAYS * DAY);
            expect(
              at - (steps.findLast(({ step: kind }) => kind === 'set' || kind === 'reopened')?.at ?? at),
            ).toBeGreaterThanOrEqual((LEAST_AHEAD + UNDO_DAYS) * DAY);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(erased).toBeGreaterThan(10);
  });

  it('is looked at again no later than the day on which its next step is due', () => {
    fc.assert(
      fc.property(fc.array(TURN, { maxLength: 20 }), fc.integer({ min: 0, max: 400 }), (turns, later) => {
        const steps = play(turns);
        const standing = standingAfter(steps);
        const looked = steps.at(-1)?.at ?? NOON;
        const next = nextLook(standing, dayOf(looked));
        for (const obstacle of [null, ...RETENTION_OBSTACLES]) {
          const day = dayOf(looked + later * DAY);
          // A day on which it is not looked at is one on which nothing is due, save what an obstacle that has just begun would bring at once.
          if (next === null || day < next) {
            const due = dueStep(standing, obstacle, day);
            if (dueStep(standing, obstacle, dayOf(looked)) === null) expect(due).toBeNull();
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('shows no day that lies behind a step which was not taken', () => {
    expect(retentionDays(PUT_OFF)).toEqual({ warnsOn: null, closesOn: null, erasedFrom: null });
    expect(retentionDays(DATED)).toEqual({ warnsOn: '2022-03-03', closesOn: '2022-06-01', erasedFrom: '2022-08-30' });
    expect(retentionDays(CLOSED)).toEqual({ warnsOn: null, closesOn: null, erasedFrom: '2022-08-30' });
  });

  it('is read as it stood at any time', () => {
    const steps = play([
      { days: 120, obstacle: null, decides: false },
      { days: 120, obstacle: null, decides: false },
    ]);
    const asOf = (at: number) => shownRetention(steps, { asOf: at, erasedAt: null }).state;
    expect([NOON - 1, NOON, NOON + 120 * DAY, NOON + 240 * DAY].map(asOf)).toEqual([
      'undated',
      'dated',
      'warned',
      'closed',
    ]);
    expect(shownRetention(steps, { asOf: NOON + 300 * DAY, erasedAt: NOON + 250 * DAY }).state).toBe('erased');
  });
});
