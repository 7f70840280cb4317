// The frame of the commands: usage, failures, exit codes, and what is opened and closed when.

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Command } from 'commander';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listenForInterruption } from '../../src/cli/interruption.js';
import { isLive } from '../../src/cli/live-server.js';
import { Operator, type OperatorPlatform } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { EnvironmentError, readEnvironment, refuseFolderWithoutRegistry } from '../../src/configuration/environment.js';
import { DomainError, invalidField } from '../../src/domain/domain-error.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

interface Run extends RecordedOutput {
  readonly exitCode: number;
}

async function run(words: string[], work: () => Promise<number>, open?: () => Promise<never>): Promise<Run> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: open ?? (() => Promise.reject(new Error('nothing to open'))),
  });
  const trial = (program: Command, platform: OperatorPlatform): void => {
    program.command('offline').action(() => platform.offline(work));
    program.command('read').action(() => platform.read(work));
    program
      .command('write')
      .argument('<file>')
      .action(() => platform.write(work));
  };
  return { exitCode: await runProgram(words, operator, [trial]), ...recorded };
}

const fine = (): Promise<number> => Promise.resolve(0);

describe('the frame of the commands', () => {
  it.each([[['no-such-command']], [['write']], [['offline', '--what']], [['offline', 'more']], [['read', '--as']]])(
    'answers %j with exit code 2 and says why on standard error',
    async (words) => {
      const { exitCode, out, err } = await run(words, fine);
      expect(exitCode).toBe(2);
      expect(out()).toBe('');
      expect(err()).toMatch(/^error: .+\n.*--help/s);
    },
  );

  it('answers --help on standard output', async () => {
    const { exitCode, out } = await run(['--help'], fine);
    expect(exitCode).toBe(0);
    expect(out()).toMatch(/^Usage: whereabouts .*offline.*read.*write/s);
  });

  it('tells a refusal as its code and its message, with the fields at fault', async () => {
    const refused = await run(['offline'], () => Promise.reject(new DomainError('conflict', 'It is so.')));
    expect([refused.exitCode, refused.err()]).toEqual([1, 'conflict: It is so.\n']);
    const field = await run(['offline'], () => Promise.reject(invalidField('/limit', 'a number')));
    expect(field.err()).toMatch(/^invalid_field: .+\n {2}\/limit: invalid_field, a number\n$/);
  });

  it('repeats nothing of a foreign error’s message', async () => {
    const { exitCode, err } = await run(['offline'], () => Promise.resolve(JSON.parse('Canary Name') as number));
    expect(exitCode).toBe(1);
    expect(err()).toMatch(/^internal: SyntaxError/);
    expect(err()).not.toContain('Canary');
  });

  it('answers with the exit code that the command gives', async () => {
    expect((await run(['offline'], () => Promise.resolve(3))).exitCode).toBe(3);
  });

  it('opens nothing for a command that works on files', async () => {
    const open = jest.fn(() => Promise.reject(new Error('opened')));
    expect((await run(['offline'], fine, open)).exitCode).toBe(0);
    expect(open).not.toHaveBeenCalled();
  });

  it('says what to do when the registry cannot be opened', async () => {
    const failed = await run(['read'], fine, () => Promise.reject(new Error('The port is taken.')));
    expect([failed.exitCode, failed.err()]).toEqual([1, 'unavailable: The port is taken.\n']);
    const wrong = await run(['read'], fine, () => Promise.reject(new EnvironmentError('PORT must be a number.')));
    expect([wrong.exitCode, wrong.err()]).toEqual([2, 'environment: PORT must be a number.\n']);
  });
});

describe('an interruption', () => {
  it('is told once and aborts; the echo of npm is no second one, a later one ends the process at once', () => {
    let told = 0;
    const exits: number[] = [];
    const interruption = listenForInterruption(
      () => (told += 1),
      (code) => exits.push(code),
    );
    expect([interruption.exitCode, interruption.signal.aborted]).toEqual([null, false]);
    process.emit('SIGINT');
    expect([interruption.exitCode, interruption.signal.aborted, told]).toEqual([130, true, 1]);
    expect(exits).toEqual([]);
    const clock = jest.spyOn(performance, 'now');
    const moment = performance.now();
    clock.mockReturnValue(moment + 500);
    process.emit('SIGINT');
    expect(exits).toEqual([]);
    clock.mockReturnValue(moment + 2_000);
    process.emit('SIGINT');
    clock.mockRestore();
    expect([told, exits]).toEqual([1, [130]]);
    interruption.stopListening();
    expect(process.listenerCount('SIGINT')).toBe(0);
  });
});

describe('the output of a command', () => {
  it('draws progress on a terminal only, and wipes it before anything else', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const terminal = recordedOutput(true);
      const file = recordedOutput();
      for (const moment of [100, 600, 900, 1_200]) {
        clock.mockReturnValue(moment);
        terminal.output.progress(() => `at ${moment}`);
        file.output.progress(() => `at ${moment}`);
      }
      terminal.output.answer({}, 'done');
      expect(terminal.err()).toBe('\r\u001b[Kat 600\r\u001b[Kat 1200\r\u001b[K');
      expect(terminal.out()).toBe('done\n');
      expect(file.err()).toBe('');
      clock.mockReturnValue(10_001);
      file.output.progress(() => 'late');
      expect(file.err()).toBe('late\n');
    } finally {
      clock.mockRestore();
    }
  });
});

describe('whether an embedded server runs', () => {
  const folders: string[] = [];
  const folderWith = (content: string): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'live-server-'));
    folders.push(folder);
    writeFileSync(path.join(folder, 'server.json'), content);
    return folder;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it.each(['', '{', 'null', '{"pid": null}', '{"pid": -1}', '{"pid": "1"}', `{"pid": 4194305}`])(
    'is no from %p',
    (content) => {
      expect(isLive(folderWith(content))).toBe(false);
    },
  );

  it('is no where there is no file, and where the pid is another program’s by now', () => {
    expect(isLive('/nonexistent')).toBe(false);
    const ours = JSON.stringify({ pid: process.pid });
    expect(isLive(folderWith(ours))).toBe(process.platform !== 'linux');
  });
});

describe('a data folder without a registry', () => {
  const before = process.env['DATA_DIR'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'no-registry-'));
    process.env['DATA_DIR'] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env['DATA_DIR'];
    else process.env['DATA_DIR'] = before;
  });

  it.each([['verify'], ['change']])(
    'is refused by a command that would %s, and nothing is made in it',
    async (what) => {
      const { output, err } = recordedOutput();
      const operator = new Operator({ output, interrupted: new AbortController().signal });
      const work = jest.fn(fine);
      const trial = (program: Command, platform: OperatorPlatform): void => {
        program.command('verify').action(() => platform.read(work));
        program.command('change').action(() => platform.write(work));
      };
      expect(await runProgram([what], operator, [trial])).toBe(2);
      expect(err()).toBe(
        `environment: There is no registry in ${folder}. Name its folder by DATA_DIR, or make a registry there with npm start.\n`,
      );
      expect(work).not.toHaveBeenCalled();
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('is none where a cluster was put back alone, or where the server is another', () => {
    mkdirSync(path.join(folder, 'postgres'));
    const check = (source: NodeJS.ProcessEnv): void => {
      refuseFolderWithoutRegistry(readEnvironment(source));
    };
    expect(() => {
      check({ DATA_DIR: folder });
    }).not.toThrow();
    expect(() => {
      check({ DATA_DIR: '/nonexistent', DATABASE_URL: 'postgresql://w:w@db.example/w' });
    }).not.toThrow();
    expect(() => {
      check({ DATA_DIR: '/nonexistent' });
    }).toThrow(EnvironmentError);
  });
});
