// Password hashes: argon2id, equal work for nobody's password, and a bounded queue.

import { describe, expect, it } from '@jest/globals';
import { PasswordHashes } from '../../src/credentials/password-hashes.js';

const CHEAP = { memory: 1024, passes: 2 };

describe('password hashes', () => {
  it('fit their password alone', async () => {
    const passwords = new PasswordHashes(CHEAP);
    const [one, other] = [await passwords.make('seven quiet herons'), await passwords.make('seven quiet herons')];
    expect(one).not.toBe(other);
    expect(await passwords.fits(one, 'seven quiet herons')).toBe(true);
    expect(await passwords.fits(one, 'Seven quiet herons')).toBe(false);
    expect(await passwords.fits(null, 'seven quiet herons')).toBe(false);
  });

  it('cost what OWASP asks for where nobody says otherwise', async () => {
    expect(await new PasswordHashes().make('x')).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  });

  it('are made four at a time; of too many at once the rest is told to come again', async () => {
    const passwords = new PasswordHashes(CHEAP);
    const tries = Array.from({ length: 120 }, () => passwords.fits(null, 'x'));
    const outcomes = await Promise.allSettled(tries);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(16);
    expect(refused.every(({ reason }) => (reason as { code: string }).code === 'unavailable')).toBe(true);
    expect(await passwords.fits(null, 'x')).toBe(false);
  });
});
