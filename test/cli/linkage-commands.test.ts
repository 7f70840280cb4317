// `linkage secret|encode|match`: refusals first, then two lists that meet without a name in them.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkageCommands } from '../../src/cli/linkage/linkage-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { recordedOutput } from './recorded-output.js';

let folder = '';
const at = (file: string): string => path.join(folder, file);
const written = (file: string): string => readFileSync(at(file), 'utf8');
const rowsOf = (file: string): string[][] =>
  written(file)
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(','));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linkage-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(
  words: readonly string[],
  signal = new AbortController().signal,
): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: signal,
    open: () => Promise.reject(new Error('no registry may be opened')),
  });
  const exitCode = await runProgram(['linkage', ...words], operator, [linkageCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

const HEADER = 'id,name,birthDate,sex\n';
const OURS = `${HEADER}case-1,Aram Petrosyan,1990,male\ncase-2,Nune Sargsyan,1984-03-01,female\ncase-3,Vardan Galstyan,1971,male\n`;
const THEIRS = `${HEADER}7,Петросян Арам,1991,male\n8,Ибрагимов Эльчин,1988,male\n9,Саргсян Нуне,1984,female\n`;

function draw(name = 'secret'): ReturnType<typeof run> {
  return run(['secret', '--out', at(name)]);
}

function encode(list: string, records: string, secret = 'secret', signal?: AbortSignal): ReturnType<typeof run> {
  writeFileSync(at(`${list}.csv`), records);
  const files = ['--records', at(`${list}.csv`), '--secret', at(secret), '--out', at(`${list}.enc`)];
  return run(['encode', ...files, '--references', at(`${list}.ref`)], signal);
}

const match = (one = 'ours.enc', other = 'theirs.enc', signal?: AbortSignal): ReturnType<typeof run> =>
  run(['match', '--one', at(one), '--other', at(other), '--out', at('pairs.csv')], signal);

describe('linkage secret', () => {
  it('never takes the place of a file', async () => {
    writeFileSync(at('secret'), 'before');
    const { exitCode, err } = await draw();
    expect([exitCode, err]).toEqual([1, expect.stringContaining('there is a file of that name')]);
    expect(written('secret')).toBe('before');
    expect((await run(['secret', '--out', at('none/secret')])).err).toContain('ENOENT');
  });

  it('is another one each time, for its owner alone', async () => {
    expect((await draw()).exitCode).toBe(0);
    expect((await draw('second')).exitCode).toBe(0);
    expect(written('secret')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(written('secret')).not.toBe(written('second'));
    expect(statSync(at('secret')).mode & 0o777).toBe(0o600);
  });
});

describe('linkage encode', () => {
  it('refuses a secret that is missing, open to others or none, and writes nothing', async () => {
    expect((await encode('ours', OURS)).err).toBe('import_file_refused: There is no such file.\n');
    await draw();
    chmodSync(at('secret'), 0o644);
    expect((await encode('ours', OURS)).err).toContain('chmod 600');
    writeFileSync(at('guess'), 'password', { mode: 0o600 });
    const { exitCode, err } = await encode('ours', OURS, 'guess');
    expect([exitCode, err]).toEqual([1, expect.stringContaining('64 hexadecimal digits')]);
    expect(err).not.toContain('password');
    expect(readdirSync(folder).sort()).toEqual(['guess', 'ours.csv', 'secret']);
  });

  it('refuses records at fault by their lines, and one file for what is given away and what stays', async () => {
    await draw();
    const { exitCode, err } = await encode('ours', `${HEADER}1,Zabelin A,12.05.1990,male\n1,Zabelin B,,\n`);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('/lines/3: id_twice')]);
    expect(err).not.toContain('Zabelin');
    const one = ['--records', at('ours.csv'), '--secret', at('secret'), '--out', at('x'), '--references', at('./x')];
    expect(await run(['encode', ...one])).toMatchObject({ exitCode: 1, err: expect.stringContaining('two files') });
    expect(readdirSync(folder).sort()).toEqual(['ours.csv', 'secret']);
  });

  it('writes nothing when it is interrupted', async () => {
    await draw();
    expect((await encode('ours', OURS, 'secret', AbortSignal.abort())).exitCode).toBe(130);
    expect(readdirSync(folder).sort()).toEqual(['ours.csv', 'secret']);
  });

  it('gives away neither names, ids nor their order, and keeps which reference is which', async () => {
    await draw();
    const { exitCode, out, err } = await encode('ours', `${OURS}case-4,?,,\ncase-5,Sona Galstyan,,\n`);
    expect([exitCode, out]).toEqual([0, 'Encoded 4 records.\n']);
    expect(err).toBe(
      '1 records hold a name without a letter and are left out.\n1 records have no birth date; they will be found less often.\n',
    );
    expect(written('ours.enc')).not.toMatch(/case|Petrosyan|1990/);
    for (const file of ['ours.enc', 'ours.ref']) expect(statSync(at(file)).mode & 0o777).toBe(0o600);
    const given = rowsOf('ours.enc').map(([reference]) => reference);
    expect(given).toEqual([...given].sort());
    expect(rowsOf('ours.ref').map(([reference]) => reference)).toEqual(given);
    expect(
      rowsOf('ours.ref')
        .map(([, id]) => id)
        .sort(),
    ).toEqual(['case-1', 'case-2', 'case-3', 'case-5']);
  });

  it('encodes a record again as it was, and otherwise under another secret', async () => {
    await draw();
    await draw('second');
    const bitsOf = async (secret: string): Promise<string[]> => {
      await encode('ours', OURS, secret);
      return rowsOf('ours.enc')
        .map(([, encoding]) => encoding ?? '')
        .sort();
    };
    const first = await bitsOf('secret');
    expect(await bitsOf('secret')).toEqual(first);
    const others = await bitsOf('second');
    expect(others.filter((encoding) => first.includes(encoding))).toEqual([]);
  });
});

describe('linkage match', () => {
  it('refuses lists of two secrets, and what is no encoded list, by lines', async () => {
    await draw();
    await draw('second');
    await encode('ours', OURS);
    await encode('theirs', THEIRS, 'second');
    expect((await match()).err).toContain('encodings_of_several');
    const [head, first, second] = written('ours.enc').split('\r\n');
    const [reference = ''] = (first ?? '').split(',');
    writeFileSync(at('theirs.enc'), [head, first, first, `${reference.slice(1)},x`, ''].join('\r\n'));
    const { exitCode, err } = await match();
    expect(exitCode).toBe(1);
    for (const told of ['/lines/3: reference_twice', '/lines/4: reference,', '/lines/4: encoding'])
      expect(err).toContain(told);
    writeFileSync(at('theirs.enc'), 'reference\r\n1\r\n');
    expect((await match()).err).toContain('encoding is missing');
    const { 1: ofOther } = written('ours.enc').split('\r\n');
    expect(second).not.toBe(ofOther);
    expect(existsSync(at('pairs.csv'))).toBe(false);
  });

  it('refuses a list that was put together from two', async () => {
    await draw();
    await draw('second');
    await encode('ours', OURS);
    await encode('theirs', THEIRS, 'second');
    writeFileSync(at('both.enc'), written('ours.enc') + written('theirs.enc').split('\r\n').slice(1).join('\r\n'));
    expect((await match('both.enc', 'ours.enc')).err).toContain('encodings_of_several');
  });

  it('finds the same people across scripts, orders and a year of birth, and nobody else', async () => {
    await draw();
    await encode('ours', OURS);
    await encode('theirs', THEIRS);
    const { exitCode, out } = await match();
    expect([exitCode, out]).toEqual([0, 'Compared 3 with 3 records: 2 same, 0 possible.\n']);
    const [ours, theirs] = ['ours.ref', 'theirs.ref'].map((file) => new Map(rowsOf(file) as [string, string][]));
    const people = rowsOf('pairs.csv').map(([a = '', b = '', , verdict]) => [ours?.get(a), theirs?.get(b), verdict]);
    expect(people.sort()).toEqual([
      ['case-1', '7', 'same'],
      ['case-2', '9', 'same'],
    ]);
  });

  it('leaves the earlier file when it is interrupted, and takes empty lists', async () => {
    await draw();
    await encode('ours', OURS);
    await encode('theirs', HEADER);
    writeFileSync(at('pairs.csv'), 'before');
    expect((await match('ours.enc', 'theirs.enc', AbortSignal.abort())).exitCode).toBe(130);
    expect(written('pairs.csv')).toBe('before');
    expect((await match()).out).toBe('Compared 3 with 0 records: 0 same, 0 possible.\n');
  });
});
