// Tasks: who marks them, what completes and re-opens them, and which days are overdue.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/access/actor.js';
import { isOverdue, readDueDay } from '../../../src/domain/tasks/due-day.js';
import { requireTaskWorker } from '../../../src/domain/tasks/task-rights.js';
import {
  doneAt,
  lapseOf,
  requireMarked,
  standingMarks,
  stepOf,
  TASK_KINDS,
  TASK_MEANINGS,
  type Task,
  type TaskKind,
  type TaskMark,
} from '../../../src/domain/tasks/task.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');

function task(kind: TaskKind, marks: readonly TaskMark[] = [], assignedTo: string | null = null): Task {
  return {
    id: 'one',
    personId: 'somebody',
    organisationId: 'office',
    kind,
    due: '2021-06-01',
    assignedTo: assignedTo === null ? null : { userId: assignedTo, username: assignedTo },
    origin: 'worker',
    originId: null,
    createdBy: null,
    createdAt: NOW,
    marks,
  };
}

const mark = (step: TaskMark['step'], userId: string, at = NOW): TaskMark => ({ step, userId, username: userId, at });

describe('a task', () => {
  it.each(TASK_KINDS)('%s is done after as many marks as its kind asks for, each by somebody else', (kind) => {
    let marked = task(kind);
    for (let count = 1; count <= TASK_MEANINGS[kind].people; count += 1) {
      expect(doneAt(marked)).toBeNull();
      const step = stepOf(marked, `worker-${count}`);
      expect(step).toBe(count === TASK_MEANINGS[kind].people ? 'done' : 'marked');
      marked = { ...marked, marks: [...marked.marks, mark(step, `worker-${count}`)] };
    }
    expect(doneAt(marked)).toBe(NOW);
    expect(() => stepOf(marked, 'worker-9')).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('of two is not done by one person alone, however often', () => {
    const marked = task('tell_family', [mark('marked', 'one')]);
    expect(() => stepOf(marked, 'one')).toThrow(expect.objectContaining({ code: 'second_person_needed' }));
    expect(stepOf(marked, 'other')).toBe('done');
  });

  it('is open again after it was re-opened, both marks taken back, and cannot be re-opened twice', () => {
    const marks = [mark('marked', 'one'), mark('done', 'other'), mark('reopened', 'one')];
    const open = task('tell_family', marks);
    expect([doneAt(open), standingMarks(open)]).toEqual([null, []]);
    expect(stepOf(open, 'one')).toBe('marked');
    expect(() => requireMarked(open)).toThrow(expect.objectContaining({ code: 'conflict' }));
    expect(() => requireMarked(task('tell_family', marks.slice(0, 1)))).not.toThrow();
  });

  it('that lapsed is closed without anybody’s mark, and open again after it was re-opened', () => {
    const lapse: TaskMark = { ...mark('lapsed', 'elsewhere', NOW + 1), reason: 'death_taken_back' };
    const lapsed = task('tell_family', [mark('marked', 'one'), lapse]);
    expect([doneAt(lapsed), lapseOf(lapsed)]).toEqual([NOW + 1, 'death_taken_back']);
    expect(standingMarks(lapsed).map(({ userId }) => userId)).toEqual(['one']);
    expect(() => stepOf(lapsed, 'other')).toThrow(expect.objectContaining({ code: 'conflict' }));
    const unmarked = task('tell_family', [lapse]);
    expect(() => requireMarked(unmarked)).not.toThrow();
    const open = task('tell_family', [lapse, mark('reopened', 'one')]);
    expect([doneAt(open), lapseOf(open), standingMarks(open)]).toEqual([null, null, []]);
    expect(lapseOf(task('tell_family', [mark('marked', 'one'), mark('done', 'other')]))).toBeNull();
  });

  it('never counts a worker twice, whatever is tried', () => {
    const tried = fc.array(fc.tuple(fc.constantFrom('mark', 'reopen'), fc.constantFrom('a', 'b', 'c')), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.constantFrom(...TASK_KINDS), tried, (kind, steps) => {
        let tried = task(kind);
        for (const [what, who] of steps) {
          try {
            if (what === 'reopen') requireMarked(tried);
            const step = what === 'reopen' ? 'reopened' : stepOf(tried, who);
            tried = { ...tried, marks: [...tried.marks, mark(step, who)] };
          } catch {
            // A refusal leaves the task as it is.
          }
          const who2 = standingMarks(tried).map(({ userId }) => userId);
          expect(new Set(who2).size).toBe(who2.length);
          expect(who2.length === TASK_MEANINGS[kind].people).toBe(doneAt(tried) !== null);
        }
      }),
      { seed: 50, numRuns: 300 },
    );
  });
});

describe('who marks a task', () => {
  const actor = (userId: string, roles: Actor['roles'] = ['liaison']): Actor => ({
    userId,
    username: userId,
    organisationId: 'office',
    organisationKind: 'liaison_office',
    party: null,
    roles,
    via: 'api',
    requestId: 'request',
  });

  it.each([
    ['whoever works on the case, where it is open', task('follow_up'), actor('one'), true, true],
    ['nobody else, where it is open', task('follow_up'), actor('one'), false, false],
    ['whom it is assigned to', task('follow_up', [], 'one'), actor('one'), false, true],
    ['nobody else on the case, where it is assigned', task('follow_up', [], 'one'), actor('other'), true, false],
    ['a coordinator', task('follow_up', [], 'one'), actor('other', ['coordinator']), false, true],
    ['any second person', task('tell_family', [mark('marked', 'one')], 'one'), actor('other'), false, true],
    ['no second person before the first', task('tell_family', [], 'one'), actor('other'), false, false],
  ] as const)('is %s', (_who, one, worker, onCase, may) => {
    const asked = expect(() => requireTaskWorker(worker, one, onCase));
    if (may) asked.not.toThrow();
    else asked.toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});

describe('a day', () => {
  it.each(['2021-02-30', '2021-6-1', '1.6.2021', '', '2021-06', '2051-06-01', '2001-01-01', '2021-06-01T00:00:00Z'])(
    '%p is none on which a task can be due',
    (given) => {
      expect(() => readDueDay(given, NOW, '/due')).toThrow(expect.objectContaining({ code: 'invalid_field' }));
    },
  );

  it('is overdue when it has ended in UTC, and not before', () => {
    expect(readDueDay(' 2021-06-01 ', NOW, '/due')).toBe('2021-06-01');
    expect(isOverdue('2021-06-01', Date.parse('2021-06-01T23:59:59.999Z'))).toBe(false);
    expect(isOverdue('2021-06-01', Date.parse('2021-06-02T00:00:00Z'))).toBe(true);
  });
});
