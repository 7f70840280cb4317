// Custody that may be of an earlier episode: it does not outrank the loss of a later one; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PartyKey, StatementAuthor } from '../../../src/domain/records/statement.js';
import type { WhereaboutsRecord } from '../../../src/domain/records/whereabouts-record.js';
import {
  AGENCY,
  FAMILIES,
  MONITOR,
  NORTH,
  NORTH_BUREAU,
  SOUTH,
  SOUTH_BUREAU,
  recordOf,
  told,
} from './statement-fixture.js';

const PARTIES: readonly (readonly [string, PartyKey, StatementAuthor])[] = [
  ['one party', NORTH, NORTH_BUREAU],
  ['the other', SOUTH, SOUTH_BUREAU],
];

function summaryOf({ status, why, episode }: WhereaboutsRecord): unknown[] {
  return [status, why.rule, episode];
}

describe.each(PARTIES)('somebody who was held by %s, came back and was lost again', (_, holder, bureau) => {
  const family = { attestedBy: 'family' } as const;
  const taken = told('capture', '2020-11-10', { holder }, { by: MONITOR });
  const home = told('release', '2021-05-10', { party: holder, ...family }, { by: FAMILIES });
  const gone = told('disappearance', '2022-03-01', {}, { by: FAMILIES });
  const word = { by: bureau, source: 'party' } as const;

  it.each([
    ['by the holder, since some day', told('detention', '2020-12/..', { holder }, word)],
    ['by the holder, at some time', told('acknowledgement', '2020/2023', { party: holder }, word)],
    ['by a witness, at some time', told('detention', '2020/2023', { holder })],
    ['by a film without a date', told('proof_of_life', '2020-11-10/2022-06-01', { inCustody: true, holder })],
  ])('held %s: missing, the order is open', (__, held) => {
    const record = recordOf([taken, held, home, gone]);
    expect(summaryOf(record)).toEqual(['missing', 'order_open', 2]);
    expect(record.why.deciding).toEqual(expect.arrayContaining([held.id, gone.id]));
  });

  it('held before the return by its dates: missing, with nothing left open', () => {
    const held = told('detention', '2020-12/2021-04', { holder }, word);
    expect(summaryOf(recordOf([taken, held, home, gone]))).toEqual(['missing', 'loss_of_contact', 2]);
  });

  it('held at some time since the return: held', () => {
    const held = told('detention', '2022', { holder }, word);
    expect(summaryOf(recordOf([taken, held, home, gone]))).toEqual(['held_acknowledged', 'holder_acknowledges', 2]);
    const seen = told('detention', '2022-03-10', { holder });
    expect(summaryOf(recordOf([taken, seen, home, gone]))).toEqual(['believed_held', 'custody_believed', 2]);
  });

  it('held for sure since, beside an older word without a date: the acknowledgement is open, the custody is not', () => {
    const seen = told('detention', '2022-03-10', { holder }, { by: AGENCY });
    const undated = told('detention', '2020-12/..', { holder }, word);
    expect(summaryOf(recordOf([taken, home, gone, seen, undated]))).toEqual(['believed_held', 'order_open', 2]);
    const again = told('acknowledgement', '2022-04-01', { party: holder }, word);
    const record = recordOf([taken, home, gone, seen, undated, again]);
    expect(summaryOf(record)).toEqual(['held_acknowledged', 'holder_acknowledges', 2]);
  });

  it('denied at some time: a denial of before the return makes nobody denied', () => {
    const seen = told('detention', '2022-03-10', { holder }, { by: AGENCY });
    const denial = told('denial', '2020/2023', { party: holder, aboutThisPerson: true }, word);
    expect(summaryOf(recordOf([taken, home, gone, seen, denial]))).toEqual(['believed_held', 'order_open', 2]);
    const since = told('denial', '2022', { party: holder, aboutThisPerson: true }, word);
    expect(recordOf([taken, home, gone, seen, since]).status).toBe('held_denied');
  });

  it('back once more: custody that may be of after that keeps the search open', () => {
    const back = told('arrival', '2022-09-01', family, { by: FAMILIES });
    const undated = told('detention', '2020-12/2023', { holder });
    expect(summaryOf(recordOf([taken, home, gone, undated, back]))).toEqual(['believed_held', 'order_open', 2]);
    const before = told('detention', '2020-12/2022-06', { holder });
    expect(recordOf([taken, home, gone, before, back]).status).toBe('returned_located');
  });

  it('taken by the holder’s own word somewhere in the year of the return, and gone after it: missing', () => {
    const held = told('detention', '2020-12-01', { holder }, { by: AGENCY });
    const homeIn = told('release', '2021', { party: holder, ...family }, { by: FAMILIES });
    const again = told('capture', '2021-06', { holder }, word);
    expect(summaryOf(recordOf([held, homeIn, again, gone]))).toEqual(['missing', 'order_open', 2]);
  });

  it('never before: an undated custody is of the only episode there is', () => {
    const held = told('detention', '2020/2023', { holder }, word);
    expect(summaryOf(recordOf([held, gone]))).toEqual(['held_acknowledged', 'holder_acknowledges', 1]);
  });
});

const CUSTODY = [
  'detention',
  'acknowledgement',
  'assigned_residence',
  'transfer',
  'parole',
  'hospital_admission',
] as const;

describe('for any custody of uncertain time, between a return and a later disappearance that are dated', () => {
  it.each(PARTIES)(
    'with %s, whoever tells: missing, and an open order wherever it reaches over both',
    (_, holder, bureau) => {
      fc.assert(
        fc.property(
          fc.constantFrom(...CUSTODY),
          fc.constantFrom(bureau, AGENCY, FAMILIES),
          fc.constantFrom('2020', '2020-12/2021-03', '2021-05', '2021', '2020-12/2021-09'),
          fc.constantFrom('2020-12/2022-03-01', '2020-12/2022-06', '2021-05-10/2023', '2021/..', '../2022-03-05'),
          (kind, by, before, over) => {
            const details = (kind === 'acknowledgement' ? { party: holder } : { holder }) as never;
            const story = [
              told('capture', '2020-11-10', { holder }, { by: MONITOR }),
              told('release', '2021-05-10', { party: holder, attestedBy: 'family' }, { by: FAMILIES }),
              told('disappearance', '2022-03-01', {}, { by: AGENCY }),
            ];
            const of = (valid: string) => recordOf([...story, told(kind, valid, details, { by })]);
            expect(summaryOf(of(before))).toEqual(['missing', 'loss_of_contact', 2]);
            expect(summaryOf(of(over))).toEqual(['missing', 'order_open', 2]);
          },
        ),
        { seed: 20_220_301, numRuns: 200 },
      );
    },
  );
});
