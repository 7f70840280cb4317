// What becomes of a proposal: a decision is for ever, facts supersede what nobody has decided, and a run twice is a run once.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isDecided,
  pairOf,
  PROPOSAL_STATES,
  proposalAfter,
  type MatchProposal,
} from '../../../src/domain/matching/match-proposal.js';
import type { MatchFinding } from '../../../src/domain/matching/propose-matches.js';

const SAME: MatchFinding = { band: 'same', why: [{ part: 'name', finding: 'match', reason: 'sounds_alike' }] };
const POSSIBLE: MatchFinding = { band: 'possible', why: [{ part: 'birth', finding: 'match', reason: 'overlap' }] };

const findings = fc.constantFrom<(MatchFinding | null)[]>(SAME, POSSIBLE, null);
const versions = fc.integer({ min: 1, max: 5 });
const proposals = fc.record<MatchProposal>({
  state: fc.constantFrom(...PROPOSAL_STATES),
  finding: fc.constantFrom(SAME, POSSIBLE),
  normalForm: versions,
});

function after(before: MatchProposal | null, runs: readonly (readonly [MatchFinding | null, number])[]) {
  return runs.reduce((kept, [found, normalForm]) => proposalAfter(kept, found, normalForm), before);
}

describe('proposalAfter', () => {
  it.each(PROPOSAL_STATES.filter(isDecided))(
    'leaves %s as it was decided, whatever is found and by whichever rules',
    (state) => {
      fc.assert(
        fc.property(proposals, fc.array(fc.tuple(findings, versions)), (one, runs) => {
          const decided = { ...one, state };
          expect(after(decided, runs)).toEqual(decided);
        }),
      );
    },
  );

  it('keeps nothing of two that never agreed', () => {
    expect(
      after(null, [
        [null, 1],
        [null, 2],
      ]),
    ).toBeNull();
  });

  it('supersedes an open one that agrees no longer, keeps what it was found by, and opens it anew', () => {
    const open = proposalAfter(null, SAME, 1);
    expect(open).toEqual({ state: 'open', finding: SAME, normalForm: 1 });
    const superseded = proposalAfter(open, null, 2);
    expect(superseded).toEqual({ state: 'superseded', finding: SAME, normalForm: 1 });
    expect(proposalAfter(superseded, POSSIBLE, 2)).toEqual({ state: 'open', finding: POSSIBLE, normalForm: 2 });
  });

  it('leaves told what the owners were told, until the records agree no longer', () => {
    const told: MatchProposal = { state: 'told', finding: SAME, normalForm: 1 };
    expect(proposalAfter(told, POSSIBLE, 2)).toEqual({ state: 'told', finding: POSSIBLE, normalForm: 2 });
    expect(
      after(told, [
        [null, 2],
        [SAME, 2],
      ]),
    ).toEqual({ state: 'open', finding: SAME, normalForm: 2 });
  });

  it('is the same after a run that was done twice', () => {
    fc.assert(
      fc.property(fc.option(proposals), findings, versions, (before, found, normalForm) => {
        const once = proposalAfter(before, found, normalForm);
        expect(proposalAfter(once, found, normalForm)).toEqual(once);
      }),
    );
  });
});

describe('pairOf', () => {
  it('is one pair whichever comes first', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(pairOf(a, b)).toEqual(pairOf(b, a));
        expect([...pairOf(a, b)].sort()).toEqual([a, b].sort());
      }),
    );
  });
});
