// A process killed at many moments of an import, between its batches and within them, loses and doubles nothing.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { SweepOrphans } from '../../../src/usecases/identity/sweep-orphans.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { pfif, pfifNote, pfifPerson } from '../../support/fixtures-of-formats.js';
import { ISLAND_MAPPING, islandFile } from '../../support/island-register.js';
import { runCount } from '../../support/run-count.js';
import { TEST_DATA } from '../../support/test-server.js';
import type { ChildTask } from './import-child.js';
import { openImportWorld, type ImportWorld } from './import-world.js';
import { TEST_PROOF } from '../../support/test-server.js';

/** In every run a fixed share of the file and of the kills, at the same distance from each other; the whole in a deep one. */
const ROWS = runCount(1_600, 4_000);
const KILLS = runCount(8, 20);
/** 40 or 100 transactions, so that a kill is as likely between two as within one. */
const BATCH_ROWS = 40;
const PERSONS = 120;
const KILLS_WITH_NAMES = runCount(3, 5);
/** The part of a file over which the kills are spread: behind the last of them more is left than a busy machine imports before it kills. */
const SPREAD = 0.85;
/** Milliseconds after a batch was told: some 30 for the next one, its commit included. */
const LONGEST_DELAY = 45;

let world: ImportWorld;
let compiled: CompiledSources;
let folder: string;
/** The world's vault has keys of its own that no child knows; this one is opened with keys that they are given. */
const keys = makeKeys();

beforeAll(async () => {
  world = await openImportWorld();
  await world.owner.query('TRUNCATE vault.key_fingerprint');
  const { files, keyStoreFile } = world;
  const vault = await IdentityVault.open({ url: files.urls.vault, keys: readKeys(keys), keyStoreFile });
  world = { ...world, vault };
  folder = mkdtempSync(path.join(TEST_DATA, 'killed-import-'));
  compiled = compileSources(['src', 'migrations', 'test/usecases/imports/import-child.ts']);
});
afterAll(async () => {
  await world.vault.close();
  await world.stop();
  compiled.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Every run kills at the same moments, as far as moments can be the same. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** One life of the importing process. */
class Life {
  rows = 0;
  outcome: string | null = null;
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting = new Set<() => void>();
  private ready = false;
  private ended = false;

  constructor(task: ChildTask) {
    const script = compiled.fileOf('test/usecases/imports/import-child.ts');
    this.child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      if (line === 'ready') this.ready = true;
      else if (line.startsWith('rows ')) this.rows = Number(line.slice(5));
      else this.outcome = line;
      this.wake();
    });
    this.child.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  async begin(): Promise<void> {
    await this.until(() => this.ready);
    this.child.stdin.write('go\n');
  }

  /** Resolves when so many rows are in, or the process has ended. */
  async reach(rows: number): Promise<void> {
    await this.until(() => this.rows >= rows);
  }

  async end(): Promise<string | null> {
    await this.until(() => false);
    return this.outcome;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.ended) {
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
      });
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** Kills the import `kills` times, spread over most of its `size` rows, and then lets it end; how often it was killed under way. */
async function importKilled(task: ChildTask, size: number, kills: number): Promise<number> {
  const next = draws(20_201_110);
  let killed = 0;
  let spare = new Life(task);
  for (let kill = 0; kill < kills; kill += 1) {
    const life = spare;
    // The next process loads its modules while this one imports.
    spare = new Life(task);
    await life.begin();
    await life.reach(Math.floor((SPREAD * (kill + next()) * size) / kills) - task.batchRows);
    await sleep(next() * LONGEST_DELAY);
    life.kill();
    killed += (await life.end()) === null ? 1 : 0;
  }
  await spare.begin();
  let outcome = await spare.end();
  // The database may still be finishing what the last process that was killed had asked of it; how long depends on the machine.
  while (outcome === 'import_in_progress') {
    await sleep(100);
    const life = new Life(task);
    await life.begin();
    outcome = await life.end();
  }
  expect(outcome).toBe('finished');
  return killed;
}

function taskOf(actor: Actor, name: string, content: string, mapping: string | null, batchRows: number): ChildTask {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return {
    app: world.files.urls.app,
    proof: TEST_PROOF.toString('hex'),
    vault: world.files.urls.vault,
    keys,
    keyStore: world.keyStoreFile,
    actor,
    file,
    mapping,
    batchRows,
  };
}

/** Everything an import leaves of each row, but for ids and times; particulars hold until the day of the import. */
async function leftBy(actor: Actor): Promise<string[]> {
  return world.tally(`
    SELECT p.reference, r.view, r.status, r.sex, r.municipality, r.month, p.has_identity,
      (SELECT string_agg(s.kind || CASE s.kind WHEN 'particulars' THEN s.details::text ELSE s.valid_edtf END, ', ' ORDER BY s.kind) FROM registry.statement s WHERE s.person_id = p.id) AS said,
      (SELECT string_agg(e.action, ', ') FROM registry.audit_entry e WHERE e.person_id = p.id) AS noted,
      (SELECT count(*) FROM registry.pseudonym d WHERE d.person_id = p.id) AS pseudonyms
    FROM registry.person p JOIN registry.record_projection r ON r.person_id = p.id
    WHERE p.owner_organisation_id = '${actor.organisationId}'`);
}

/** What the jobs of an organisation counted, and the rows in their reports. */
async function counted(actor: Actor): Promise<string[]> {
  return world.tally(`
    SELECT row_reached, added, matched, refused, statements_added, finished_at IS NOT NULL AS finished,
      (SELECT count(DISTINCT (line->>0)::int) || ' of ' || max((line->>0)::int)
       FROM registry.import_report t, json_array_elements(t.lines) AS line WHERE t.job_id = j.id) AS reported
    FROM registry.import_job j WHERE organisation_id = '${actor.organisationId}'`);
}

describe('an import that is killed again and again', () => {
  it(`leaves after ${KILLS} kills what it leaves undisturbed`, async () => {
    const calm = await world.worker({ roles: ['coordinator'] });
    const file = islandFile(ROWS);
    await world.import(calm, file, { batchRows: 500 });
    const disturbed = await world.worker({ roles: ['coordinator'] });
    const killed = await importKilled(taskOf(disturbed, 'register.csv', file, ISLAND_MAPPING, BATCH_ROWS), ROWS, KILLS);
    expect(killed).toBe(KILLS);
    const left = await leftBy(disturbed);
    expect(left).toHaveLength(ROWS);
    const wanted = new Set(await leftBy(calm));
    expect(left.filter((row) => !wanted.has(row))).toEqual([]);
    expect(await counted(disturbed)).toEqual(await counted(calm));
  }, 300_000);

  it(`leaves no orphan in the vault after ${KILLS_WITH_NAMES} kills among people with names`, async () => {
    const note = pfifNote({ status: 'believed_missing' });
    const people = Array.from({ length: PERSONS }, (_, at) =>
      pfifPerson(
        { full_name: `Person ${String.fromCharCode(65 + (at % 26))} Sarn`, date_of_birth: '1994-03-02' },
        note,
      ).replace(/person\.1</, `person.${at}<`),
    );
    const actor = await world.worker({ roles: ['coordinator'] });
    const task = taskOf(actor, 'people.xml', pfif('1.4', people.join('\n')), null, 4);
    expect(await importKilled(task, PERSONS, KILLS_WITH_NAMES)).toBe(KILLS_WITH_NAMES);
    const left = await leftBy(actor);
    expect(left).toHaveLength(PERSONS);
    await new SweepOrphans(world.database, world.vault).execute(servicePrincipal('job', 'sweep'), 0);
    expect(
      await world.tally(`
        SELECT k.state, p.owner_organisation_id IS NOT NULL AS registered, count(*)
        FROM vault.person_key k LEFT JOIN registry.person p ON p.id = k.person_id GROUP BY 1, 2`),
    ).toEqual([`confirmed|true|${PERSONS}`]);
    expect(left.every((row) => row.includes('|true|') && row.includes('person_registered'))).toBe(true);
  }, 120_000);
});
