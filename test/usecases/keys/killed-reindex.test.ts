// Making search codes anew, killed at every statement: nobody is lost to a search on the way, and the same command ends the work.

import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readKeys } from '../../../src/vault/key-file.js';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { everybody } from '../../support/everybody.js';
import { runCount } from '../../support/run-count.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { NAME_SOUNDS_VERSION } from '../../../src/domain/names/sound-readings.js';
import { olderPairs, peopleByVersion, putOlderCodes } from '../identity/older-codes.js';
import type { KeyChildTask } from './key-child.js';
import { KeyWorld, nameOf } from './key-world.js';
import { expectEverybodyToOpen } from './opened-people.js';

const PEOPLE = 450;
const NEVER = 1_000_000;
/** Moments of the command's life that a run looks at; a deep one looks at all. */
const MOMENTS = runCount(4, 1_000);

let world: KeyWorld;
let compiled: CompiledSources;
let personIds: string[];

beforeAll(async () => {
  world = await KeyWorld.open();
  compiled = compileSources(['src', 'migrations', 'test/usecases/keys/key-child.ts']);
  const first = await world.begin();
  personIds = await world.register(first, PEOPLE);
  await world.registerAndErase(first);
});
afterAll(async () => {
  compiled.remove();
  await world.stop();
});

const nameText = (at: number): string => nameOf(at).names?.[0]?.text ?? '';

async function makeOlder(): Promise<void> {
  const people = new Map(personIds.map((personId, at) => [personId, olderPairs(nameText(at))]));
  await putOlderCodes(world.owner, readKeys(world.fileText()), people);
}

/** How many statements it sent; null when it was killed. */
function child(killBefore: number): Promise<number | null> {
  const { app, vault } = world.files.urls;
  const proof = TEST_PROOF.toString('hex');
  const { file, keyStoreFile } = world;
  const task: KeyChildTask = { app, proof, vault, file, keyStoreFile, verb: 'reindex', version: 0, killBefore };
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

async function expectAllToBeFound(): Promise<void> {
  const service = await world.begin();
  for (const at of [0, 1, 199, 200, PEOPLE - 1]) {
    const { names = [] } = nameOf(at);
    const { candidates } = await service.vault.findCandidates({ identity: { names }, birthYears: null }, everybody);
    expect(candidates.map(({ personId }) => personId)).toContain(personIds[at]);
  }
  const rows = await world.owner.query<{ people: number; rows: number; codes: number }>(
    `SELECT count(DISTINCT person_id)::int AS people, count(DISTINCT row_id)::int AS rows, count(*)::int AS codes
     FROM vault.search_row JOIN vault.search_code USING (row_id)`,
  );
  const { people = 0, rows: held = 0, codes = 0 } = rows.rows[0] ?? {};
  expect([people, codes]).toEqual([PEOPLE, held * 64]);
  await service.end();
  await expectEverybodyToOpen(world);
}

it('loses nobody wherever it is killed, and the next one ends it', async () => {
  await makeOlder();
  const sent = (await child(NEVER)) ?? 0;
  expect(sent).toBeGreaterThan(20);
  expect(Object.keys(await peopleByVersion(world.owner))).toEqual([`${NAME_SOUNDS_VERSION}.1`]);
  const count = Math.min(MOMENTS, sent);
  const moments = new Set(Array.from({ length: count }, (_, at) => 1 + Math.round((at * (sent - 1)) / (count - 1))));
  const halfway: boolean[] = [];
  for (const killBefore of moments) {
    await makeOlder();
    expect(await child(killBefore)).toBeNull();
    halfway.push(Object.keys(await peopleByVersion(world.owner)).length > 1);
    await expectAllToBeFound();
    expect(await child(NEVER)).not.toBeNull();
    expect(Object.keys(await peopleByVersion(world.owner))).toEqual([`${NAME_SOUNDS_VERSION}.1`]);
    await expectAllToBeFound();
  }
  expect(halfway).toContain(true);
}, 3_000_000);
