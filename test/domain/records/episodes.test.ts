// Whether a loss came after a return that overlaps it; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StatementKind } from '../../../src/domain/records/statement-kinds.js';
import type { PartyKey, Statement, StatementAuthor } from '../../../src/domain/records/statement.js';
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

function summaryOf({ status, why, episode, fate }: WhereaboutsRecord): unknown[] {
  return [status, why.rule, episode, fate];
}

describe.each(PARTIES)('somebody who was held by %s', (_, holder, bureau) => {
  const contact = told('last_contact', '2020-12-12', {}, { by: FAMILIES });
  const detained = told('detention', '2021-01-10', { holder });
  const acknowledged = told('acknowledgement', '2021-01-10', { party: holder }, { by: bureau, source: 'party' });
  const filmed = told('proof_of_life', '2020-12-13', { inCustody: true, holder }, { source: 'holder_media' });
  const family = { attestedBy: 'family' } as const;

  it.each([
    ['detention', detained],
    ['acknowledgement', acknowledged],
    ['film', filmed],
    ['visit', told('visit', '2021-01-10', {}, { by: AGENCY, source: 'agency_visit', basis: 'observed' })],
    ['capture', told('capture', '2021-01-10', { holder })],
  ])('known by a %s, and taken within the month of the return: the search stays open and says so', (__, known) => {
    const home = told('release', '2021-05', { party: holder, ...family }, { by: FAMILIES });
    const taken = told('capture', '2021-05-20', { holder });
    expect(recordOf([contact, known, home]).status).toBe('returned_released');
    expect(summaryOf(recordOf([contact, known, home, taken]))).toEqual(['believed_held', 'order_open', 2, 'unknown']);
  });

  it('and disappeared within the month in which somebody found them: missing', () => {
    const found = told('located', '2021-05', family, { by: FAMILIES });
    const gone = told('disappearance', '2021-05-20', {});
    expect(summaryOf(recordOf([contact, acknowledged, found, gone]))).toEqual(['missing', 'order_open', 2, 'unknown']);
  });

  it('and taken after a return that is dated: held, with nothing left open', () => {
    const home = told('release', '2021-05-10', { party: holder, ...family }, { by: FAMILIES });
    const taken = told('capture', '2021-05-20', { holder });
    expect(summaryOf(recordOf([detained, home, taken]))).toEqual(['believed_held', 'custody_believed', 2, 'unknown']);
  });

  it('and whose return two report, one of them by the month alone, before they were taken: held', () => {
    const dated = told('release', '2021-05-10', { party: holder, ...family }, { by: AGENCY });
    const coarse = told('arrival', '2021-05', family, { by: FAMILIES });
    const taken = told('capture', '2021-05-20', { holder });
    const record = recordOf([contact, dated, coarse, taken]);
    expect([record.status, record.episode]).toEqual(['believed_held', 2]);
  });

  it('once alone: the return of that month ended it, whoever tells of it', () => {
    const taken = told('capture', '2021-05-20', { holder });
    const home = told('release', '2021-05', { party: holder, ...family }, { by: FAMILIES });
    expect(recordOf([contact, taken, home]).status).toBe('returned_released');
    expect(recordOf([contact, told('detention', '2021-05-25', { holder }), taken, home]).why.rule).toBe('order_open');
  });

  it('and told of at once by one organisation, as of one account: the return ended it', () => {
    const at = { recorded: '2025-02-02T10:00:00Z', by: MONITOR };
    const taken = told('capture', '2021-05', { holder }, at);
    const home = told('release', '2021-05', { party: holder, ...family }, at);
    expect(recordOf([detained, taken, home]).status).toBe('returned_released');
  });

  it.each(['2021-05-20', '2021-05'])('escaped and was taken again, the escape told as of %s: held', (escaped) => {
    const away = told('escape', escaped, { party: holder, attestedBy: 'person' }, { by: FAMILIES });
    const again = told('recapture', '2021-05-20T22:00Z', { holder });
    const expected = ['believed_held', 'order_open', 2, 'unknown'];
    expect(summaryOf(recordOf([acknowledged, away, again]))).toEqual(expected);
    // A recapture presupposes custody, known to the registry or not.
    expect(summaryOf(recordOf([away, again]))).toEqual(expected);
  });

  it('escaped and was taken again, in one account of one month: held', () => {
    const at = { recorded: '2021-06-01T10:00Z', by: MONITOR };
    const captured = told('capture', '2020-11-10', { holder });
    const away = told('escape', '2021-05', { party: holder, attestedBy: 'family' }, at);
    const again = told('recapture', '2021-05', { holder }, at);
    expect(summaryOf(recordOf([captured, away, again]))).toEqual(['believed_held', 'order_open', 2, 'unknown']);
  });

  it('escaped, was taken again and let go, in one account with the escape dated: returned', () => {
    const at = { recorded: '2021-06-01T10:00Z', by: MONITOR };
    const captured = told('capture', '2020-11-10', { holder });
    const away = told('escape', '2021-02-03', { party: holder, attestedBy: 'family' }, at);
    const again = told('recapture', '2021-05', { holder }, at);
    const home = told('release', '2021-05', { party: holder, ...family }, at);
    expect(recordOf([captured, away, again, home]).status).toBe('returned_released');
  });

  it.each([
    ['2021-05-02', '2021-05-20'],
    ['2021-05', '2021-05-20'],
    ['2021-05-02', '2021-05'],
    ['2021-05', '2021-05'],
  ])(
    'was taken of %s, let go in the month and taken of %s, in one account: held, the order is open',
    (first, second) => {
      const at = { recorded: '2021-06-01T10:00Z', by: MONITOR };
      const taken = [first, second].map((one) => told('capture', one, { holder }, at));
      const home = told('release', '2021-05', { party: holder, ...family }, at);
      const expected = ['believed_held', 'order_open', 2, 'unknown'];
      expect(summaryOf(recordOf([...taken, home]))).toEqual(expected);
      // By whomever the release is told: the account of two captures says itself that a return lies between them.
      const toldApart = told('release', '2021-05', { party: holder, ...family }, { by: FAMILIES });
      expect(summaryOf(recordOf([...taken, toldApart]))).toEqual(expected);
      // The bureau of the holder tells no more by it.
      const byBureau = taken.map((one): Statement => ({ ...one, author: bureau }));
      const said = recordOf([...byBureau, { ...home, author: bureau }]);
      expect([said.status, said.why.rule]).toEqual(['held_acknowledged', 'order_open']);
    },
  );

  it('was taken twice and let go twice in one month, or after it, in one account: returned', () => {
    const at = { recorded: '2021-07-01T10:00Z', by: MONITOR };
    const taken = ['2021-05', '2021-05'].map((one) => told('capture', one, { holder }, at));
    const let1 = told('release', '2021-05', { party: holder, ...family }, at);
    const let2 = told('release', '2021-05', { party: holder, ...family }, at);
    expect(recordOf([...taken, let1, let2]).status).toBe('returned_released');
    const later = told('release', '2021-06', { party: holder, ...family }, at);
    expect(recordOf([...taken, let1, later]).status).toBe('returned_released');
    const first = told('capture', '2020-01-10', { holder }, at);
    const freed = told('release', '2020-06-10', { party: holder, ...family }, at);
    const again = told('capture', '2021-05', { holder }, at);
    expect(recordOf([first, freed, again, let1]).status).toBe('returned_released');
    expect(recordOf([first, again, let1]).why.rule).toBe('order_open');
  });

  it('disappeared, was taken and let go in one month, in one account: lost once and returned', () => {
    const at = { recorded: '2021-06-01T10:00Z', by: MONITOR };
    const home = told('release', '2021-05', { party: holder, ...family }, at);
    for (const [lost, held] of [
      ['2021-05', '2021-05'],
      ['2021-05-02', '2021-05-20'],
      ['2021-05-02', '2021-05'],
    ] as const) {
      const story = [told('disappearance', lost, {}, at), told('capture', held, { holder }, at), home];
      expect(recordOf(story).status).toBe('returned_released');
    }
    const gone = told('disappearance', '2021-05-20', {}, at);
    const taken = told('capture', '2021-05-02', { holder }, at);
    expect(summaryOf(recordOf([taken, home, gone]))).toEqual(['missing', 'order_open', 2, 'unknown']);
  });

  it('reported taken by two on different days of the month of the return: it ended that one capture', () => {
    const taken = [
      told('capture', '2021-05-02', { holder }, { by: AGENCY }),
      told('capture', '2021-05-03', { holder }, { by: MONITOR }),
    ];
    const home = told('release', '2021-05', { party: holder, ...family }, { by: FAMILIES });
    expect(recordOf([...taken, home]).status).toBe('returned_released');
  });

  it('was taken again and died within that month: dead, since nobody is held after a death', () => {
    const again = told('recapture', '2021-05', { holder });
    const died = told('death', '2021-05-20', {}, { by: AGENCY, source: 'death_certificate' });
    expect(recordOf([contact, again, died]).status).toBe('dead_not_returned');
  });
});

const RUNS = { seed: 20_210_520, numRuns: 300 };
const CUSTODY = ['detention', 'capture', 'transfer', 'parole', 'acknowledgement', 'hospital_admission'] as const;
const ENDS = ['release', 'exchange', 'repatriation', 'escape', 'located', 'arrival'] as const;
const LOSSES = ['capture', 'recapture', 'disappearance'] as const;

/** Of kinds whose fields differ; what a kind has no field for is left out. */
function of(kind: StatementKind, valid: string, holder: PartyKey, by: StatementAuthor): Statement {
  const isEnd = (ENDS as readonly string[]).includes(kind);
  const held =
    kind === 'acknowledgement' || (isEnd && kind !== 'located' && kind !== 'arrival') ? { party: holder } : { holder };
  const details = kind === 'disappearance' || kind === 'located' || kind === 'arrival' ? {} : held;
  return told(kind, valid, { ...details, ...(isEnd && { attestedBy: 'family' }) } as never, { by });
}

describe('for any custody before, and any return and loss of one later month that two organisations tell', () => {
  it.each(PARTIES)('held by %s, the search is open and the record says that the order is', (_, holder) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CUSTODY),
        fc.constantFrom(...ENDS),
        fc.constantFrom(...LOSSES),
        fc.constantFrom('2021-05', '2021-05-20', '2021-04/2021-06', '2021-05-20~'),
        fc.constantFrom('2021-05', '2021-05-01/2021-06', '2021', '2021-05-20~'),
        (custody, end, loss, lost, ended) => {
          const record = recordOf([
            of(custody, '2020-12-13', holder, MONITOR),
            of(end, ended, holder, FAMILIES),
            of(loss, lost, holder, AGENCY),
          ]);
          expect(record.status).toBe(loss === 'disappearance' ? 'missing' : 'believed_held');
          expect([record.why.rule, record.episode]).toEqual(['order_open', 2]);
        },
      ),
      RUNS,
    );
  });
});

describe('for any two losses of one kind that one account tells, with one return of a time that both may lie around', () => {
  it.each(PARTIES)('held by %s, nobody is back by it', (_, holder) => {
    fc.assert(
      fc.property(
        fc.constantFrom('capture', 'disappearance'),
        fc.constantFrom(...ENDS),
        fc.constantFrom('2021-05', '2021-05-02', '2021-05-02~', '2021-04/2021-05'),
        fc.constantFrom('2021-05', '2021-05-20', '2021-05-20~', '2021-05/2021-06'),
        fc.constantFrom('2021-05', '2021-05/2021-06', '2021', '2021-04/2021-05-31'),
        fc.boolean(),
        (kind, end, first, second, ended, apart) => {
          const account = (one: Statement): Statement => ({
            ...one,
            recordedAt: Date.UTC(2021, 6, 1),
            author: MONITOR,
          });
          const home = of(end, ended, holder, FAMILIES);
          const lost = [first, second].map((valid) => account(of(kind, valid, holder, MONITOR)));
          const { status, why } = recordOf([...lost, apart ? home : account(home)]);
          expect(status).toBe(kind === 'disappearance' ? 'missing' : 'believed_held');
          expect(why.rule).toBe('order_open');
        },
      ),
      RUNS,
    );
  });
});
