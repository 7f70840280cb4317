// What is told later is dated as its giver dated it: once others are told of all, they read what the owner reads.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asSeenBy } from '../../../src/domain/records/embargo.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import type { Instant } from '../../../src/domain/records/instant.js';
import type { PartyKey, Statement, StatementAuthor } from '../../../src/domain/records/statement.js';
import { anyStatements } from './any-statements.js';
import {
  AGENCY,
  day,
  FAMILIES,
  NORTH,
  NORTH_BUREAU,
  recordOf,
  SOUTH,
  SOUTH_BUREAU,
  told,
} from './statement-fixture.js';

const OWNER = 'org-owner';
const DAY = 86_400_000;

function heldUntil(statement: Statement, readyAt: Instant): Statement {
  return { ...statement, embargo: { ownerOrganisationId: OWNER, readyAt, wills: [] } };
}

const PARTIES: readonly (readonly [string, PartyKey, StatementAuthor])[] = [
  ['one party', NORTH, NORTH_BUREAU],
  ['the other', SOUTH, SOUTH_BUREAU],
];

describe.each(PARTIES)('of somebody held by %s, what is told later', (_, holder, bureau) => {
  const lift = '2021-07-01';
  const held = (one: Statement): Statement => heldUntil(one, day(lift));
  const home = told('arrival', '2021-06-01', { attestedBy: 'family', mode: 'released' }, { by: FAMILIES });
  const statusFor = (statements: readonly Statement[], organisationId: string | null) =>
    recordOf(statements, { view: { organisationId } }).status;

  it('with an open end reaches to the day on which it was given, and not to that on which others were told', () => {
    const since = told('detention', '2020-12/..', { holder }, { recorded: '2021-01-05' });
    for (const reader of [null, AGENCY.organisationId, OWNER])
      expect(statusFor([held(since), home], reader)).toBe('returned_released');
    // Given after the return, it says that the person is held still.
    const later = told('detention', '2020-12/..', { holder }, { recorded: '2021-06-20' });
    for (const reader of [null, OWNER]) expect(statusFor([held(later), home], reader)).toBe('believed_held');
  });

  it('by an organisation of the holder acknowledges nobody for longer than it says', () => {
    const since = told('detention', '2020-12/..', { holder }, { by: bureau, source: 'party', recorded: '2021-01-05' });
    expect(statusFor([since, home], null)).toBe('returned_released');
    expect(statusFor([held(since), home], null)).toBe('returned_released');
  });

  it('stays part of the account that it was given in', () => {
    const at = { recorded: '2021-02-02T10:00:00Z' };
    const taken = told('capture', '2020-11', { holder }, at);
    const freed = told('release', '2020-11', { party: holder, attestedBy: 'person' }, at);
    expect(statusFor([taken, freed], null)).toBe('returned_released');
    for (const reader of [null, OWNER]) expect(statusFor([taken, held(freed)], reader)).toBe('returned_released');
  });

  it('at one instant becomes no account that nobody gave', () => {
    const taken = told('capture', '2020-11', { holder }, { recorded: '2021-02-02T10:00:00Z' });
    const freed = told(
      'release',
      '2020-11',
      { party: holder, attestedBy: 'person' },
      { recorded: '2021-02-03T10:00:00Z' },
    );
    const both = [held(taken), held(freed)];
    for (const reader of [null, OWNER]) {
      const { status, why } = recordOf(both, { view: { organisationId: reader } });
      expect([status, why.rule]).toEqual(['believed_held', 'order_open']);
    }
  });

  it('is no newer than what was recorded between', () => {
    const prison = { holder, regime: 'prison' } as const;
    const camp = { holder, regime: 'camp' } as const;
    const first = told('detention', '2021-01-10', prison, { recorded: '2021-02-01' });
    const second = told('detention', '2021-01-10', camp, { recorded: '2021-03-01' });
    for (const organisationId of [null, OWNER]) {
      const { custody } = recordOf([held(first), second], { view: { organisationId } });
      expect(custody?.regimes).toEqual(['camp']);
    }
  });

  it('does not stand in a record known before others were told', () => {
    const since = held(told('detention', '2020-12/..', { holder }, { recorded: '2021-01-05' }));
    const lost = told('disappearance', '2020-11-10', {}, { recorded: '2020-11-20' });
    const before = { knownAt: day('2021-06-30'), view: { organisationId: null } };
    expect(recordOf([lost, since], before)).toEqual(recordOf([lost], before));
    expect(recordOf([lost, since], { ...before, knownAt: day(lift) }).status).toBe('believed_held');
  });
});

describe('asSeenBy', () => {
  it('says when it was given to those alone who are told later', () => {
    const since = told('detention', '2020-12/..', {}, { by: FAMILIES, recorded: '2021-01-05' });
    const held = heldUntil(since, day('2021-07-01'));
    expect(asSeenBy(held, null)).toMatchObject({ recordedAt: day('2021-07-01'), givenAt: day('2021-01-05') });
    for (const reader of [FAMILIES.organisationId, OWNER]) expect(asSeenBy(held, reader)).not.toHaveProperty('givenAt');
    expect(asSeenBy(heldUntil(since, since.recordedAt), null)).not.toHaveProperty('givenAt');
  });
});

describe('for any story of which nothing is held back any more', () => {
  const MOST = 8;
  const lifts = fc.array(fc.option(fc.integer({ min: 0, max: 150 }), { freq: 2 }), {
    minLength: MOST,
    maxLength: MOST,
  });

  it('others read what the owner reads, in whatever order they were told', () => {
    fc.assert(
      fc.property(anyStatements(MOST), lifts, fc.constantFrom(null, 'org-8'), (story, delays, reader) => {
        const lifted = story.map((one, at) => {
          const days = delays[at] ?? null;
          return days === null ? one : heldUntil(one, one.recordedAt + days * DAY);
        });
        const today = Date.UTC(2025, 0, 1);
        const record = (organisationId: string | null) => foldRecord(lifted, { today, view: { organisationId } });
        expect(record(reader)).toEqual(record(OWNER));
      }),
      { seed: 11_192, numRuns: 400 },
    );
  });
});
