// `keys`, as an operator runs it: what each command says and answers, who is noted, and that nothing said or noted holds a key.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { keyCommands } from '../../src/cli/keys/key-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import type { Platform } from '../../src/platform.js';
import { KeyProblem } from '../../src/vault/key-problem.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { KeyWorld, type KeyProcess } from '../usecases/keys/key-world.js';
import { recordedOutput } from './recorded-output.js';

let service: TestApplication;
let world: KeyWorld;
let process: KeyProcess;
const said: string[] = [];
const secrets = new Set<string>();

beforeAll(async () => {
  service = await startTestApplication({ doors: [] });
  world = await KeyWorld.open();
});
beforeEach(async () => {
  await world.clear();
  process = await world.begin();
});
afterAll(async () => {
  await service.stop();
  await world.stop();
});

/** Every command begins with the keys of the file as they are then. The log is that of the service's registry. */
async function run(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput();
  const begun = await world.begin();
  const { vault, vaultKeys } = begun;
  const platform: Platform = { ...service.platform, vault, vaultKeys, close: () => begun.end() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(words, operator, [keyCommands]);
  said.push(recorded.out(), recorded.err());
  for (const [key] of readFileSync(world.file, 'utf8').matchAll(/[A-Za-z0-9+/]{43}=/g)) secrets.add(key);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

async function noted(): Promise<{ action: string; via: string; username: string; details: object }[]> {
  const { owner } = service.database.urls;
  const client = new Client({ connectionString: owner });
  await client.connect();
  const found = await client.query<{ action: string; via: string; username: string; details: object }>(
    `SELECT action, via, username, details FROM registry.audit_entry WHERE subject_kind = 'keys' ORDER BY id`,
  );
  await client.end();
  return found.rows;
}

describe('keys', () => {
  it('leads from one version to the next, and is noted step by step', async () => {
    await world.register(process, 5);
    expect(await run('keys', 'status')).toMatchObject({
      exitCode: 0,
      out: 'Keys of the key file:\n1\tin use\t5 people\tcurrent\nBlind index keys:\n1\tin use\t5 people\tcurrent\n',
    });
    expect((await run('keys', 'add')).out).toContain('Version 2 is in the key file and is the current one.');
    const refused = await run('keys', 'retire', '1');
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringMatching(/^key_in_use: 5 people/)]);
    expect((await run('keys', 'rotate')).out).toBe(
      'Sealed 5 people anew under version 2; 0 are left under older ones.\nkeys status tells which versions may be retired.\n',
    );
    expect((await run('keys', 'status')).out).toBe(
      'Keys of the key file:\n1\tclosed\t0 people\tmay be retired\n2\tin use\t5 people\tcurrent\nBlind index keys:\n1\tin use\t5 people\tcurrent\n',
    );
    expect((await run('keys', 'retire', '1')).out).toContain('Version 1 is retired and no longer in the key file.');
    expect((await run('keys', 'verify', '--all')).out).toBe('Tried the data keys of 5 of 5 people; 0 do not open.\n');
    expect(JSON.parse((await run('keys', 'status', '--json')).out)).toEqual({
      origin: 'file',
      current: 2,
      versions: [
        { version: 1, state: 'retired', held: false, current: false, people: 0, mayBeRetired: false },
        { version: 2, state: 'in_use', held: true, current: true, people: 5, mayBeRetired: false },
      ],
      index: {
        current: 1,
        versions: [{ version: 1, state: 'in_use', held: true, current: true, people: 5, mayBeRetired: false }],
      },
    });
    const entries = await noted();
    expect(entries.every(({ via, username }) => via === 'operator' && username === 'service')).toBe(true);
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['keys_read', { versions: 1 }],
      ['key_version_added', { step: 'begun' }],
      ['key_version_added', { step: 'done', version: 2 }],
      ['key_version_retired', { step: 'begun', version: 1 }],
      ['key_version_retired', { step: 'failed', version: 1, code: 'key_in_use' }],
      ['keys_rotated', { step: 'begun', version: 2 }],
      ['keys_rotated', { step: 'done', version: 2, renewed: 5, broken: 0, left: 0, outcome: 'finished' }],
      ['keys_read', { versions: 2 }],
      ['key_version_retired', { step: 'begun', version: 1 }],
      ['key_version_retired', { step: 'done', version: 1, removed: true }],
      ['keys_verified', { all: true, checked: 5, broken: 0, outcome: 'finished' }],
      ['keys_read', { versions: 2 }],
    ]);
  });

  it('of the blind index leads from one version to the next, and is noted step by step', async () => {
    await world.register(process, 5);
    const before = (await noted()).length;
    expect((await run('keys', 'add-index')).out).toContain('Version 2 of the blind index key is in the key file');
    const refused = await run('keys', 'retire-index', '1');
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringMatching(/^key_in_use: 5 people are found/)]);
    expect(await run('keys', 'rotate-index')).toMatchObject({
      exitCode: 0,
      out: 'Made the search codes of 5 people anew under version 2; 0 are left with older ones.\nkeys status tells which versions may be retired.\n',
    });
    expect((await run('keys', 'status')).out).toBe(
      'Keys of the key file:\n1\tin use\t5 people\tcurrent\nBlind index keys:\n1\tclosed\t0 people\tmay be retired\n2\tin use\t5 people\tcurrent\n',
    );
    expect((await run('keys', 'retire-index', '1')).out).toContain('retired and no longer in the key file.');
    expect(world.fileIndexVersions()).toEqual([2]);
    expect((await noted()).slice(before).map(({ action, details }) => [action, details])).toEqual([
      ['index_key_version_added', { step: 'begun' }],
      ['index_key_version_added', { step: 'done', version: 2 }],
      ['index_key_version_retired', { step: 'begun', version: 1 }],
      ['index_key_version_retired', { step: 'failed', version: 1, code: 'key_in_use' }],
      ['index_key_rotated', { step: 'begun', version: 2 }],
      ['index_key_rotated', { step: 'done', version: 2, renewed: 5, broken: 0, left: 0, outcome: 'finished' }],
      ['keys_read', { versions: 1 }],
      ['index_key_version_retired', { step: 'begun', version: 1 }],
      ['index_key_version_retired', { step: 'done', version: 1, removed: true }],
    ]);
  });

  it('is noted as the user who is named, and refused to who is no administrator', async () => {
    const administrator = await service.seedUser({ roles: ['administrator'] });
    const liaison = await service.seedUser({ roles: ['liaison', 'coordinator'] });
    expect((await run('keys', 'add', '--as', administrator.username)).exitCode).toBe(0);
    expect((await noted()).at(-1)).toMatchObject({ via: 'operator', username: administrator.username });
    const refused = await run('keys', 'add', '--as', liaison.username);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringMatching(/^forbidden: /)]);
    expect(world.fileVersions()).toEqual([1, 2]);
    for (const words of [['add-index'], ['rotate-index'], ['retire-index', '1']]) {
      const { exitCode, err } = await run('keys', ...words, '--as', liaison.username);
      expect([exitCode, err]).toEqual([1, expect.stringMatching(/^forbidden: /)]);
    }
    expect(world.fileIndexVersions()).toEqual([1]);
  });

  it('says by its exit code and a count that some people do not open', async () => {
    const personIds = await world.register(process, 4);
    await world.owner.query(`UPDATE vault.person_key SET wrapped_key = 'x' WHERE person_id = $1`, [personIds[2]]);
    for (const words of [
      ['keys', 'verify'],
      ['keys', 'verify', '--all'],
    ]) {
      const { exitCode, out } = await run(...words);
      expect([exitCode, out]).toEqual([1, 'Tried the data keys of 4 of 4 people; 1 do not open.\n']);
    }
    await run('keys', 'add');
    const rotated = await run('keys', 'rotate');
    expect([rotated.exitCode, rotated.out]).toEqual([1, expect.stringContaining('of 1 people do not open')]);
    for (const text of said) expect(text).not.toContain(personIds[2]);
  });

  it('tells what is missing for a key service', async () => {
    for (const words of [
      ['keys', 'seal-to-kms'],
      ['keys', 'rewrap-kms'],
    ]) {
      const { exitCode, err } = await run(...words);
      expect([exitCode, err]).toEqual([1, expect.stringMatching(/^kms_not_set: .*KEY_KMS_URL/)]);
    }
  });

  it('tells by its code why the keys cannot be opened', async () => {
    const recorded = recordedOutput();
    const operator = new Operator({
      output: recorded.output,
      interrupted: new AbortController().signal,
      open: () => Promise.reject(new KeyProblem('kms_unreachable', 'The key service cannot be reached.')),
    });
    expect(await runProgram(['keys', 'status'], operator, [keyCommands])).toBe(1);
    expect(recorded.err()).toBe('kms_unreachable: The key service cannot be reached.\n');
  });

  it.each([['0'], ['-1'], ['two'], ['1e3'], ['9999999']])('takes %s for no version', async (version) => {
    expect((await run('keys', 'retire', version)).exitCode).toBe(2);
    expect((await run('keys', 'retire-index', version)).exitCode).toBe(2);
  });

  it('shows no key to anybody', async () => {
    await run('keys', 'add');
    await run('keys', 'add-index');
    await run('keys', 'rotate-index');
    expect(secrets.size).toBeGreaterThan(5);
    const shown = `${said.join('\n')}${JSON.stringify(await noted())}${service.logged()}`;
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});
