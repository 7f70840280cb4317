// Which deaths a family is told of: by what is told, as the owner knows it, and each once.

import { describe, expect, it } from '@jest/globals';
import { canTellDeath, isDeathTakenBack, isDeathToTell } from '../../../src/domain/news/death-to-tell.js';
import { STATEMENT_KINDS } from '../../../src/domain/records/statement-kinds.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { day, FAMILIES, INSTITUTE, LIAISON, told } from '../records/statement-fixture.js';

const AT = day('2026-01-01');
const OWNER = LIAISON.organisationId;
const lost = told('disappearance', '2024-01', {});
const alive = told('proof_of_life', '2024-08', {});
const dead = told('death', '2024-06', {});
const certified = told('death', '2024-06', {}, { source: 'death_certificate' });
const identified = told('remains_identified', '2024-09', { method: 'dna', level: 'confirmed' }, { by: INSTITUTE });
const supported = told('remains_identified', '2024-09', { method: 'effects', level: 'preliminary' });

function under(one: Statement, readyAt: number): Statement {
  return { ...one, embargo: { ownerOrganisationId: OWNER, readyAt, wills: [] } };
}

function isToTell(standing: readonly Statement[], fresh: readonly Statement[], replaced?: string): boolean {
  const news = { told: new Set(fresh.map(({ id }) => id)), replaced, ownerOrganisationId: OWNER, at: AT };
  return isDeathToTell([...standing, ...fresh], news);
}

describe('a family is told of no death', () => {
  it.each([
    ['that others may not be told of yet', [lost], [under(dead, Infinity)]],
    [
      'that waits, by something else that is told',
      [lost, under(dead, Infinity)],
      [told('last_seen', '2024-01-20', {})],
    ],
    ['of which it was told, by another account', [lost, dead], [told('death', '2024-06-02', {})]],
    ['that does not count', [lost], [told('death', '2024-06', {}, { grade: 'E5' })]],
    ['by an identification that only supports', [lost], [supported]],
    ['after which somebody was heard', [lost, alive], [dead]],
    ['where the owner knows in confidence that they live', [lost, { ...alive, confidential: true }], [dead]],
    ['said in confidence', [lost], [{ ...dead, confidential: true }]],
    ['that another said in confidence', [lost], [told('death', '2024-06', {}, { by: FAMILIES, confidential: true })]],
    ['less certain than the one they were told of', [lost, certified], [told('death', '2024-06', {})]],
  ] as [string, Statement[], Statement[]][])('%s', (_what, standing, fresh) => {
    expect(isToTell(standing, fresh)).toBe(false);
  });
});

describe('a family is told of a death', () => {
  it.each([
    ['of somebody sought', [lost], [dead]],
    ['given with all that is known of the person', [], [lost, dead]],
    ['that was verified', [lost], [under(dead, AT)]],
    ['beside one that was rejected', [lost, under(dead, Infinity)], [told('death', '2024-06-02', {})]],
    ['that the owner knew in confidence', [lost, { ...dead, confidential: true }], [told('death', '2024-06-02', {})]],
    ['that was reported and is established', [lost, dead], [certified]],
    ['by an identification that establishes it', [lost], [identified]],
  ] as [string, Statement[], Statement[]][])('%s', (_what, standing, fresh) => {
    expect(isToTell(standing, fresh)).toBe(true);
  });

  it('that stands in the place of a sign of life, and not while it waits', () => {
    expect(isToTell([lost, alive], [dead], alive.id)).toBe(true);
    const withdrawal = { how: 'superseded', at: AT, reason: 'news', successorId: dead.id } as const;
    const gone = (readyAt: number): Statement => ({
      ...alive,
      withdrawn: { ...withdrawal, embargo: { ownerOrganisationId: OWNER, readyAt, wills: [] } },
    });
    expect(isToTell([lost, gone(AT)], [under(dead, AT)])).toBe(true);
    expect(isToTell([lost, gone(Infinity), under(dead, Infinity)], [told('death', '2024-05', {})])).toBe(false);
  });
});

describe('a death is taken back', () => {
  const seen = told('last_seen', '2024-01-20', {});
  const elsewhere = told('death', '2024-06-02', {});
  const untold = { ownerOrganisationId: OWNER, readyAt: Infinity, wills: [] };

  function isTakenBack(rest: readonly Statement[], gone: readonly Statement[], how: object = {}): boolean {
    const withdrawal = { how: 'retracted', at: AT, reason: 'news', successorId: null, ...how } as const;
    const withdrawn = gone.map((one): Statement => ({ ...one, withdrawn: withdrawal }));
    const ids = new Set(gone.map(({ id }) => id));
    return isDeathTakenBack([...rest, ...withdrawn], { withdrawn: ids, ownerOrganisationId: OWNER, at: AT });
  }

  it.each([
    ['that alone said it', [lost], [dead]],
    ['with all accounts of it', [lost], [dead, certified]],
    ['of whom nothing else is known', [], [dead]],
    ['that an identification established', [lost], [identified]],
    ['beside one that waits', [lost, under(elsewhere, Infinity)], [dead]],
    ['beside one said in confidence', [lost, { ...elsewhere, confidential: true }], [dead]],
  ] as [string, Statement[], Statement[]][])('%s', (_what, rest, gone) => {
    expect(isTakenBack(rest, gone)).toBe(true);
  });

  it.each([
    ['while another account stands', [lost, elsewhere], [dead]],
    ['where it has become less certain', [lost, dead], [certified]],
    ['that did not count', [lost], [told('death', '2024-06', {}, { grade: 'E5' })]],
    ['that was said in confidence', [lost], [{ ...dead, confidential: true }]],
    ['that nobody was told of yet', [lost], [under(dead, Infinity)]],
    ['after which somebody was heard', [lost, alive], [dead]],
    ['by what says none', [lost, dead], [seen]],
  ] as [string, Statement[], Statement[]][])('and not %s', (_what, rest, gone) => {
    expect(isTakenBack(rest, gone)).toBe(false);
  });

  it('by what takes its place, and not while that waits', () => {
    const successor = { how: 'superseded', successorId: seen.id };
    expect(isTakenBack([lost, seen], [dead], successor)).toBe(true);
    expect(isTakenBack([lost, under(seen, AT)], [dead], successor)).toBe(true);
    expect(isTakenBack([lost, under(seen, Infinity)], [dead], { ...successor, embargo: untold })).toBe(false);
    expect(isTakenBack([lost, certified], [dead], { how: 'superseded', successorId: certified.id })).toBe(false);
  });
});

it('is told by statements of death, of graves and of remains', () => {
  expect(STATEMENT_KINDS.filter(canTellDeath)).toEqual([
    'death',
    'grave_reported',
    'remains_recovered',
    'remains_identified',
    'remains_handed_over',
    'burial',
    'death_assessment',
  ]);
});
