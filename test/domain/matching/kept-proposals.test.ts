// What a comparison makes of the proposals that are kept: new, changed, superseded or as they were; found once by two who are matched together.

import { describe, expect, it } from '@jest/globals';
import { KeptProposals, type KeptProposal } from '../../../src/domain/matching/kept-proposals.js';
import type { MatchFinding } from '../../../src/domain/matching/propose-matches.js';

const [A, B, C] = ['a', 'b', 'c'].map((id) => ({ id, ownerOrganisationId: `office ${id}` })) as [
  { id: string; ownerOrganisationId: string },
  { id: string; ownerOrganisationId: string },
  { id: string; ownerOrganisationId: string },
];
const FOUND: MatchFinding = { band: 'same', why: [{ part: 'birth', finding: 'match', reason: 'same_day' }] };
const LESS: MatchFinding = { ...FOUND, band: 'possible' };

function drawing(): { readonly normalForm: number; readonly drawId: () => string } {
  let drawn = 0;
  return { normalForm: 5, drawId: () => `proposal ${(drawn += 1)}` };
}

function kept(state: KeptProposal['state'], finding = FOUND): KeptProposal {
  const owners = [A.ownerOrganisationId, B.ownerOrganisationId] as const;
  return { id: 'kept', personIds: ['a', 'b'], owners, deciders: 'owners', state, finding, normalForm: 5 };
}

describe('a finding', () => {
  it('is kept of the pair in its one order, in which ids are drawn, however they were met', () => {
    const proposals = new KeptProposals([]);
    const pairs = [C, A].map((other) => ({ other, deciders: 'owners' as const, finding: FOUND }));
    expect(proposals.find(B, pairs, drawing())).toBe(2);
    expect(proposals.changed.map(({ id, personIds, owners }) => [id, personIds, owners])).toEqual([
      ['proposal 1', ['a', 'b'], ['office a', 'office b']],
      ['proposal 2', ['b', 'c'], ['office b', 'office c']],
    ]);
  });

  it('of two who are matched together is found once', () => {
    const proposals = new KeptProposals([]);
    const terms = drawing();
    expect(proposals.find(A, [{ other: B, deciders: 'owners', finding: FOUND }], terms)).toBe(1);
    expect(proposals.othersOf('b', 'undecided')).toEqual(['a']);
    expect(proposals.find(B, [{ other: A, deciders: 'owners', finding: FOUND }], terms)).toBe(0);
    expect(proposals.changed).toHaveLength(1);
  });

  it('moves nothing that somebody decided on, and is nothing new where it says the same', () => {
    for (const state of ['confirmed', 'not_same'] as const) {
      const proposals = new KeptProposals([kept(state)]);
      expect(proposals.othersOf('a', 'decided')).toEqual(['b']);
      expect(proposals.find(A, [{ other: B, deciders: 'owners', finding: null }], drawing())).toBe(0);
      expect(proposals.find(A, [{ other: B, deciders: 'central_agency', finding: LESS }], drawing())).toBe(0);
      expect(proposals.supersede('a')).toBe(0);
      expect(proposals.changed).toEqual([]);
    }
    const open = new KeptProposals([kept('open')]);
    expect(open.find(A, [{ other: B, deciders: 'owners', finding: FOUND }], drawing())).toBe(0);
    expect(open.changed).toEqual([]);
  });

  it('that is none supersedes what is open, keeps its id, and finds it again', () => {
    const proposals = new KeptProposals([kept('open')]);
    const found = (finding: MatchFinding | null) =>
      proposals.find(A, [{ other: B, deciders: 'owners', finding }], drawing());
    expect([found(null), found(null), found(LESS)]).toEqual([1, 0, 1]);
    expect(proposals.changed).toEqual([{ ...kept('open', LESS), id: 'kept' }]);
  });

  it('is superseded where the person can be compared no more, once', () => {
    const proposals = new KeptProposals([kept('told')]);
    expect([proposals.supersede('b'), proposals.supersede('a')]).toEqual([1, 0]);
    expect(proposals.changed).toEqual([kept('superseded')]);
  });
});
