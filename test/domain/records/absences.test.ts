// Dated absences, feigned releases, visits and closures: expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../../src/domain/records/statement.js';
import { AGENCY, NORTH, NORTH_BUREAU, SOUTH, SOUTH_BUREAU, flagsOf, recordOf, told } from './statement-fixture.js';

const captured = told('capture', '2020-11-10', { holder: NORTH });
const acknowledged = told('acknowledgement', '2020-12-01', { party: NORTH });
const visited = (by = AGENCY) =>
  told('visit', '2020-12-20', { holder: NORTH }, { by, source: 'agency_visit', basis: 'observed' });
const notThere = (at: string) => told('search_negative', at, { where: 'place_of_detention', party: NORTH });

describe('an absence from custody', () => {
  it('after a visit: whereabouts_lost, visited_then_lost', () => {
    const record = recordOf([visited(), notThere('2021-03-01')]);
    expect([record.status, record.fate, record.why.rule]).toEqual(['whereabouts_lost', 'unknown', 'dated_absence']);
    expect(flagsOf(record)).toContain('visited_then_lost');
  });

  it('that lies before the visit is history', () => {
    const record = recordOf([acknowledged, notThere('2020-12-10'), visited()]);
    expect(record.status).toBe('believed_held');
    expect(flagsOf(record)).not.toContain('visited_then_lost');
  });

  it('whose order to the custody is open wins, and says so', () => {
    const record = recordOf([told('detention', '2021', { holder: NORTH }), notThere('2021-03')]);
    expect([record.status, record.why.rule]).toEqual(['whereabouts_lost', 'order_open']);
  });

  it('needs somebody to have been held', () => {
    expect(recordOf([told('disappearance', '2020-11-10', {}), notThere('2021-03-01')]).status).toBe('missing');
  });

  it('is not stated by looking elsewhere', () => {
    const elsewhere = told('search_negative', '2021-03-01', { where: 'burial_site' });
    expect(recordOf([captured, acknowledged, elsewhere]).status).toBe('held_acknowledged');
  });

  it('is stated by others who come back without the person, against the announced exchange', () => {
    const announced = told('exchange', '2021-03-01', { party: NORTH });
    const others = told('search_negative', '2021-03-01', { where: 'among_returnees' });
    expect(recordOf([captured, announced]).status).toBe('release_unconfirmed');
    expect(recordOf([captured, announced, others]).status).toBe('whereabouts_lost');
  });

  it('is stated by a refusal of the party that had acknowledged, and of no other', () => {
    const refused = (party: string) => told('refusal_of_information', '2021-03-01', { party });
    expect(recordOf([captured, acknowledged, refused(NORTH)]).status).toBe('whereabouts_lost');
    expect(recordOf([captured, acknowledged, refused(SOUTH)]).status).toBe('held_acknowledged');
    expect(recordOf([captured, refused(NORTH)]).status).toBe('believed_held');
    expect(recordOf([captured, acknowledged, refused(NORTH)]).positions).toMatchObject([
      { party: NORTH, position: 'refusal_of_information' },
    ]);
  });
});

describe('a visit', () => {
  it('counts by the visitor alone: a party’s claim is a reported visit and moves nothing', () => {
    const lost = told('disappearance', '2020-11-10', {});
    const claimed = told('reported_visit', '2020-12-20', { holder: NORTH }, { by: NORTH_BUREAU, source: 'party' });
    const record = recordOf([lost, claimed]);
    expect([record.status, record.lastSignOfLife]).toEqual(['missing', null]);
    expect(recordOf([lost, visited(NORTH_BUREAU)]).status).toBe('missing');
    expect(recordOf([lost, visited()]).status).toBe('believed_held');
  });
});

describe('told "handed over", driven off', () => {
  it('leaves custody unchanged and raises feigned_release, whenever in that day it was', () => {
    const released = told('release', '2021-05-02', { party: NORTH });
    const feigned = told('feigned_release', '2021-05-02', { party: NORTH });
    const record = recordOf([captured, acknowledged, released, feigned]);
    expect([record.status, record.fate]).toEqual(['held_acknowledged', 'unknown']);
    expect(flagsOf(record)).toContain('feigned_release');
    const later = told('release', '2021-06-01', { party: NORTH });
    expect(recordOf([captured, acknowledged, released, feigned, later]).status).toBe('release_unconfirmed');
  });
});

describe('what is held about custody', () => {
  it('keeps its stretches: holder, place and regime', () => {
    const place = { code: 'demo:101', state: 'demo:1', municipality: 'demo:101', precision: 'admin_area' as const };
    const record = recordOf([
      captured,
      told('detention', '2020-12', { holder: NORTH, regime: 'prison' }, { place }),
      told('transfer', '2021-02', { holder: SOUTH, from: NORTH }),
    ]);
    expect(record.custodyEpisodes.map(({ episode, holder, regime }) => [episode, holder, regime])).toEqual([
      [1, NORTH, 'prison'],
      [1, SOUTH, null],
    ]);
    expect(record.custody?.holders).toEqual([SOUTH]);
  });

  it('a child born in custody is held without a loss', () => {
    const born = told('birth', '2021-04', { inCustody: true, holder: NORTH }, { by: NORTH_BUREAU });
    const record = recordOf([born, told('kin_link', '2021-04', { kinship: 'mother' })]);
    expect([record.status, record.loss]).toEqual(['held_acknowledged', null]);
  });
});

describe('a court’s declaration of death', () => {
  it('moves no status and shows as a presumption until a sign of life lies surely after it', () => {
    const lost = told('disappearance', '2015-06', {});
    const declared = told('judicial_declaration_of_death', '2021-06', { party: SOUTH });
    const record = recordOf([lost, declared]);
    expect([record.status, record.fate]).toEqual(['missing', 'presumed_dead']);
    const seen = told('proof_of_life', '2022-01', {});
    expect(recordOf([lost, declared, seen]).fate).toBe('unknown');
  });
});

describe('a closure', () => {
  it('closes the record until it is retracted', () => {
    const closed = told('closure', '2021-07', { ground: 'registered_in_error' });
    const record = recordOf([captured, closed, told('proof_of_life', '2022-01', { inCustody: true })]);
    expect([record.status, record.fate, record.why.rule]).toEqual(['closed', 'unknown', 'registered_in_error']);
    const retracted = {
      ...closed,
      withdrawn: { how: 'retracted' as const, at: Date.UTC(2021, 8), reason: 'a mistake', successorId: null },
    };
    expect(recordOf([captured, retracted]).status).toBe('believed_held');
  });
});

describe.each([
  ['one party', NORTH, NORTH_BUREAU, SOUTH, SOUTH_BUREAU],
  ['the other', SOUTH, SOUTH_BUREAU, NORTH, NORTH_BUREAU],
])('an absence from the power of one party, where %s holds the person', (_, holder, bureau, other, othersBureau) => {
  const held = told('capture', '2020-11-10', { holder });
  const ownWord = told('acknowledgement', '2020-12-01', { party: holder }, { by: bureau, source: 'party' });
  const searched = (party: string, at: string) =>
    told('search_negative', at, { where: 'place_of_detention', party }, { by: AGENCY, source: 'agency_visit' });

  it('that does not, leaves it as it was', () => {
    expect(recordOf([ownWord, searched(other, '2021-03-01')]).status).toBe('held_acknowledged');
    expect(recordOf([held, searched(other, '2021-03-01')]).status).toBe('believed_held');
    const alone = recordOf([held, ownWord]);
    expect(recordOf([held, ownWord, searched(other, '2021-03-01')])).toEqual(alone);
  });

  it('that does, or that nobody names, is a dated one', () => {
    expect(recordOf([ownWord, searched(holder, '2021-03-01')]).status).toBe('whereabouts_lost');
    const anywhere = told('search_negative', '2021-03-01', { where: 'place_of_detention' }, { by: AGENCY });
    expect(recordOf([ownWord, anywhere]).status).toBe('whereabouts_lost');
    const unnamed = told('detention', '2020-11-10', {});
    expect(recordOf([unnamed, searched(other, '2021-03-01')]).status).toBe('whereabouts_lost');
  });

  it('that a witness had seen them with, leaves the acknowledgement standing', () => {
    const seen = told('proof_of_life', '2021-01-20', { inCustody: true, holder: other });
    const record = recordOf([ownWord, seen, searched(other, '2021-03-01')]);
    expect([record.status, record.why.rule]).toEqual(['held_acknowledged', 'holder_acknowledges']);
    expect(record.why.deciding).toEqual([ownWord.id]);
    expect(recordOf([ownWord, seen, searched(other, '2021-03-01'), searched(holder, '2021-02-01')]).status).toBe(
      'whereabouts_lost',
    );
  });

  it('to whom they were handed over and who acknowledged them, is a dated one', () => {
    const transferred = told('transfer', '2021-01-10', { holder: other, from: holder });
    const theirWord = told('acknowledgement', '2021-01-20', { party: other }, { by: othersBureau, source: 'party' });
    expect(recordOf([held, transferred, searched(other, '2021-03-01')]).status).toBe('whereabouts_lost');
    expect(recordOf([held, ownWord, theirWord, searched(other, '2021-03-01')]).status).toBe('whereabouts_lost');
    expect(recordOf([held, ownWord, theirWord, searched(holder, '2021-03-01')]).status).toBe('held_acknowledged');
  });

  it('whose refusal takes back its own acknowledgement, leaves the holder’s', () => {
    const theirWord = told('acknowledgement', '2020-11-20', { party: other }, { by: othersBureau, source: 'party' });
    const refused = told(
      'refusal_of_information',
      '2021-03-01',
      { party: other },
      { by: othersBureau, source: 'party' },
    );
    expect(recordOf([theirWord, refused]).status).toBe('whereabouts_lost');
    expect(recordOf([theirWord, ownWord, refused]).status).toBe('held_acknowledged');
  });

  it('among whose returnees they were not, undoes no release by the holder', () => {
    const released = told('release', '2021-05-02', { party: holder });
    const others = (party?: string) =>
      told('search_negative', '2021-05-02', { where: 'among_returnees', ...(party !== undefined && { party }) });
    expect(recordOf([held, released, others(other)]).status).toBe('release_unconfirmed');
    expect(recordOf([held, released, others(holder)]).status).toBe('whereabouts_lost');
    expect(recordOf([held, released, others()]).status).toBe('whereabouts_lost');
  });

  it('that feigned a hand-over shows custody with it, and leaves the order to a release by the holder open', () => {
    const released = told('release', '2021-05-02', { party: holder });
    const feigned = (party: string) => told('feigned_release', '2021-05-02', { party });
    expect(recordOf([held, released, feigned(other)]).why.rule).toBe('order_open');
    expect(recordOf([held, released, feigned(holder)]).why.rule).toBe('custody_believed');
  });
});

describe('for any custody with one party', () => {
  it('a search in another party’s places changes nothing', () => {
    const parties = [NORTH, SOUTH, 'pk-third'] as const;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...parties), { minLength: 2, maxLength: 2 }),
        fc.subarray(['capture', 'detention', 'transfer', 'parole', 'recapture', 'assigned_residence'] as const, {
          minLength: 1,
        }),
        fc.array(fc.constantFrom('2020-11', '2020-12-01', '2021', '2021-02~', '2020-10/2021-05'), {
          minLength: 7,
          maxLength: 7,
        }),
        fc.constantFrom('place_of_detention', 'among_returnees'),
        ([holder = '', other = ''], kinds, dates, where) => {
          const custody = kinds.map((kind, at) => told(kind, dates[at] ?? '2021', { holder }));
          const search = told('search_negative', dates[6] ?? '2021', { where, party: other });
          expect(recordOf([...custody, search])).toEqual(recordOf(custody));
          const there = { ...search, details: { where, party: holder } } as Statement;
          const mirrored = { ...search, details: { where } } as Statement;
          expect(recordOf([...custody, there])).toEqual(recordOf([...custody, mirrored]));
        },
      ),
      { seed: 20_210_301, numRuns: 300 },
    );
  });
});
