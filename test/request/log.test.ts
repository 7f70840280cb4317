// The log holds codes, ids and places in the code; no message of a foreign error and no parameter of a query.

import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { DomainError } from '../../src/domain/domain-error.js';
import { Log, safeError } from '../../src/request/log.js';

const CANARY = 'Canaria Testname';

function failedQuery(): QueryFailedError {
  const driverError = Object.assign(new Error(`duplicate key: (name)=(${CANARY})`), {
    code: '23505',
    detail: `Key (name)=(${CANARY}) exists`,
  });
  return new QueryFailedError(`INSERT … '${CANARY}'`, [CANARY], driverError);
}

function linesOf(write: (log: Log) => void): string {
  let written = '';
  write(new Log('debug', { write: (line) => void (written += line) }));
  return written;
}

describe('log', () => {
  it('writes nothing that a failed query was about', () => {
    const written = linesOf((log) => {
      log.lines.error({ error: failedQuery() }, 'failure');
      log.lines.error({ err: failedQuery() }, 'failure');
      log.error(failedQuery(), 'Sweeper');
      log.error('failed', failedQuery(), 'Sweeper');
      log.warn({ name: CANARY }, 'Sweeper');
      log.fatal(new Error(CANARY, { cause: failedQuery() }));
      log.lines.error({ error: new TypeError(`${CANARY} is not a function`) }, 'failure');
    });
    expect(written).not.toContain('Canaria');
    expect(written.trim().split('\n')).toHaveLength(7);
    expect(written).toContain('"class":"QueryFailedError"');
  });

  it('writes where an error was thrown', () => {
    const { frames, ...told } = safeError(failedQuery());
    expect(told).toEqual({ class: 'QueryFailedError', code: '23505' });
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.every((frame) => /^at .+:\d+:\d+\)?$/.test(frame))).toBe(true);
  });

  it('drops a message that has the form of a frame', () => {
    const error = new Error(`x\n    at ${CANARY} (list.csv:1:1)`);
    expect(JSON.stringify(safeError(error))).not.toContain('Canaria');
  });

  it('drops such lines also where the message was changed since', () => {
    const error = new Error(`x\n    at ${CANARY} (list.csv:1:1)`);
    // The engine writes it down when it is first asked for.
    expect(error.stack).toContain(CANARY);
    error.message = 'another one';
    expect(safeError(error)).toEqual({ class: 'Error', frames: [] });
  });

  it('keeps the message of a refusal, which holds no input', () => {
    expect(safeError(new DomainError('internal', 'The database refused a statement (SQLSTATE 22P02).')).message).toBe(
      'The database refused a statement (SQLSTATE 22P02).',
    );
  });

  it('says of something that is no error only what type it has', () => {
    expect(safeError(CANARY)).toEqual({ class: 'string', frames: [] });
  });
});
