// `audit verify`, as an operator runs it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { auditCommands } from '../../src/cli/audit/audit-commands.js';
import { Operator, type OperatorPlatform } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { AuditLog, worker } from '../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

interface Run extends RecordedOutput {
  readonly exitCode: number;
}

describe('audit verify', () => {
  let service: TestApplication;
  let log: AuditLog;
  let closed = 0;

  beforeAll(async () => {
    service = await startTestApplication({ doors: [] });
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
  });
  beforeEach(() => {
    closed = 0;
  });
  afterAll(async () => {
    await log.disconnect();
    await service.stop();
  });

  async function run(...words: string[]): Promise<Run> {
    return interrupted(new AbortController().signal, ...words);
  }

  async function interrupted(signal: AbortSignal, ...words: string[]): Promise<Run> {
    const recorded = recordedOutput();
    const operator = new Operator({
      output: recorded.output,
      interrupted: signal,
      open: () => Promise.resolve({ ...service.platform, close: () => Promise.resolve(void (closed += 1)) }),
    });
    const writing = (program: Command, platform: OperatorPlatform): void => {
      program.command('note').action(() =>
        platform.write(async (session) => {
          await log.write(3, worker('operator'));
          return (await session.actor()).userId === '' ? 1 : 0;
        }),
      );
    };
    return { exitCode: await runProgram(words, operator, [auditCommands, writing]), ...recorded };
  }

  it('refuses a head that is none', async () => {
    const { exitCode, err } = await run('audit', 'verify', '--head', '3:abc');
    expect(exitCode).toBe(2);
    expect(err()).toContain('<sequence>:<64 hexadecimal digits>');
    expect(closed).toBe(0);
  });

  it('seals what a writing command wrote, also when that fails, and closes the registry', async () => {
    const { exitCode, err } = await run('note');
    expect([exitCode, err()]).toEqual([1, 'conflict: Say who acts: --as <username>.\n']);
    expect(await log.verify()).toMatchObject({ unsealed: 0, chain: { checked: 3 } });
    const unknown = await run('note', '--as', 'nobody');
    expect([unknown.exitCode, unknown.err().split(':')[0]]).toEqual([1, 'not_found']);
    expect(closed).toBe(2);
  });

  it('acts as the user named by --as, before or after the command', async () => {
    const { username } = await service.seedUser({ roles: ['coordinator'] });
    expect((await run('note', '--as', username)).exitCode).toBe(0);
    expect((await run('--as', username, 'note')).exitCode).toBe(0);
  });

  it('tells the number checked, the head and what is unsealed', async () => {
    await log.write(2);
    const { exitCode, out } = await run('audit', 'verify');
    expect(exitCode).toBe(0);
    expect(out()).toMatch(
      /^Checked 12 entries; the chain holds\.\nHead 12:[0-9a-f]{64}\nTree of 12 leaves, 0 signed checkpoints\.\nUnsealed 2, of which 0 wait /,
    );
    service.clock.advance(11_000);
    expect((await run('audit', 'verify')).out()).toMatch(/of which 2 wait for longer than 10 s\.\n {2}waiting /);
    await log.seal();
  });

  it('ends at an interruption, without a word, and closes the registry', async () => {
    const { exitCode, out, err } = await interrupted(AbortSignal.abort(), 'audit', 'verify');
    expect([exitCode, out(), err()]).toEqual([130, '', '']);
    expect(closed).toBe(1);
  });

  it('answers in JSON when asked to', async () => {
    const { out } = await run('audit', 'verify', '--json');
    expect(JSON.parse(out())).toMatchObject({ ok: true, checked: 14, firstFault: null, unsealed: 0, vanished: [] });
  });

  it('holds the log to a head noted earlier, names the first fault and exits with 1', async () => {
    const head = /Head (\S+)/.exec((await run('audit', 'verify')).out())?.[1] ?? '';
    const kept = await run('audit', 'verify', '--head', head);
    expect([kept.exitCode, kept.out()]).toEqual([
      0,
      expect.stringContaining('leads through the head noted at number 14'),
    ]);

    const cut = await log.entryAt(14);
    await log.tamper('DELETE FROM registry.audit_seal WHERE sequence = 14');
    const stranded = await run('audit', 'verify');
    expect(stranded.exitCode).toBe(1);
    expect(stranded.out()).toContain('FAULT 1 entries stand beside the log');
    expect(stranded.out()).toContain(`stranded ${cut}`);

    await log.tamper('DELETE FROM registry.audit_entry WHERE id = $1', [cut]);
    expect((await run('audit', 'verify')).out()).toContain('FAULT node_beside at number 14');
    await log.tamper('DELETE FROM registry.audit_tree WHERE sequence = 14');
    expect((await run('audit', 'verify')).exitCode).toBe(0);
    const rolledBack = await run('audit', 'verify', '--head', head);
    expect([rolledBack.exitCode, rolledBack.out()]).toEqual([
      1,
      expect.stringContaining('FAULT rolled_back at number 14'),
    ]);

    const altered = await log.entryAt(5);
    await log.tamper(`UPDATE registry.audit_entry SET username = 'x' WHERE id = $1`, [altered]);
    const fault = await run('audit', 'verify');
    expect(fault.exitCode).toBe(1);
    expect(fault.out()).toContain(
      `FAULT altered at number 5: the entry of this number is not what was sealed (entry ${altered}`,
    );
    const json = JSON.parse((await run('audit', 'verify', '--json')).out()) as object;
    expect(json).toMatchObject({
      ok: false,
      checked: 4,
      firstFault: { sequence: 5, kind: 'altered', entryId: altered },
    });
  });
});
