// The rules of signing in: who is let in, when an account closes, which passwords and which roles are accepted.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES, type Role } from '../../../src/domain/access/actor.js';
import { requireGoodPassword } from '../../../src/domain/access/password-policy.js';
import { readRoleSet } from '../../../src/domain/access/role-set.js';
import { afterFailure, judgeSignIn, LOCK_TIME, MOST_FAILURES } from '../../../src/domain/access/sign-in-lock.js';
import type { UserCredentials } from '../../../src/domain/access/user.js';
import { codeOf } from '../../support/refusal-code.js';

const NOW = 1_000_000;

function user(changed: Partial<UserCredentials> = {}): UserCredentials {
  return {
    id: 'u',
    username: 'mira',
    organisation: { id: 'o', name: 'Lake Office', kind: 'liaison_office', party: null },
    roles: ['liaison'],
    tokenVersion: 1,
    disabled: false,
    secondFactorSince: null,
    passwordHash: 'hash',
    failedSignIns: 0,
    lockedUntil: null,
    ...changed,
  };
}

describe('a sign-in', () => {
  it.each([
    ['unknown_user', null, true],
    ['locked', user({ lockedUntil: NOW + 1 }), true],
    ['locked', user({ lockedUntil: NOW + 1, disabled: true }), false],
    ['no_password', user({ passwordHash: null }), true],
    ['wrong_password', user(), false],
    ['wrong_password', user({ disabled: true }), false],
    ['disabled', user({ disabled: true }), true],
    ['accepted', user({ lockedUntil: NOW }), true],
    ['accepted', user({ failedSignIns: 9 }), true],
  ])('is %s', (verdict, account, fits) => {
    expect(judgeSignIn(account, { password: fits, code: 'wrong' }, NOW)).toBe(verdict);
  });

  it.each([
    ['wrong_code', user({ secondFactorSince: 1 }), true, 'wrong'],
    ['wrong_code', user({ secondFactorSince: 1, disabled: true }), true, 'wrong'],
    ['wrong_password', user({ secondFactorSince: 1 }), false, 'fits'],
    ['wrong_password', user({ secondFactorSince: 1 }), false, 'broken'],
    ['second_factor_broken', user({ secondFactorSince: 1 }), true, 'broken'],
    ['locked', user({ secondFactorSince: 1, lockedUntil: NOW + 1 }), true, 'broken'],
    ['locked', user({ secondFactorSince: 1, lockedUntil: NOW + 1 }), true, 'fits'],
    ['disabled', user({ secondFactorSince: 1, disabled: true }), true, 'fits'],
    ['accepted', user({ secondFactorSince: 1 }), true, 'fits'],
  ] as const)('of an account with a second factor is %s', (verdict, account, password, code) => {
    expect(judgeSignIn(account, { password, code }, NOW)).toBe(verdict);
  });

  it('closes the account at the tenth miss and starts anew after the lock', () => {
    let account = user();
    for (let miss = 1; miss <= MOST_FAILURES; miss += 1) {
      const { failures, lockedUntil } = afterFailure(account, NOW);
      expect([failures, lockedUntil]).toEqual([miss, miss < MOST_FAILURES ? null : NOW + LOCK_TIME]);
      account = user({ failedSignIns: failures, lockedUntil });
    }
    expect(afterFailure(account, NOW + LOCK_TIME)).toEqual({ failures: 1, lockedUntil: null });
  });
});

describe('a password', () => {
  it.each(['', 'eleven char', 'aaaaaaaaaaaaaaaaaaaa', 'abababababababab', 'I am MIRA myself', '🙂🙃🙂🙃🙂🙃'])(
    'is refused: %j',
    (password) => {
      expect(codeOf(() => requireGoodPassword(password, 'mira'))).toBe('invalid_field');
    },
  );

  it('is accepted in any script from twelve characters on', () => {
    for (const password of ['twelve chars', 'շատ երկար գաղտնաբառ', 'x'.repeat(250) + 'abcde']) {
      expect(() => requireGoodPassword(password, 'mira')).not.toThrow();
    }
  });
});

describe('a set of roles', () => {
  it('holds each role once, in one order, and never one that stands alone with another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Role>(...ROLES), { minLength: 1 }), (roles) => {
        const apart = roles.some((role) => role === 'administrator' || role === 'auditor');
        if (apart && new Set(roles).size > 1) {
          expect(codeOf(() => readRoleSet(roles))).toBe('invalid_field');
        } else {
          expect(readRoleSet(roles)).toEqual(ROLES.filter((role) => roles.includes(role)));
        }
      }),
      { seed: 20201110, numRuns: 300 },
    );
    expect(codeOf(() => readRoleSet([]))).toBe('invalid_field');
  });
});
