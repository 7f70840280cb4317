// What somebody reads when the service does not start: one line that says what to do.

import { describe, expect, it } from '@jest/globals';
import { EnvironmentError } from '../src/configuration/environment.js';
import { describeStartFailure } from '../src/start-failure.js';
import { KeyProblem } from '../src/vault/key-problem.js';

function coded(code: string, message = 'raw text'): Error {
  return Object.assign(new Error(message), { code });
}

describe('a start that fails', () => {
  it('names another port', () => {
    expect(describeStartFailure(coded('EADDRINUSE'), 3000)).toContain('PORT=3001');
    expect(describeStartFailure(coded('EADDRINUSE'), 8080)).toMatch(/^Port 8080 is in use/);
    expect(describeStartFailure(coded('EACCES'), 80)).toContain('PORT=3000');
  });

  it('points at the database addresses', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000']) {
      const line = describeStartFailure(coded(code), 3000);
      expect(line).toContain(code);
      expect(line).toContain('DATABASE_URL');
      expect(line).not.toContain('raw text');
    }
  });

  it('tells the socket of a server that is stopped from a file that is missing', () => {
    const missing = Object.assign(coded('ENOENT'), { syscall: 'connect' });
    expect(describeStartFailure(missing, 3000)).toMatch(/^The database server cannot be reached \(ENOENT\)/);
    expect(describeStartFailure(Object.assign(coded('ENOENT'), { syscall: 'open' }), 3000)).toBe('raw text');
  });

  it('quotes nothing that the database server says, which may be a row', () => {
    for (const code of ['22P02', '23505', 'XX000', 'P0001']) {
      const line = describeStartFailure(coded(code, 'invalid input syntax for type integer: "Arvel Tassin"'), 3000);
      expect(line).toContain(code);
      expect(line).not.toContain('Arvel');
    }
  });

  it('repeats what was written for the reader', () => {
    for (const error of [
      new EnvironmentError('PORT must be a whole number from 0 to 65535.'),
      new KeyProblem('key_mismatch', 'The vault was made with other keys.'),
      new Error('The data directory must be an absolute path.'),
    ]) {
      expect(describeStartFailure(error, 3000)).toBe(error.message);
    }
    expect(describeStartFailure('text', 3000)).toBe('The service cannot start.');
  });
});
