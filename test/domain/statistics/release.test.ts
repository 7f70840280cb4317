// The life of a release: every pair of state and action, every role, two different people.
import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import {
  advanceRelease,
  legalActions,
  RELEASE_ACTIONS,
  RELEASE_STATES,
  rolesFor,
  type ReleaseAction,
  type ReleaseState,
} from '../../../src/domain/statistics/release.js';

const everyRole = (userId: string) => ({ userId, roles: ROLES });

/** Written by hand: the one action of each state, what follows it, and who may take it. */
const legal: Readonly<Partial<Record<ReleaseState, readonly [ReleaseAction, ReleaseState, readonly string[]]>>> = {
  draft: ['protect', 'protected', ['analyst']],
  protected: ['audit', 'audited', ['analyst']],
  audited: ['sign', 'signed', ['custodian', 'verifier']],
  signed: ['publish', 'published', ['analyst', 'custodian']],
  published: ['supersede', 'superseded', ['analyst', 'custodian']],
};

const pairs = RELEASE_STATES.flatMap((state) => RELEASE_ACTIONS.map((action) => [state, action] as const));

describe('a release', () => {
  it.each(pairs.filter(([state, action]) => legal[state]?.[0] !== action))(
    'that is %s refuses to %s, and says what is possible',
    (state, action) => {
      const possible = legal[state]?.[0] ?? 'nothing';
      expect(() => advanceRelease({ state, signedBy: ['a'] }, action, everyRole('b'))).toThrow(
        expect.objectContaining({
          code: 'release_state_conflict',
          message: `Cannot ${action} a release that is ${state}; possible here: ${possible}.`,
        }),
      );
      expect(rolesFor(state, action)).toEqual([]);
    },
  );

  it.each(pairs.filter(([state, action]) => legal[state]?.[0] === action))(
    'that is %s can be moved by %s, by the named roles alone',
    (state, action) => {
      const [, to, roles] = legal[state]!;
      for (const role of ROLES) {
        const attempt = () => advanceRelease({ state, signedBy: ['a'] }, action, { userId: 'b', roles: [role] });
        if (roles.includes(role)) expect(attempt().state).toBe(to);
        else expect(attempt).toThrow(expect.objectContaining({ code: 'forbidden' }));
      }
      expect(legalActions(state)).toEqual([action]);
      expect([...rolesFor(state, action)].sort()).toEqual([...roles].sort());
    },
  );

  it('is refused a second signature by the same person, whatever their roles', () => {
    const once = advanceRelease({ state: 'audited', signedBy: [] }, 'sign', { userId: 'a', roles: ['verifier'] });
    expect(once).toEqual({ state: 'audited', signedBy: ['a'] });
    expect(() => advanceRelease(once, 'sign', { userId: 'a', roles: ['custodian'] })).toThrow(
      expect.objectContaining({ code: 'second_person_needed' }),
    );
    expect(advanceRelease(once, 'sign', { userId: 'b', roles: ['verifier'] })).toEqual({
      state: 'signed',
      signedBy: ['a', 'b'],
    });
  });

  it('reaches every state from draft, and none is left unknown', () => {
    let release = { state: 'draft' as ReleaseState, signedBy: [] as readonly string[] };
    const seen = [release.state];
    for (const [action, user] of [
      ['protect', 'a'],
      ['audit', 'a'],
      ['sign', 'a'],
      ['sign', 'b'],
      ['publish', 'a'],
      ['supersede', 'a'],
    ] as const) {
      release = advanceRelease(release, action, everyRole(user));
      if (seen.at(-1) !== release.state) seen.push(release.state);
    }
    expect(seen).toEqual([...RELEASE_STATES]);
  });
});
