// The small readers of a request: ids, pseudonyms, instants, the public address, and which method a path has.

import { describe, expect, it } from '@jest/globals';
import { REFUSAL_CODES } from '../../src/domain/domain-error.js';
import { makePseudonym } from '../../src/domain/identity/pseudonym.js';
import { ParseId, ParseOrdinal, ParsePseudonym } from '../../src/request/path-parameters.js';
import { isOwnFailure, problemOf, refusalOf } from '../../src/request/problem.js';
import { PublicAddress } from '../../src/request/public-address.js';
import { readingPointOf } from '../../src/request/reading-point.js';
import { makeRequestId } from '../../src/request/request-id.js';
import { codeOf } from '../support/refusal-code.js';

const UUID = '0b9f4f6e-5a7e-4d1f-9a55-3c2f4d0f6f11';

describe('request id', () => {
  it('is the caller’s own only when it is a UUID', () => {
    expect(makeRequestId({ headers: { 'x-request-id': UUID.toUpperCase() } })).toBe(UUID);
    for (const given of ['1', 'Ada Canary', `${UUID}\n`, `${UUID}x`, '']) {
      const made = makeRequestId({ headers: { 'x-request-id': given } });
      expect(made).not.toBe(given);
      expect(made).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('a path parameter', () => {
  it('that is no id names nothing', () => {
    expect(new ParseId().transform(UUID.toUpperCase())).toBe(UUID);
    for (const given of ['', '1', "' OR 1=1 --", `${UUID}0`, 'null']) {
      expect(codeOf(() => new ParseId().transform(given))).toBe('not_found');
    }
  });

  it('that is no ordinal names nothing', () => {
    expect(new ParseOrdinal().transform('2147483647')).toBe(2_147_483_647);
    for (const given of ['0', '-1', '1.5', '1e3', '2147483648', '', ' 1']) {
      expect(codeOf(() => new ParseOrdinal().transform(given))).toBe('not_found');
    }
  });

  it('that is nearly a pseudonym is named as a slip', () => {
    const pseudonym = makePseudonym((count) => new Uint8Array(count).fill(7));
    expect(new ParsePseudonym().transform(pseudonym.toLowerCase())).toBe(pseudonym);
    const slip = pseudonym.replace('7', '8');
    expect(codeOf(() => new ParsePseudonym().transform(slip))).toBe('pseudonym_mistyped');
    expect(codeOf(() => new ParsePseudonym().transform('someone'))).toBe('not_found');
  });
});

describe('reading point', () => {
  it('reads an instant and a day', () => {
    expect(readingPointOf({ knownAt: '2021-01-15T12:00:00+02:00', validAt: '2020-12-31', why: 'true' })).toEqual({
      knownAt: Date.parse('2021-01-15T10:00:00Z'),
      validAt: Date.parse('2020-12-31T23:59:59.999Z'),
      why: true,
    });
    expect(readingPointOf({})).toEqual({ why: false });
  });

  it('refuses days that no calendar has', () => {
    expect(codeOf(() => readingPointOf({ validAt: '2021-02-30' }))).toBe('invalid_field');
    expect(codeOf(() => readingPointOf({ knownAt: '2021-02-30T12:00:00Z' }))).toBe('invalid_field');
    expect(codeOf(() => readingPointOf({ knownAt: '2021-02-03T25:00:00Z' }))).toBe('invalid_field');
  });
});

describe('public address', () => {
  it('follows the port only where none was fixed', () => {
    const free = new PublicAddress('http://localhost:0');
    free.follow(4321);
    expect(free.url).toBe('http://localhost:4321');
    const fixed = new PublicAddress('https://registry.example');
    fixed.follow(4321);
    expect(fixed.url).toBe('https://registry.example');
  });
});

describe('problem', () => {
  it('of every code has a status of refusal or failure, and hides what failed', () => {
    for (const code of REFUSAL_CODES) {
      const refusal = Object.assign(refusalOf(null), { code, message: 'SQLSTATE 22P02' });
      const problem = problemOf(refusal, UUID);
      expect(problem.status).toBeGreaterThanOrEqual(400);
      expect(problem.status).toBeLessThan(600);
      expect(JSON.stringify(problem).includes('22P02')).toBe(!isOwnFailure(refusal));
    }
  });
});
