// Lists: what a line may hold, what an answer says about a person, and that no answer is never a refusal.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statementOfAnswer } from '../../../src/domain/lists/answer-statement.js';
import { readAnswer, readLines, readSide } from '../../../src/domain/lists/list-reading.js';
import { LIST_ANSWERS, newestFirst, standingOf, type ListAnswer } from '../../../src/domain/lists/list.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');
const DAY = 86_400_000;

const answer = (code: ListAnswer['answer'], answeredOn: string, recordedAt = NOW): ListAnswer => ({
  id: `${code} ${answeredOn} ${recordedAt}`,
  lineId: 'line',
  answer: code,
  answeredOn,
  answeredBy: { party: 'key', organisationId: null },
  grade: 'B2',
  recordedAt,
  statementIds: [],
});

describe('a line', () => {
  it.each([
    [{ pseudonym: 'WB' }, { pseudonym: 'WB', text: null, least: 1, most: 1 }],
    [{ text: ' Tassin, Arvel ' }, { pseudonym: null, text: 'Tassin, Arvel', least: 1, most: 1 }],
    [
      { least: 4, most: 5 },
      { pseudonym: null, text: null, least: 4, most: 5 },
    ],
    [{ least: 7 }, { pseudonym: null, text: null, least: 7, most: 7 }],
    [
      { most: 7, text: 'up to seven' },
      { pseudonym: null, text: 'up to seven', least: 0, most: 7 },
    ],
  ])('may be %p', (given, read) => {
    expect(readLines([given])).toEqual([read]);
  });

  it.each([
    [{}, '/lines/0'],
    [{ pseudonym: 'WB', most: 2 }, '/lines/0/least'],
    [{ least: 5, most: 4 }, '/lines/0/most'],
    [{ least: -1, most: 4 }, '/lines/0/most'],
    [{ most: 0 }, '/lines/0/most'],
    [{ most: 1.5 }, '/lines/0/most'],
    [{ text: '\u202e' }, '/lines/0/text'],
  ])('may not be %p', (given, pointer) => {
    expect(() => readLines([given])).toThrow(
      expect.objectContaining({ code: 'invalid_field', faults: [expect.objectContaining({ pointer })] }),
    );
  });

  it('is one of at least one and at most five hundred', () => {
    expect(() => readLines([])).toThrow();
    expect(readLines(Array.from({ length: 500 }, () => ({ most: 1 })))).toHaveLength(500);
    expect(() => readLines(Array.from({ length: 501 }, () => ({ most: 1 })))).toThrow();
  });
});

describe('an answer', () => {
  it('says by whom, on a past day, with a grade', () => {
    const given = { answer: 'denied', answeredOn: '2021-05-01', answeredBy: { party: 'key' } };
    expect(readAnswer(given, NOW)).toMatchObject({ answer: 'denied', grade: 'B2' });
    for (const wrong of [{ answer: 'perhaps' }, { answeredOn: '2021-07-01' }, { grade: 'B7' }, { grade: 'BB2' }])
      expect(() => readAnswer({ ...given, ...wrong }, NOW)).toThrow();
    expect(() => readSide({}, '/x')).toThrow();
    expect(() => readSide({ party: 'key', organisationId: 'id' }, '/x')).toThrow();
  });

  it.each([
    ['acknowledged', 'acknowledgement', { party: 'key' }],
    ['denied', 'denial', { party: 'key', aboutThisPerson: true }],
    ['refused', 'refusal_of_information', { party: 'key' }],
    ['returned', 'release', { party: 'key' }],
    ['dead', 'death', { party: 'key' }],
  ] as const)('%s by a party is its %s', (code, kind, details) => {
    const statement = statementOfAnswer(answer(code, '2021-05-01'), 'key');
    expect(statement).toMatchObject({ kind, valid: '2021-05-01', source: 'holder_statement', grade: 'B2', details });
  });

  it('is no position where nothing is known, nor where it is nobody’s', () => {
    expect(statementOfAnswer(answer('no_information', '2021-05-01'), 'key')).toBeNull();
    for (const code of LIST_ANSWERS) expect(statementOfAnswer(answer(code, '2021-05-01'), null)).toBeNull();
  });
});

describe('what stands on a line', () => {
  it('is no answer, with the age of the list, until there is one', () => {
    expect(standingOf([], '2021-05-02', NOW)).toEqual({ answer: 'no_answer', ageDays: 30 });
    expect(standingOf([answer('no_information', '2021-05-31')], '2021-05-02', NOW)).toEqual({
      answer: 'no_information',
      ageDays: 1,
    });
  });

  it('is the newest answer by its day, then by its recording, whatever order they come in', () => {
    const day = fc.integer({ min: 0, max: 5 }).map((n) => new Date(NOW - n * DAY).toISOString().slice(0, 10));
    const some = fc.array(fc.tuple(fc.constantFrom(...LIST_ANSWERS), day), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, fc.nat(), (given, turn) => {
        const answers = given.map(([code, on], at) => answer(code, on, NOW + at));
        const turned = [...answers.slice(turn % answers.length), ...answers.slice(0, turn % answers.length)];
        expect(newestFirst(turned)).toEqual(newestFirst(answers));
        const standing = standingOf(answers, '2021-01-01', NOW);
        expect(standing.answer).not.toBe('no_answer');
        expect(newestFirst(answers).every(({ answeredOn }) => answeredOn <= newestFirst(answers)[0]!.answeredOn)).toBe(
          true,
        );
      }),
      { seed: 52, numRuns: 300 },
    );
  });
});
