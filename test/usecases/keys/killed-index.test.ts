// Commands on the blind index key killed at every statement that they send: everybody is found, a service starts, and the same command ends the work.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IndexedIdentity } from '../../../src/domain/matching/search-pairs.js';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { everybody } from '../../support/everybody.js';
import { runCount } from '../../support/run-count.js';
import { TEST_PROOF } from '../../support/test-server.js';
import type { KeyChildTask } from './key-child.js';
import { KeyWorld, OPERATOR, type KeyProcess } from './key-world.js';

/** Three batches, and no more than one search opens: all bear one name, and so did one who was erased, so that one search tells who is missed. */
const PEOPLE = 450;
const SOUGHT = {
  identity: { names: [{ text: 'Benno Quillfeder', script: 'Latn', order: 'given_first', role: 'own' }] },
  birthYears: null,
} as const satisfies IndexedIdentity;
const NEVER = 1_000_000;
/** Moments of a command's life that a run looks at; a deep one looks at all. */
const MOMENTS = runCount(3, 1_000);

let world: KeyWorld;
let compiled: CompiledSources;
let personIds: string[];

beforeAll(async () => {
  world = await KeyWorld.open();
  compiled = compileSources(['src', 'migrations', 'test/usecases/keys/key-child.ts']);
  personIds = await command(async ({ vault }) => {
    const people = Array.from({ length: PEOPLE + 1 }, () => ({ personId: randomUUID(), ...SOUGHT }));
    await vault.sealIdentities(people);
    const ids = people.map(({ personId }) => personId);
    await vault.confirm(ids);
    await vault.erase(ids.pop()!);
    return ids;
  });
});
afterAll(async () => {
  compiled.remove();
  await world.stop();
});

async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

/** How many statements it sent; null when it was killed. */
async function child(given: Pick<KeyChildTask, 'verb' | 'version' | 'killBefore'>): Promise<number | null> {
  const { app, vault } = world.files.urls;
  const { file, keyStoreFile } = world;
  const task: KeyChildTask = { app, proof: TEST_PROOF.toString('hex'), vault, file, keyStoreFile, ...given };
  const script = compiled.fileOf('test/usecases/keys/key-child.ts');
  const started = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  started.stdout.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve, reject) => {
    started.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(code === null ? null : Number(said));
      else reject(new Error(`the command failed with ${String(code)}`));
    });
  });
}

/** Evenly over the whole life, the first and the last statement among them. */
function momentsOf(sent: number | null, moments = MOMENTS): number[] {
  const last = sent ?? 0;
  const count = Math.min(moments, last);
  return [
    ...new Set(Array.from({ length: count }, (_, at) => 1 + Math.round((at * (last - 1)) / Math.max(1, count - 1)))),
  ];
}

async function expectAllToBeFound(): Promise<void> {
  await command(async ({ vault }) => {
    const { candidates } = await vault.findCandidates(SOUGHT, everybody);
    expect(candidates.map(({ personId }) => personId).sort()).toEqual([...personIds].sort());
  });
  const rows = await world.owner.query<{ rows: number; codes: number }>(
    `SELECT count(DISTINCT row_id)::int AS rows, count(*)::int AS codes FROM vault.search_row JOIN vault.search_code USING (row_id)`,
  );
  const { rows: held = 0, codes } = rows.rows[0] ?? {};
  expect(codes).toBe(held * 64);
}

const current = (): number => Math.max(...world.fileIndexVersions());

const add = (): Promise<{ version: number }> => command(({ addIndex }) => addIndex.execute(OPERATOR));

/** Rotates to the current version and retires all others. */
async function settle(): Promise<void> {
  await command(async ({ rotateIndex, retireIndex }) => {
    await rotateIndex.execute(OPERATOR, {});
    for (const version of world.fileIndexVersions().filter((one) => one !== current()))
      await retireIndex.execute(OPERATOR, version);
  });
}

describe('a command that is killed', () => {
  it('while it adds a version leaves the old keys or the new ones, and the next one adds another number', async () => {
    const sent = await child({ verb: 'add-index', version: 0, killBefore: NEVER });
    for (const killBefore of momentsOf(sent)) {
      const before = current();
      expect(await child({ verb: 'add-index', version: 0, killBefore })).toBeNull();
      expect([before, before + 1]).toContain(current());
      await expectAllToBeFound();
      const known = current();
      expect((await add()).version).toBe(known + 1);
      await expectAllToBeFound();
    }
    await settle();
    expect(await world.indexedUnder()).toEqual({ [current()]: PEOPLE });
  }, 3_000_000);

  it('while it rotates leaves nobody who is not found, and the next one ends it', async () => {
    await add();
    const sent = await child({ verb: 'rotate-index', version: 0, killBefore: NEVER });
    expect(sent).toBeGreaterThan(20);
    const halfway: boolean[] = [];
    // One more than of others: this command opens the vault and its key store before it begins, which is the first half of its life.
    for (const killBefore of momentsOf(sent, MOMENTS + 1)) {
      await settle();
      await add();
      expect(await child({ verb: 'rotate-index', version: 0, killBefore })).toBeNull();
      halfway.push(Object.keys(await world.indexedUnder()).length > 1);
      await expectAllToBeFound();
      await command((service) => service.vault.changeIdentity(personIds[7]!, { notes: `at ${killBefore}` }, null));
      expect(await child({ verb: 'rotate-index', version: 0, killBefore: NEVER })).not.toBeNull();
      expect(await world.indexedUnder()).toEqual({ [current()]: PEOPLE });
      await expectAllToBeFound();
    }
    expect(halfway).toContain(true);
  }, 3_000_000);

  it('while it retires a version leaves it retired or not, and the next one removes it from the file', async () => {
    await settle();
    const prepare = async (): Promise<number> => {
      const old = current();
      await add();
      await command(({ rotateIndex }) => rotateIndex.execute(OPERATOR, {}));
      return old;
    };
    const sent = await child({ verb: 'retire-index', version: await prepare(), killBefore: NEVER });
    for (const killBefore of momentsOf(sent)) {
      const old = await prepare();
      expect(await child({ verb: 'retire-index', version: old, killBefore })).toBeNull();
      await expectAllToBeFound();
      if (!world.fileIndexVersions().includes(old)) expect((await world.indexStates())[old]).toBe('retired');
      await command(({ retireIndex }) => retireIndex.execute(OPERATOR, old));
      expect(world.fileIndexVersions()).toEqual([current()]);
      expect((await world.indexStates())[old]).toBe('retired');
      await expectAllToBeFound();
    }
  }, 3_000_000);

  it('is seen in the log by its beginning without an end', async () => {
    const noted = (await world.noted()).filter(({ action }) => action === 'index_key_rotated');
    expect(new Set(noted.map(({ details }) => details['step']))).toEqual(new Set(['begun', 'done']));
    const begun = noted.filter(({ details }) => details['step'] === 'begun').length;
    expect(begun).toBeGreaterThan(noted.length - begun);
  });
});
