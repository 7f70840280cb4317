// The folder of a witness: damage, two witnesses at once, and a kill at any moment.

import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WitnessFolder } from '../../src/cli/audit/witness-folder.js';
import { AuditLog } from '../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { runCommand, type CommandEnd } from './run-command.js';

/** Accepts one made-up checkpoint after the other, as fast as it can, until it is killed. */
const ACCEPTING = `
  const { WitnessFolder } = await import(process.argv[1]);
  const folder = await WitnessFolder.open(process.argv[2]);
  await folder.key(() => Promise.resolve({ name: 'w', privateKey: 'k'.repeat(2000) }));
  for (;;) {
    const before = await folder.state();
    const number = before.number + 1;
    await folder.keep(before, { key: String(number), note: String(number).padEnd(9000, '.') });
  }`;

describe('the folder of a witness', () => {
  let service: TestApplication;
  let log: AuditLog;
  let work: string;
  let token: string;
  let own: string;
  let count = 0;

  beforeAll(async () => {
    service = await startTestApplication();
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    work = await mkdtemp(path.join(tmpdir(), 'witness-folder-'));
    token = path.join(work, 'token');
    await writeFile(token, await (await service.seedUser({ roles: ['auditor'] })).token());
    await log.write(5);
    await log.checkpoint();
  });
  beforeEach(() => {
    own = path.join(work, String((count += 1)));
  });
  afterAll(async () => {
    await rm(work, { recursive: true });
    await log.disconnect();
    await service.stop();
  });

  const witness = (from = service.url, ...options: string[]): Promise<CommandEnd> =>
    runCommand(service.platform, 'audit', 'witness', from, own, '--token-file', token, ...options);

  it('takes no damaged folder for a new one', async () => {
    await witness();
    const state = path.join(own, 'state-000000000001.json');
    const whole = await readFile(state, 'utf8');
    for (const text of ['', '{}', whole.slice(0, 40), whole.replace(/— whereabouts\/witness.*?\\n/, '')]) {
      await writeFile(state, text);
      expect(await witness()).toMatchObject({ exitCode: 1, err: expect.stringContaining('damaged') });
    }
    await writeFile(state, whole);
    expect((await witness()).exitCode).toBe(0);
    const key = path.join(own, 'witness-key.json');
    const pem = String(generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const text of ['', JSON.stringify({ name: 'x', privateKey: pem })]) {
      await writeFile(key, text);
      expect(await witness()).toMatchObject({ exitCode: 1, err: expect.stringContaining('damaged') });
    }
    await rm(key);
    expect(await witness()).toMatchObject({ exitCode: 1, err: expect.stringContaining('missing or damaged') });
  });

  it('says so when another witness of the folder was faster', async () => {
    await witness();
    const ends = await Promise.all(Array.from({ length: 6 }, () => witness(service.url, '--json')));
    const codes = ends.map(({ exitCode }) => exitCode);
    expect(new Set(codes)).toEqual(new Set([0, 10]));
    const states = (await readdir(own)).filter((name) => name.startsWith('state-'));
    expect(states).toHaveLength(1 + codes.filter((code) => code === 0).length);
    expect((await readdir(own)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('holds the old state or the new one, whole, after a kill at any moment', async () => {
    const module = path.resolve('dist/src/cli/audit/witness-folder.js');
    let last = 0;
    const newest = async (): Promise<number> =>
      Math.max(0, ...(await readdir(own)).map((name) => Number(/^state-(\d+)\.json$/.exec(name)?.[1] ?? 0)));
    for (let killed = 0; killed < 12; killed += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', ACCEPTING, module, own], {
        stdio: 'inherit',
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The first is killed while it makes its key, the others at one moment or another after they have begun to accept, however slowly they start.
      if (killed === 0) while ((await readdir(own).catch(() => [])).length === 0) await sleep(1);
      else {
        while ((await newest()) <= last) await sleep(1);
        await sleep(killed * 7);
      }
      child.kill('SIGKILL');
      await ended;
      if ((await readdir(own)).every((name) => name.endsWith('.part'))) continue;
      const folder = await WitnessFolder.open(own);
      expect(await folder.key(() => Promise.reject(new Error('the key is gone')))).toMatchObject({ name: 'w' });
      const { number, kept } = await folder.state();
      expect(number).toBeGreaterThanOrEqual(last);
      if (number > 0) expect(kept).toEqual({ key: String(number), note: String(number).padEnd(9000, '.') });
      last = number;
    }
    expect(last).toBeGreaterThan(20);
  });
});
