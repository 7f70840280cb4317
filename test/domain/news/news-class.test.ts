// What is big news, and what a found person's will may say.

import { describe, expect, it } from '@jest/globals';
import { canBeNews, newsAmong, newsClass, tellsOfNews } from '../../../src/domain/news/news-class.js';
import { readWill, type GivenWill } from '../../../src/domain/news/person-will.js';
import { STATEMENT_KINDS } from '../../../src/domain/records/statement-kinds.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';
import { day, FAMILIES, told } from '../records/statement-fixture.js';

const NOW = day('2026-01-01');
const lost = told('disappearance', '2024-01', {});
const caught = told('capture', '2024-02', {});
const alive = told('proof_of_life', '2024-05', {});
const dead = told('death', '2024-06', {});
const home = told('arrival', '2024-07', { attestedBy: 'family' });
const released = told('release', '2024-07', {});

function newsIn(standing: readonly Statement[], fresh: readonly Statement[], replaced?: string): readonly string[] {
  const found = newsAmong(standing, fresh, NOW, replaced);
  return fresh.filter(({ id }) => found.has(id)).map(({ kind }) => kind);
}

describe('big news', () => {
  it('has a class for every status, and none between being sought and being held', () => {
    expect(WHEREABOUTS_STATUSES.map(newsClass)).not.toContain(undefined);
    expect(newsClass('missing')).toBe(newsClass('held_acknowledged'));
    expect(newsClass('death_reported')).not.toBe(newsClass('dead_not_returned'));
  });

  it.each([
    ['a death of somebody sought', [lost], [dead], ['death']],
    ['a death of somebody held', [lost, caught], [dead], ['death']],
    ['a sign of life after a death', [lost, caught, dead], [told('proof_of_life', '2024-08', {})], ['proof_of_life']],
    ['an arrival', [lost, caught], [home], ['arrival']],
    ['a release that nobody attests', [lost, caught], [released], ['release']],
    ['a capture after a return', [lost, home], [told('capture', '2025-01', {})], ['capture']],
  ])('is %s, good or bad', (_what, standing, fresh, news) => {
    expect(newsIn(standing, fresh)).toEqual(news);
  });

  it.each([
    ['a capture of somebody lost', [lost], [caught]],
    ['a sign of life of somebody held', [lost, caught], [alive]],
    ['another account of a death', [lost, dead], [told('death', '2024-06-02', {})]],
    ['a record closed in error', [lost], [told('closure', '2024-08', { ground: 'registered_in_error' })]],
    ['a death that does not count', [lost], [told('death', '2024-06', {}, { grade: 'E5' })]],
  ])('is not %s', (_what, standing, fresh) => {
    expect(newsIn(standing, fresh)).toEqual([]);
  });

  it('is the statement that moves the class, and not those beside it', () => {
    expect(newsIn([lost, caught], [alive, dead, told('health_condition', '2024-03', { condition: 'good' })])).toEqual([
      'death',
    ]);
    expect(newsIn([], [lost, dead])).toEqual(['death']);
  });

  it('is decided by what all are told alone: what some give in confidence and what is held back before change nothing', () => {
    const secret = told('death', '2024-06', {}, { by: FAMILIES, confidential: true });
    const embargo = { ownerOrganisationId: 'org-owner', readyAt: Infinity, wills: [] };
    const held = { ...dead, embargo };
    for (const before of [[lost], [lost, secret], [lost, held]]) {
      expect(newsIn(before, [told('death', '2024-06-03', {})])).toEqual(['death']);
      expect(newsIn(before, [alive])).toEqual([]);
    }
  });

  it('is a better statement whose predecessor held the class', () => {
    expect(newsIn([lost, caught, dead], [told('capture', '2024-02-11', {})])).toEqual([]);
    expect(newsIn([lost, caught, dead], [told('capture', '2024-02-11', {})], dead.id)).toEqual(['capture']);
  });

  it('is looked for among kinds that move something, and its owner tells of it by more kinds than those', () => {
    expect(canBeNews(['particulars', 'category', 'kin_link'])).toBe(false);
    expect(canBeNews(['particulars', 'death'])).toBe(true);
    expect(STATEMENT_KINDS.filter(tellsOfNews)).toEqual(
      expect.arrayContaining(['death', 'burial', 'personal_effects', 'death_inquiry', 'arrival', 'release']),
    );
    expect(tellsOfNews('proof_of_life')).toBe(false);
  });
});

describe('a will', () => {
  const WILL: GivenWill = { reachedOn: '2025-12-01', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
  const ORGANISATION = '7B0F6F9E-3b1d-4a37-9a43-3f0c1f6f2b11';
  const pointersOf = (given: Partial<GivenWill>): string[] => {
    try {
      readWill({ ...WILL, ...given }, NOW);
    } catch (error) {
      return (error as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer);
    }
    return [];
  };

  it.each([
    ['a day to come', { reachedOn: '2026-02-01' }, ['/reachedOn']],
    ['no day', { reachedOn: 'lately' }, ['/reachedOn']],
    [
      'wishes outside the lists',
      { contact: 'maybe', sharedWith: 'all', said: 'loudly' },
      ['/contact', '/sharedWith', '/said'],
    ],
    ['contact with some, and nobody said with whom', { contact: 'only_with' }, ['/contactWith']],
    ['contact with some who are not asked for', { contactWith: ['mother'] }, ['/contactWith']],
    ['a name for kin', { contact: 'only_with', contactWith: ['Oda'] }, ['/contactWith/0', '/contactWith']],
    [
      'organisations that are none',
      { sharedWith: 'named_organisations', namedOrganisations: ['x'] },
      ['/namedOrganisations/0'],
    ],
    ['none named', { sharedWith: 'named_organisations' }, ['/namedOrganisations']],
    ['some named without need', { namedOrganisations: [ORGANISATION] }, ['/namedOrganisations']],
    ['a purpose outside the list', { purposes: ['gossip'] }, ['/purposes/0']],
  ])('is refused with %s', (_what, given, pointers) => {
    expect(pointersOf(given)).toEqual(pointers);
  });

  it('is read with each value once', () => {
    const given = { ...WILL, contact: 'only_with', contactWith: ['mother', 'mother'], purposes: ['statistics'] };
    const named = { sharedWith: 'named_organisations', namedOrganisations: [ORGANISATION, ORGANISATION] };
    expect(readWill({ ...given, ...named }, NOW)).toEqual({
      reachedOn: '2025-12-01',
      contact: 'only_with',
      contactWith: ['mother'],
      sharedWith: 'named_organisations',
      namedOrganisations: [ORGANISATION.toLowerCase()],
      purposes: ['statistics'],
      said: 'in_person',
    });
  });
});
