// `statistics estimate` on files: refusals with line and code, exit codes, and an answer without a registry.
import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { recordedOutput } from './recorded-output.js';

const folder = mkdtempSync(path.join(tmpdir(), 'captures-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function estimate(csv: string): Promise<{ exitCode: number; out: string; err: string }> {
  const file = path.join(folder, 'captures.csv');
  writeFileSync(file, csv);
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.reject(new Error('opened')),
  });
  const exitCode = await runProgram(['statistics', 'estimate', '--captures', file], operator);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

describe('statistics estimate', () => {
  it.each([
    ['', 1, 'header_mismatch'],
    ['A,B,number\n1,0,4', 1, 'header_mismatch'],
    ['A,A,count\n1,0,4', 1, 'header_mismatch'],
    ['A,B,C,D,E,F,G,count\n', 1, 'too_many_lists'],
    ['A,B,count\n1,0,4\n1,5', 3, 'row_ragged'],
    ['A,B,count\n1,2,4', 2, 'pattern_not_0_1'],
    ['"A","B,count\n1,0,4', 1, 'row_malformed_quote'],
    ['A,B,count\n1,0,4\n1,"0"x,4', 3, 'row_malformed_quote'],
    ['A,B,count\n"1","2",4', 2, 'pattern_not_0_1'],
    ['A,B,count\n"1,0",4', 2, 'row_ragged'],
    ['A,B,count\n1,0,-4', 2, 'count_not_whole'],
    ['A,B,count\n1,0,4.5', 2, 'count_not_whole'],
    ['A,B,count\n0,0,4', 2, 'pattern_unseen'],
    ['A,B,count\n1,0,4\n0,1,3\n1,0,4', 4, 'pattern_twice'],
    ['A,B,count\n1,0,0\n', 3, 'nobody_documented'],
  ])('refuses %j at line %i with %s', async (csv, line, code) => {
    const { exitCode, out, err } = await estimate(csv);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(`/lines/${line}: ${code}, `);
  });

  it('refuses a row of millions of cells by its length', async () => {
    const { exitCode, err } = await estimate(`A,B,count\n${','.repeat(5_000_000)}`);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('/lines/2: row_too_long, ')]);
  });

  it('reads names and numbers in quotes, as statistics programs write them', async () => {
    const plain = await estimate('A,B,count\n1,0,40\n0,1,30\n1,1,20\n');
    const quoted = await estimate('"A ""North""","B, South","count"\n"1","0",40\n"0","1",30\n"1","1","20"\n');
    expect(JSON.parse(plain.out)).toMatchObject({ documented: 90, refused: null });
    expect(quoted).toEqual(plain);
  });

  it('ends with 3 and the documented count where there is no estimate', async () => {
    const { exitCode, out } = await estimate('A,B,count\n1,0,40\n0,1,30\n');
    expect(exitCode).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ documented: 70, chaoLowerBound: null, refused: { reason: 'no_mle' } });
  });

  it('answers several numbers and never one alone', async () => {
    const { exitCode, out } = await estimate(
      'A,B,C,count\r\n1,0,0,60\r\n0,1,0,40\r\n1,1,0,20\r\n0,0,1,50\r\n1,0,1,12\r\n0,1,1,15\r\n1,1,1,6\r\n',
    );
    expect(exitCode).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      'documented',
      'chaoLowerBound',
      'models',
      'selected',
      'bootstrapInterval',
      'spread',
      'refused',
      'warnings',
    ]);
  });
});
