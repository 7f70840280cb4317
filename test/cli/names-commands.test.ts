// `names compare` and `names match`: refusals first, then what is written.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nameCommands } from '../../src/cli/names/name-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { recordedOutput } from './recorded-output.js';

let folder = '';
const at = (file: string): string => path.join(folder, file);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'names-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(
  words: string[],
  signal = new AbortController().signal,
): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: signal,
    open: () => Promise.reject(new Error('no registry may be opened')),
  });
  const exitCode = await runProgram(words, operator, [nameCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

const compare = (content: string | Uint8Array, ...more: string[]): ReturnType<typeof run> => {
  writeFileSync(at('in.tsv'), content);
  return run(['names', 'compare', '--pairs', at('in.tsv'), '--out', at('out.tsv'), ...more]);
};
const match = (content: string): ReturnType<typeof run> => {
  writeFileSync(at('in.csv'), content);
  return run(['names', 'match', '--records', at('in.csv'), '--out', at('pairs.csv')]);
};
const written = (file: string): string => readFileSync(at(file), 'utf8');

describe('names compare', () => {
  it('refuses lines that are no pairs by their numbers, and writes nothing', async () => {
    const { exitCode, out, err } = await compare('Zabelin A\tZabelin B\nZabelin C\nZabelin D\tE\tF\n');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain('line 2');
    expect(err).toContain('/lines/3: row_ragged, two names divided by one tab');
    expect(err).not.toContain('Zabelin');
    expect(readdirSync(folder)).toEqual(['in.tsv']);
  });

  it('refuses what is no UTF-8 text', async () => {
    const broken = await compare(Uint8Array.from([0x41, 0x09, 0x42, 0x0a, 0xc3, 0x28, 0x09, 0x41, 0x0a]));
    expect([broken.exitCode, broken.err]).toEqual([1, expect.stringContaining('/lines/2: row_not_utf8')]);
    const wide = await compare(Buffer.from('\ufeffA\tB\n', 'utf16le'));
    expect([wide.exitCode, wide.err]).toEqual([1, expect.stringContaining('file_encoding_unsupported')]);
    const packed = await compare(Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]));
    expect([packed.exitCode, packed.err]).toEqual([1, expect.stringContaining('file_compressed')]);
  });

  it('refuses files that are not there and places that cannot be written, without repeating a path', async () => {
    const missing = await run(['names', 'compare', '--pairs', at('Zabelin.tsv'), '--out', at('out.tsv')]);
    expect([missing.exitCode, missing.err]).toEqual([1, 'import_file_refused: There is no such file.\n']);
    writeFileSync(at('in.tsv'), 'A\tB\n');
    const nowhere = await run(['names', 'compare', '--pairs', at('in.tsv'), '--out', at('none/Zabelin.tsv')]);
    expect([nowhere.exitCode, nowhere.err]).toEqual([1, expect.stringContaining('ENOENT')]);
    expect(nowhere.err).not.toContain('Zabelin');
    expect((await run(['names', 'compare', '--pairs', at('in.tsv')])).exitCode).toBe(2);
  });

  it('leaves the earlier file when it is interrupted', async () => {
    writeFileSync(at('out.tsv'), 'before');
    writeFileSync(at('in.tsv'), 'Aram Petrosyan\tАрам Петросян\n');
    const stopped = AbortSignal.abort();
    const words = ['names', 'compare', '--pairs', at('in.tsv'), '--out', at('out.tsv')];
    expect((await run(words, stopped)).exitCode).toBe(130);
    expect(written('out.tsv')).toBe('before');
    expect(existsSync(at('out.tsv.part'))).toBe(false);
  });

  it('writes into a device and leaves it one, and replaces what a link leads to', async () => {
    writeFileSync(at('in.tsv'), 'Aram Petrosyan\tАрам Петросян\n');
    writeFileSync(at('target.tsv'), 'before');
    symlinkSync(at('target.tsv'), at('link.tsv'));
    symlinkSync('/dev/null', at('nowhere.tsv'));
    for (const out of ['link.tsv', 'nowhere.tsv'])
      expect((await run(['names', 'compare', '--pairs', at('in.tsv'), '--out', at(out)])).exitCode).toBe(0);
    expect(lstatSync(at('link.tsv')).isSymbolicLink()).toBe(true);
    expect(written('target.tsv')).toContain('\tsame\n');
    expect(lstatSync(at('nowhere.tsv')).isSymbolicLink()).toBe(true);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('does not write over what a run that was cut off has left, or over a file of somebody', async () => {
    writeFileSync(at('in.tsv'), 'Aram Petrosyan\tАрам Петросян\n');
    writeFileSync(at('out.tsv.part'), 'my own');
    const { exitCode, err } = await run(['names', 'compare', '--pairs', at('in.tsv'), '--out', at('out.tsv')]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('conflict: A file of that name with .part behind it')]);
    expect(written('out.tsv.part')).toBe('my own');
    expect(existsSync(at('out.tsv'))).toBe(false);
  });

  it('writes the pairs in their order with score and verdict, for its owner alone', async () => {
    const { exitCode, out } = await compare(
      'Aram Petrosyan\tАрам Петросян\nAram Petrosyan\tVahe Petrosyan\nA. Petrosyan\tAram Petrosyan\n',
    );
    expect(exitCode).toBe(0);
    expect(out).toBe('Compared 3 pairs: 1 same, 1 possible, 1 different.\n');
    const lines = written('out.tsv').split('\n');
    expect(lines.map((line) => line.replace(/\t[01]\.\d{3}\t/, '\t#\t'))).toEqual([
      'Aram Petrosyan\tАрам Петросян\t#\tsame',
      'Aram Petrosyan\tVahe Petrosyan\t#\tdifferent',
      'A. Petrosyan\tAram Petrosyan\t#\tpossible',
      '',
    ]);
    expect(statSync(at('out.tsv')).mode & 0o777).toBe(0o600);
  });

  it('says in JSON by which version of the rules', async () => {
    const { out } = await compare('Aram Petrosyan\tАрам Петросян\n', '--json');
    expect(JSON.parse(out)).toEqual({
      normalForm: 6,
      pairs: 1,
      verdicts: { same: 1, possible: 0, different: 0 },
      emptyLines: 0,
      withoutName: 0,
    });
  });

  it('takes a byte order mark, CRLF, no last line end and names with quotes as they are, and says what was unusual', async () => {
    const { exitCode, err } = await compare('\ufeffAram "A" Petrosyan\tАрам Петросян\r\n\r\n \n?\tАрам\r\n');
    expect(exitCode).toBe(0);
    expect(err).toBe('2 empty lines were passed over.\n1 lines hold a name without a letter, which is like no name.\n');
    expect(written('out.tsv').split('\n')[1]).toBe('?\tАрам\t0.000\tdifferent');
    expect((await compare('')).out).toContain('Compared 0 pairs');
    expect(written('out.tsv')).toBe('');
  });
});

describe('names match', () => {
  const HEADER = 'id,name,birthDate,sex\n';

  it('refuses a table without its columns and rows that cannot be read, by line', async () => {
    const columns = await match('id,name\n1,Zabelin A\n');
    expect([columns.exitCode, columns.err]).toEqual([1, expect.stringContaining('birthDate is missing')]);
    const { exitCode, err } = await match(
      `${HEADER}1,Zabelin A,12.05.1990,male\n2,Zabelin B,,man\n2,Zabelin C,,\n,Zabelin D,,\n5,"Zabelin\n`,
    );
    expect(exitCode).toBe(1);
    for (const told of [
      '/lines/2: birth_date',
      '/lines/3: sex',
      '/lines/4: id_twice',
      '/lines/5: id_missing',
      '/lines/6: row_malformed_quote',
    ]) {
      expect(err).toContain(told);
    }
    expect(err).not.toContain('Zabelin');
    expect(existsSync(at('pairs.csv'))).toBe(false);
  });

  it('refuses a folder', async () => {
    mkdirSync(at('folder'));
    const { exitCode, err } = await run(['names', 'match', '--records', at('folder'), '--out', at('pairs.csv')]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('This is a folder')]);
  });

  it('writes the pairs that are the same or possible, and no other', async () => {
    const { exitCode, out } = await match(
      `${HEADER}a,Aram Petrosyan,1990-05-04,male\nb,Vahe Petrosyan,1990-05-04,male\nc,Петросян Арам,1990,\nd,آرام پتروسیان,1990-08,male\ne,Aram Petrosyan,1950,male\n`,
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Matched 5 records, of which \d+ pairs were compared: 2 same, 1 possible\.\n$/);
    expect(
      written('pairs.csv')
        .split('\r\n')
        .map((line) => line.replace(/,0\.\d+,/, ',#,')),
    ).toEqual(['idA,idB,score,verdict', 'a,c,#,same', 'a,d,#,possible', 'c,d,#,same', '']);
  });

  it('answers a table without rows with a header alone', async () => {
    expect((await match(HEADER)).exitCode).toBe(0);
    expect(written('pairs.csv')).toBe('idA,idB,score,verdict\r\n');
  });
});
