// Commands on the keys killed at every statement that they send: everybody opens, a service starts, and the same command ends the work.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { runCount } from '../../support/run-count.js';
import type { KeyChildTask } from './key-child.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { KeyWorld, OPERATOR, type KeyProcess } from './key-world.js';
import { expectEverybodyToOpen } from './opened-people.js';

const PEOPLE = 1_050;
const NEVER = 1_000_000;
/** Moments of a command's life that a run looks at; a deep one looks at all. */
const MOMENTS = runCount(3, 1_000);

let world: KeyWorld;
let compiled: CompiledSources;
let personIds: string[];

beforeAll(async () => {
  world = await KeyWorld.open();
  compiled = compileSources(['src', 'migrations', 'test/usecases/keys/key-child.ts']);
  await begin();
});
afterAll(async () => {
  compiled.remove();
  await world.stop();
});

async function begin(): Promise<void> {
  personIds = await command((first) => world.register(first, PEOPLE));
  if (world.keyStoreFile !== null) await command((first) => world.registerAndErase(first));
}

async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

interface ChildEnd {
  readonly killed: boolean;
  /** Statements that it sent; null when it was killed. */
  readonly sent: number | null;
}

async function child(given: Pick<KeyChildTask, 'verb' | 'version' | 'killBefore'>): Promise<ChildEnd> {
  const { app, vault } = world.files.urls;
  const { file, keyStoreFile } = world;
  const task: KeyChildTask = { app, proof: TEST_PROOF.toString('hex'), vault, file, keyStoreFile, ...given };
  const script = compiled.fileOf('test/usecases/keys/key-child.ts');
  const started = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  started.stdout.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve, reject) => {
    started.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL')
        resolve({ killed: code === null, sent: code === null ? null : Number(said) });
      else reject(new Error(`the command failed with ${String(code)}`));
    });
  });
}

/** Evenly over the whole life, the first and the last statement among them. */
function momentsOf(sent: number): number[] {
  const count = Math.min(MOMENTS, sent);
  return [
    ...new Set(Array.from({ length: count }, (_, at) => 1 + Math.round((at * (sent - 1)) / Math.max(1, count - 1)))),
  ];
}

async function expectAllToOpen(): Promise<void> {
  await command(async ({ verify }) => {
    expect(await verify.execute(OPERATOR, { all: true })).toMatchObject({ checked: PEOPLE, broken: 0 });
  });
  await expectEverybodyToOpen(world);
}

const current = (): number => Math.max(...world.fileVersions());

/** Rotates to the current version and retires all others. */
async function settle(): Promise<void> {
  await command(async ({ rotate, retire }) => {
    await rotate.execute(OPERATOR, {});
    for (const version of world.fileVersions().filter((one) => one !== current()))
      await retire.execute(OPERATOR, version);
  });
}

/** Adds a version, kills the rotation to it, and has another one end the work; returns whether some were sealed anew by then and others not. */
async function killRotation(killBefore: number): Promise<boolean> {
  await settle();
  await command(({ add }) => add.execute(OPERATOR));
  expect((await child({ verb: 'rotate', version: 0, killBefore })).killed).toBe(true);
  const halfway = Object.keys(await world.sealedUnder()).length > 1;
  await expectAllToOpen();
  await command((service) => service.vault.changeIdentity(personIds[7]!, { notes: `at ${killBefore}` }, null));
  expect(await child({ verb: 'rotate', version: 0, killBefore: NEVER })).toMatchObject({ killed: false });
  expect(await world.sealedUnder()).toEqual({ [current()]: PEOPLE });
  await expectAllToOpen();
  return halfway;
}

describe('a command that is killed', () => {
  it('while it adds a version leaves the old keys or the new ones, and the next one adds another number', async () => {
    const { sent } = await child({ verb: 'add', version: 0, killBefore: NEVER });
    for (const killBefore of momentsOf(sent!)) {
      const before = current();
      expect((await child({ verb: 'add', version: 0, killBefore })).killed).toBe(true);
      expect([before, before + 1]).toContain(current());
      await expectAllToOpen();
      const known = current();
      expect((await command(({ add }) => add.execute(OPERATOR))).version).toBe(known + 1);
      await expectAllToOpen();
    }
    await settle();
    expect(await world.sealedUnder()).toEqual({ [current()]: PEOPLE });
  }, 3_000_000);

  it('while it rotates leaves nobody who does not open, and the next one ends it', async () => {
    await command(({ add }) => add.execute(OPERATOR));
    const { sent } = await child({ verb: 'rotate', version: 0, killBefore: NEVER });
    const halfway: boolean[] = [];
    for (const killBefore of momentsOf(sent!)) halfway.push(await killRotation(killBefore));
    expect(halfway).toContain(true);
  }, 3_000_000);

  it('while it retires a version leaves it retired or not, and the next one removes it from the file', async () => {
    await settle();
    const prepare = async (): Promise<number> => {
      const old = current();
      await command(async ({ add }) => add.execute(OPERATOR));
      await command(async ({ rotate }) => rotate.execute(OPERATOR, {}));
      return old;
    };
    const { sent } = await child({ verb: 'retire', version: await prepare(), killBefore: NEVER });
    for (const killBefore of momentsOf(sent!)) {
      const old = await prepare();
      expect((await child({ verb: 'retire', version: old, killBefore })).killed).toBe(true);
      await expectAllToOpen();
      if (!world.fileVersions().includes(old)) expect((await world.states())[old]).toBe('retired');
      await command(({ retire }) => retire.execute(OPERATOR, old));
      expect(world.fileVersions()).toEqual([current()]);
      expect((await world.states())[old]).toBe('retired');
      await expectAllToOpen();
    }
  }, 3_000_000);

  it('leaves beside the file nothing that the next one does not remove', async () => {
    await writeFile(`${world.file}.0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11.new`, world.fileText(), { mode: 0o600 });
    await command(({ add }) => add.execute(OPERATOR));
    expect(readdirSync(world.folder)).toEqual(['keys.json']);
  });

  it('and what was begun, failed and done stands in the log, with codes and counts alone', async () => {
    const noted = (await world.noted()).filter(({ action }) => action === 'keys_rotated');
    expect(new Set(noted.map(({ details }) => details['step']))).toEqual(new Set(['begun', 'done']));
    const begun = noted.filter(({ details }) => details['step'] === 'begun').length;
    expect(begun).toBeGreaterThan(noted.length - begun);
    const values = (await world.noted()).flatMap(({ details }) => Object.values(details));
    expect(values.filter((value) => typeof value === 'string' && !/^[a-z_]{1,30}$/.test(value))).toEqual([]);
  });

  it('halfway through a rotation of whole keys leaves nobody who does not open, and the next one ends it', async () => {
    await world.clear('whole keys');
    await begin();
    await command(({ add }) => add.execute(OPERATOR));
    const { sent } = await child({ verb: 'rotate', version: 0, killBefore: NEVER });
    expect(await killRotation(Math.round(sent! / 2))).toBe(true);
  }, 3_000_000);
});
