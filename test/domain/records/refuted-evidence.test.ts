// Evidence refuted by quorum in the fold: what rests on it does not count while it is, in the record, its reasons and its history.

import { describe, expect, it } from '@jest/globals';
import { contentsAlone } from '../../../src/domain/records/record-contents.js';
import { changesOf, historyOf, SHARED_VIEW } from '../../../src/domain/records/record-history.js';
import type { EvidenceOriginal, Statement } from '../../../src/domain/records/statement.js';
import { AGENCY, day, FAMILIES, LIAISON, MONITOR, NORTH, recordOf, told } from './statement-fixture.js';

const DIGEST = 'ab'.repeat(32);
const REFUTED: EvidenceOriginal = {
  digest: DIGEST,
  refuted: [{ from: day('2025-06-01'), to: day('2025-08-01') }],
};

const of = (statement: Statement, original: EvidenceOriginal = REFUTED): Statement => ({ ...statement, original });
const loss = told('disappearance', '2024-01-10', {}, { by: FAMILIES, recorded: '2025-01-05' });
const seen = of(
  told(
    'proof_of_life',
    '2024-03-01',
    { inCustody: true, holder: NORTH, evidence: 'EV-1' },
    { source: 'open_source_media', recorded: '2025-02-01' },
  ),
);
const killed = of(told('death', '2024-05-01', { evidence: 'EV-1' }, { source: 'media', recorded: '2025-03-01' }));

const statusAt = (statements: readonly Statement[], knownAt: string): string =>
  recordOf(statements, { knownAt: day(knownAt) }).status;

describe('a statement whose evidence is refuted', () => {
  it('counts before, not meanwhile, and again afterwards', () => {
    const days = ['2025-05-31', '2025-06-01', '2025-07-31', '2025-08-01'];
    expect(days.map((known) => statusAt([loss, killed], known))).toEqual([
      'death_reported',
      'missing',
      'missing',
      'death_reported',
    ]);
    expect(days.map((known) => statusAt([loss, seen], known))).toEqual([
      'believed_held',
      'missing',
      'missing',
      'believed_held',
    ]);
  });

  it('is no sign of life, and stands beside the reasons with the rule that leaves it out', () => {
    const meanwhile = recordOf([loss, seen, killed], { knownAt: day('2025-07-01') });
    expect(meanwhile.lastSignOfLife).toBeNull();
    expect(meanwhile.why.dissenting).toEqual([]);
    expect(meanwhile.why.setAside).toEqual(
      [killed, seen].map(({ id }) => ({ statementId: id, rule: 'evidence_refuted', words: expect.any(String) })),
    );
    expect(recordOf([loss, seen, killed], { knownAt: day('2025-08-01') }).why.setAside).toEqual([]);
  });

  it('is told nobody who may not see it', () => {
    const secret = { ...killed, confidential: true };
    const at = { knownAt: day('2025-07-01') };
    expect(recordOf([loss, secret], at).why.setAside).toEqual([]);
    const own = recordOf([loss, secret], { ...at, view: { organisationId: LIAISON.organisationId } });
    expect(own.why.setAside).toHaveLength(1);
  });

  it('changes the history at the instants at which the quorum comes and goes, and at no other', () => {
    const contents = contentsAlone('p', [loss, killed]);
    expect(changesOf(contents)).toEqual(['2025-01-05', '2025-03-01', '2025-06-01', '2025-08-01'].map(day));
    const today = historyOf('p', contents).filter(({ view, validTo }) => view === SHARED_VIEW && validTo === Infinity);
    const spans = today.map((one) => [one.knownFrom, one.knownTo, one.projection?.status]);
    expect(spans.sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [day('2025-01-05'), day('2025-03-01'), 'missing'],
      [day('2025-03-01'), day('2025-06-01'), 'death_reported'],
      [day('2025-06-01'), day('2025-08-01'), 'missing'],
      [day('2025-08-01'), Infinity, 'death_reported'],
    ]);
  });

  it('was refuted before it was recorded without any news of its person then', () => {
    const late = of(told('death', '2024-05-01', { evidence: 'EV-1' }, { source: 'media', recorded: '2025-07-01' }));
    expect(changesOf(contentsAlone('p', [loss, late]))).toEqual(['2025-01-05', '2025-07-01', '2025-08-01'].map(day));
  });
});

describe('copies of one original', () => {
  const original: EvidenceOriginal = { digest: DIGEST, refuted: [] };
  const finding = (by: typeof AGENCY, evidence: string): Statement =>
    told('death_assessment', '2024-05-01', { evidence, finding: 'dead' }, { by });

  it('are no two independent items', () => {
    const [one, other] = [finding(AGENCY, 'EV-1'), finding(MONITOR, DIGEST)];
    expect(recordOf([loss, killed, one, other]).status).toBe('dead_not_returned');
    expect(recordOf([loss, killed, of(one, original), of(other, original)]).status).toBe('death_reported');
  });

  it.each([
    ['in capitals', 'video-3', 'Video-3'],
    ['with a letter that is forgiven', 'EV-7K3QM-B0XWN-4HT8R-ZC2VY-Y', 'ev-7k3qm-boxwn-4ht8r-zc2vy-y'],
  ])('are one item %s, and make no two independent ones of an assessed death', (_, code, other) => {
    const [one, two] = [finding(AGENCY, code), finding(MONITOR, other)];
    expect(recordOf([loss, killed, one, two]).status).toBe('death_reported');
    expect(recordOf([loss, killed, one, finding(MONITOR, 'video-4')]).status).toBe('dead_not_returned');
  });

  it('tell nothing new when they are posted again', () => {
    const copy = told(
      'proof_of_life',
      '2024-09-01',
      { inCustody: true, holder: NORTH, evidence: DIGEST.toUpperCase() },
      { source: 'open_source_media' },
    );
    const [first, again] = [of(seen, original), of(copy, original)];
    expect(recordOf([loss, first, again]).lastSignOfLife?.statementId).toBe(first.id);
    expect(recordOf([loss, first, copy]).lastSignOfLife?.statementId).toBe(first.id);
    const other = of(copy, { ...original, digest: 'cd'.repeat(32) });
    expect(recordOf([loss, first, other]).lastSignOfLife?.statementId).toBe(other.id);
  });
});
