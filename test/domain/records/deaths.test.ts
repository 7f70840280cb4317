// When a death stands, and what establishes it; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import { INSTITUTE, MONITOR, SOUTH, flagsOf, recordOf, told } from './statement-fixture.js';

const captured = (at: string) => told('capture', at, { holder: SOUTH });
describe('deaths', () => {
  const loss = told('disappearance', '2020-11-10', {});
  const certificate = told('death', '2021-02-20', {}, { source: 'death_certificate' });

  it.each(['death_certificate', 'bureau_notice'] as const)('a %s establishes it', (source) => {
    const record = recordOf([loss, told('death', '2021-02-20', {}, { source })]);
    expect([record.status, record.fate]).toEqual(['dead_not_returned', 'dead_confirmed']);
  });

  it.each([
    'morgue_or_hospital',
    'grave_mark',
    'effects_or_disc',
    'witness_of_death',
    'holder_statement',
    'media',
  ] as const)('a %s does not', (source) => {
    const record = recordOf([loss, told('death', '2021-02-20', {}, { source })]);
    expect([record.status, record.fate]).toEqual(['death_reported', 'unknown']);
  });

  it('a forensic report establishes it when the institute signs and does not depend on the holder', () => {
    const report = (by: typeof INSTITUTE) => told('death', '2021-02-20', {}, { by, source: 'forensic_report' });
    expect(recordOf([captured('2020-11-10'), report(INSTITUTE)]).why.rule).toBe('death_identified');
    expect(recordOf([captured('2020-11-10'), report({ ...INSTITUTE, party: SOUTH })]).status).toBe('death_reported');
    expect(recordOf([captured('2020-11-10'), report(MONITOR)]).status).toBe('death_reported');
  });

  it('an unjudged sign of life after it holds it back; a credible one re-opens the record', () => {
    const seen = (text: string) => told('proof_of_life', '2021-04-01', {}, { grade: text });
    const held = recordOf([loss, certificate, seen('F6')]);
    expect([held.status, held.why.rule]).toEqual(['death_reported', 'death_held_back']);
    expect(flagsOf(held)).toContain('conflicting_statements');
    const open = recordOf([loss, certificate, seen('B2')]);
    expect([open.status, open.why.rule]).toEqual(['missing', 'alive_after_death']);
    expect(flagsOf(open)).toContain('conflicting_statements');
    expect(recordOf([loss, certificate, seen('D4')]).status).toBe('dead_not_returned');
  });

  it('an unjudged death moves nothing', () => {
    expect(recordOf([loss, told('death', '2021-02-20', {}, { source: 'death_certificate', grade: 'F6' })]).status).toBe(
      'missing',
    );
  });

  it('an unjudged sign of life before it does not hold it back', () => {
    expect(recordOf([loss, told('proof_of_life', '2021-01-01', {}, { grade: 'F6' }), certificate]).status).toBe(
      'dead_not_returned',
    );
  });

  it('a new finding of an assessor replaces its old one', () => {
    const dead = (by: typeof MONITOR, evidence: string) =>
      told('death_assessment', '2021-03-01', { evidence, finding: 'dead' }, { by });
    const both = [loss, dead(MONITOR, 'film-1'), dead(INSTITUTE, 'film-2')];
    expect(recordOf(both).status).toBe('dead_not_returned');
    const withdrawn = told(
      'death_assessment',
      '2021-04-01',
      { evidence: 'film-1', finding: 'not_established' },
      { by: MONITOR },
    );
    expect(recordOf([...both, withdrawn]).status).toBe('death_reported');
  });

  it.each(['capture', 'disappearance', 'last_seen'] as const)(
    'comes after a %s of the same month, by whomever told',
    (kind) => {
      const lost = told(kind, '2020-11', {}, { by: MONITOR });
      expect(recordOf([lost, told('death', '2020-11-20', {}, { source: 'death_certificate' })]).status).toBe(
        'dead_not_returned',
      );
    },
  );
});
