// The timeline of a person: its order, how fine each reader sees it, and what a withdrawal tells to whom.

import { describe, expect, it } from '@jest/globals';
import type { Statement } from '../../../src/domain/records/statement.js';
import { readPartialDate } from '../../../src/domain/records/partial-date.js';
import { timelineOf } from '../../../src/domain/records/timeline.js';

function statement(id: string, valid: string, changed: Partial<Statement> = {}): Statement {
  const reading = readPartialDate(valid);
  if (!reading.ok) throw new Error(reading.reason);
  return {
    id,
    kind: 'death_assessment',
    valid: reading.date,
    recordedAt: Date.parse('2021-06-01T12:00:00Z'),
    author: { organisationId: 'giver', organisationKind: 'ngo', party: null },
    basis: 'told',
    source: 'organisation',
    grade: { reliability: 'B', information: 2 },
    place: { code: 'demo:101', state: 'demo:1', municipality: 'demo:101', precision: 'exact_10m' },
    confidential: false,
    withdrawn: null,
    details: { evidence: 'video-1', finding: 'dead' },
    ...changed,
  } as Statement;
}

const OWNER = { organisationId: 'owner', ownsPersonOf: () => true, told: null };
const GIVER = { organisationId: 'giver', ownsPersonOf: () => false, told: null };
const PARTNER = { organisationId: 'partner', ownsPersonOf: () => false, told: null };

describe('a timeline', () => {
  it('is in the order of what is asserted, whatever the order of recording', () => {
    const open = statement('d', '2020-12/..');
    const all = [open, statement('c', '2020-12-02'), statement('b', '2020-11'), statement('a', '../2021-06-01')];
    const ids = (list: readonly Statement[]): string[] =>
      timelineOf(list, OWNER, {}).map((entry) => entry.statement.id);
    expect(ids(all)).toEqual(['a', 'b', 'd', 'c']);
    expect(ids([...all].reverse())).toEqual(['a', 'b', 'd', 'c']);
  });

  it('leaves out what was recorded or happened after the times asked for', () => {
    const later = statement('b', '2020-12-02', { recordedAt: Date.parse('2021-06-02T12:00:00Z') });
    const all = [statement('a', '2020-11-02'), later];
    const count = (times: { knownAt?: number; validAt?: number }): number => timelineOf(all, OWNER, times).length;
    expect(count({})).toBe(2);
    expect(count({ knownAt: Date.parse('2021-06-01T12:00:00Z') })).toBe(1);
    expect(count({ knownAt: Date.parse('2021-06-01T11:59:59Z') })).toBe(0);
    expect(count({ validAt: Date.parse('2020-12-01') })).toBe(1);
  });

  it.each([
    ['exact for the owner organisation', OWNER, true],
    ['exact for the giver', GIVER, true],
    ['coarse for everybody else', PARTNER, false],
  ])('is %s', (_what, reader, exact) => {
    const [entry] = timelineOf([statement('a', '2020-12-02')], reader, {});
    expect(entry?.exact).toBe(exact);
    expect(entry?.statement.valid.edtf).toBe(exact ? '2020-12-02' : '2020-12');
    expect(entry?.statement.place?.code).toBe(exact ? 'demo:101' : 'demo:1');
    expect(entry?.statement.details).toEqual(exact ? { evidence: 'video-1', finding: 'dead' } : { finding: 'dead' });
  });
});

describe('a withdrawal', () => {
  const withdrawn = {
    how: 'superseded',
    at: Date.parse('2021-06-03'),
    reason: 'typed text',
    successorId: 'b',
  } as const;
  const before = statement('a', '2020-12-02', { withdrawn });
  const successor = statement('b', '2020-12-03');

  it('tells its reason to owner and giver alone', () => {
    const reason = (reader: typeof OWNER): string | null | undefined =>
      timelineOf([before, successor], reader, {})[0]?.withdrawn?.reason;
    expect([reason(OWNER), reason(GIVER), reason(PARTNER)]).toEqual(['typed text', 'typed text', null]);
    expect(JSON.stringify(timelineOf([before, successor], PARTNER, {}))).not.toContain('typed text');
  });

  it('names a successor only to whom can read it', () => {
    expect(timelineOf([before, successor], PARTNER, {})[0]?.withdrawn?.successorId).toBe('b');
    expect(timelineOf([before], PARTNER, {})[0]?.withdrawn?.successorId).toBeNull();
  });

  it('had not been made before it was', () => {
    const [entry] = timelineOf([before, successor], OWNER, { knownAt: withdrawn.at - 1 });
    expect(entry?.withdrawn).toBeNull();
  });
});
