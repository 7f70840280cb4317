// Uncertain dates, ties and what counts; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import { AGENCY, FAMILIES, NORTH, SOUTH, day, flagsOf, recordOf, told } from './statement-fixture.js';

const captured = (at: string) => told('capture', at, { holder: SOUTH });
describe('uncertain dates', () => {
  it('capture and release within one month, told by two: the search stays open and says so', () => {
    const record = recordOf([
      captured('2020-11'),
      told('release', '2020-11', { attestedBy: 'person' }, { by: AGENCY }),
    ]);
    expect([record.status, record.why.rule]).toEqual(['believed_held', 'order_open']);
    expect(record.episode).toBe(1);
  });

  it('the same, told at once by one: the release ends the capture', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const record = recordOf([
      told('capture', '2020-11', {}, at),
      told('release', '2020-11', { attestedBy: 'person' }, at),
    ]);
    expect(record.status).toBe('returned_released');
  });

  it('a return somewhere in the month of a second disappearance: missing', () => {
    const record = recordOf([
      told('capture', '2020-09-30', {}),
      told('arrival', '2020-11-XX', { attestedBy: 'family' }),
      told('disappearance', '2020-11-15', {}, { by: AGENCY }),
    ]);
    expect([record.status, record.why.rule, record.episode]).toEqual(['missing', 'order_open', 2]);
  });

  it('a return surely after a single loss of the same month: returned', () => {
    const record = recordOf([
      told('disappearance', '2020-11-15', {}, { by: AGENCY }),
      told('arrival', '2020-11-XX', { attestedBy: 'family' }),
    ]);
    expect(record.status).toBe('returned_located');
  });

  it('a sign of life that may be later than a death keeps the search open', () => {
    const record = recordOf([
      told('death', '2021-02-20', {}, { source: 'death_certificate' }),
      told('proof_of_life', '2021', { inCustody: true }, { by: AGENCY }),
    ]);
    expect([record.status, record.why.rule]).toEqual(['believed_held', 'order_open']);
  });

  it.each([
    ['a proof in custody', told('proof_of_life', '2021-01', { inCustody: true }), 'believed_held'],
    ['a call of one day', told('proof_of_life', '2021-02-20', { contactStrength: 'direct_two_way' }), 'missing'],
  ] as const)('so does %s somewhere in the months of a death, until one of them is dated better', (_, sign, status) => {
    const certificate = { by: AGENCY, source: 'death_certificate' } as const;
    const lost = told('disappearance', '2020-11-02', {});
    const open = recordOf([lost, sign, told('death', '2021-01/2021-03', {}, certificate)]);
    expect([open.status, open.why.rule]).toEqual([status, 'order_open']);
    const later = recordOf([lost, sign, told('death', '2021-03', {}, certificate)]);
    expect([later.status, later.why.rule]).toEqual(['dead_not_returned', 'death_notified']);
  });

  it('a proof in custody somewhere in the month of an arrival keeps the search open', () => {
    const captured2020 = told('capture', '2020-10-02', { holder: SOUTH });
    const proof = told('proof_of_life', '2020-11-20', { inCustody: true }, { by: AGENCY });
    const home = (at: string) => told('arrival', at, { attestedBy: 'family' });
    const open = recordOf([captured2020, proof, home('2020-11')]);
    expect([open.status, open.why.rule]).toEqual(['believed_held', 'order_open']);
    expect(recordOf([captured2020, proof, home('2020-11-21/2020-11-30')]).status).toBe('returned_located');
  });

  it('recorded together or apart, a sign of life is no part of a death', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const apart = { recorded: '2025-02-03T10:00:00Z' };
    for (const when of [at, apart]) {
      const record = recordOf([
        told('death', '2021-02-20', {}, { ...at, source: 'death_certificate' }),
        told('proof_of_life', '2021', { inCustody: true }, when),
      ]);
      expect([record.status, record.why.rule]).toEqual(['believed_held', 'order_open']);
    }
  });

  it('a detention "since then" reaches to the day of its recording and no further', () => {
    const since = told('detention', '2020-12/..', { holder: SOUTH }, { recorded: '2021-01-05' });
    const home = told('arrival', '2021-06-01', { attestedBy: 'person', mode: 'released' });
    expect(recordOf([since, home]).status).toBe('returned_released');
    expect(recordOf([{ ...since, recordedAt: day('2021-07-01') }, home]).status).toBe('believed_held');
  });

  it('statements equal in time, grade and recording: the less final status, conflicting', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const record = recordOf([
      captured('2020-11-10'),
      told('acknowledgement', '2021-01-01', { party: SOUTH }, { ...at, by: FAMILIES }),
      told('denial', '2021-01-01', { party: SOUTH, aboutThisPerson: true }, { ...at, by: AGENCY }),
    ]);
    expect([record.status, record.why.rule]).toEqual(['held_denied', 'equal_statements']);
    expect(flagsOf(record)).toContain('conflicting_statements');
  });

  it('a death and a sign of life in custody, equal in all that counts: the search stays open, conflicting', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const record = recordOf([
      told('death', '2021-01-01', {}, { ...at, source: 'death_certificate' }),
      told('proof_of_life', '2021-01-01', { inCustody: true }, { ...at, by: AGENCY }),
    ]);
    expect([record.status, record.why.rule]).toEqual(['believed_held', 'equal_statements']);
    expect(flagsOf(record)).toContain('conflicting_statements');
  });

  it('tied holders are a set', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const record = recordOf([
      told('detention', '2021-01-01', { holder: SOUTH }, at),
      told('detention', '2021-01-01', { holder: NORTH }, at),
    ]);
    expect(record.custody?.holders).toEqual([NORTH, SOUTH]);
  });
});

describe('what counts', () => {
  const loss = told('disappearance', '2020-11-10', {});
  const proof = told('proof_of_life', '2021-01-10', { inCustody: true, holder: SOUTH }, { recorded: '2021-02-01' });

  it.each(['D2', 'E1', 'B4', 'C5'])('not what is graded %s', (text) => {
    const record = recordOf([loss, told('proof_of_life', '2021-01-10', { inCustody: true }, { grade: text })]);
    expect([record.status, record.lastSignOfLife]).toEqual(['missing', null]);
  });

  it.each(['F1', 'A6', 'F6'])('%s as a sign of life alone', (text) => {
    const seen = told('proof_of_life', '2021-01-10', { inCustody: true }, { grade: text });
    const record = recordOf([loss, seen]);
    expect([record.status, record.lastSignOfLife?.statementId]).toEqual(['missing', seen.id]);
  });

  it('not what was withdrawn, except before it was', () => {
    const withdrawn = {
      ...proof,
      withdrawn: { how: 'retracted', at: day('2022-01-01'), reason: 'mistaken_identity', successorId: null },
    } as const;
    expect(recordOf([loss, withdrawn]).status).toBe('missing');
    expect(recordOf([{ ...loss, recordedAt: 0 }, withdrawn], { knownAt: day('2021-12-31') }).status).toBe(
      'believed_held',
    );
    expect(recordOf([{ ...loss, recordedAt: 0 }, withdrawn], { knownAt: day('2022-01-01') }).status).toBe('missing');
  });

  it('not what was recorded after knownAt or lies after validAt', () => {
    expect(recordOf([loss, proof], { knownAt: day('2021-01-31') }).why.rule).toBe('nothing_counts');
    expect(recordOf([loss, proof], { validAt: day('2021-01-09') }).status).toBe('missing');
    expect(recordOf([loss, proof], { validAt: day('2021-01-10') }).status).toBe('believed_held');
  });

  it('a re-posted clip is no new sign of life', () => {
    const clip = (at: string) => told('proof_of_life', at, { inCustody: true, evidence: 'film-1' });
    const record = recordOf([clip('2020-11-12'), clip('2022-05-01')], { today: day('2022-05-02') });
    expect(record.lastSignOfLife?.valid.edtf).toBe('2020-11-12');
    expect(record.lastSignOfLife?.ageDays).toBe(536);
    expect(flagsOf(record)).toContain('sign_of_life_stale');
  });

  it('the age of a sign of life from its earliest instant', () => {
    const undated = told('proof_of_life', '2020-11-12/2021-06-01', { inCustody: true });
    const record = recordOf([undated], { today: day('2021-06-02') });
    expect(record.lastSignOfLife?.ageDays).toBe(202);
  });

  it('a film of some time since the last contact proves less than a call within that time', () => {
    const film = told('proof_of_life', '2020-11-12/2021-06-01', { inCustody: true });
    const call = told('proof_of_life', '2021-03-01', {}, { source: 'phone_or_video_call' });
    expect(recordOf([film, call]).lastSignOfLife?.statementId).toBe(call.id);
  });

  it('a place or sex on which tied statements differ is none', () => {
    const at = { recorded: '2025-02-02T10:00:00Z' };
    const place = (code: string) => ({ code, state: code, municipality: null, precision: 'admin_area' }) as const;
    const record = recordOf([
      told('disappearance', '2021-01-01', {}, { ...at, place: place('demo:10') }),
      told('disappearance', '2021-01-01', {}, { ...at, place: place('demo:20') }),
      told('particulars', '2021-01-01', { sex: 'female' }, at),
      told('particulars', '2021-01-01', { sex: 'male' }, at),
    ]);
    expect([record.loss?.place, record.sex]).toEqual([null, 'unknown']);
  });

  it('the flag child for who may be under 18 on the reader’s day', () => {
    const born = told('particulars', '../2020-01-01', { birthYears: { from: 2003, to: 2003 } });
    expect(flagsOf(recordOf([born], { today: day('2021-06-01') }))).toEqual(['child']);
    expect(flagsOf(recordOf([born], { today: day('2022-06-01') }))).toEqual([]);
  });

  it('a fate of alive_confirmed for who was spoken with after all else, until something newer is told', () => {
    const call = told('proof_of_life', '2021-03-01', { contactStrength: 'direct_two_way', inCustody: true });
    expect(recordOf([loss, call]).fate).toBe('alive_confirmed');
    expect(recordOf([loss, call, told('detention', '2021-04-01', {})]).fate).toBe('unknown');
  });
});
