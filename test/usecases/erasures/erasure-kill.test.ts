// An erasure whose process is killed before each of its steps: it is confirmed or not, and what was confirmed is always finished.

import { createHash } from 'node:crypto';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/domain-error.js';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { AddEvidenceFile } from '../../../src/usecases/evidence/add-evidence-file.js';
import { DownloadEvidenceFile } from '../../../src/usecases/evidence/download-evidence-file.js';
import { RecordEvidence } from '../../../src/usecases/evidence/record-evidence.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { runCount } from '../../support/run-count.js';
import { named, refusalOf, statement } from '../case-world.js';
import { ASKED, openErasureWorld, SERVICE, SHOWN, type ErasureWorld } from './erasure-world.js';
import type { ErasingTask } from './erasing-process.js';

/** More than an erasure has; the children say where they end. */
const NEVER = 10_000;
/** Every third step in each run, every one in a deep one. */
const STRIDE = runCount(3, 1);

let world: ErasureWorld;
let compiled: CompiledSources;
let spare: ChildProcessByStdio<Writable, Readable, null>[] = [];

beforeAll(async () => {
  world = await openErasureWorld();
  compiled = compileSources([
    'src',
    'migrations',
    'test/support/fixed-entropy.ts',
    'test/usecases/erasures/erasing-process.ts',
  ]);
  spare = [start(), start()];
});
afterAll(async () => {
  for (const child of spare) child.kill('SIGKILL');
  await world.stop();
  compiled.remove();
});

/** It loads its modules and waits for its task. */
function start(): ChildProcessByStdio<Writable, Readable, null> {
  const script = compiled.fileOf('test/usecases/erasures/erasing-process.ts');
  return spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** How many steps it lived through, or null where it died. The next ones load their modules meanwhile. */
async function runChild(task: Pick<ErasingTask, 'confirming' | 'dieBefore'>): Promise<number | null> {
  spare.push(start());
  const child = spare.shift() ?? start();
  const { keys, keyStoreFile } = world;
  const proof = TEST_PROOF.toString('hex');
  const whole: ErasingTask = { urls: world.files.urls, proof, keys, keyStoreFile, now: world.clock.now(), ...task };
  child.stdin.end(JSON.stringify(whole));
  const said = await text(child.stdout);
  return said === '' ? null : Number(said);
}

interface Case {
  readonly pseudonym: string;
  readonly erasureId: string;
  readonly personId: string;
  readonly half: Buffer;
  /** Of a picture that shows this person alone: its code, its id and the half of its key. */
  readonly picture: { readonly code: string; readonly fileId: string; readonly half: Buffer };
}

async function ask(name: string): Promise<Case> {
  // Nobody is shown more than thirty people a day without the approval of two.
  world.clock.advance(60 * 60 * 1_000);
  const { pseudonym, erasureId } = await world.asked(name);
  const personId = await world.personId(pseudonym);
  return { pseudonym, erasureId, personId, half: await halfOf(personId), picture: await pictureOf(pseudonym) };
}

async function halfOf(id: string): Promise<Buffer> {
  const slots = await world.owner.query<{ slot: number }>(
    'SELECT key_slot::int AS slot FROM vault.person_key WHERE person_id = $1',
    [id],
  );
  const at = (slots.rows[0]?.slot ?? 0) * 64 + 16;
  return Buffer.from(readFileSync(world.keyStoreFile).subarray(at, at + 32));
}

async function pictureOf(pseudonym: string): Promise<Case['picture']> {
  const { database, vault, clock, owner, coordinator } = world;
  const original = Buffer.from(`a picture of ${pseudonym}`);
  const sha256 = createHash('sha256').update(original).digest('hex');
  const item = { sha256, kind: 'photo', source: 'family', sharingLevel: 'registry_only' };
  const { code } = await new RecordEvidence(database, clock).execute(coordinator, item, null);
  const file = { code, access: 'restricted', mediaType: 'image/png', content: original.toString('base64') };
  await new AddEvidenceFile(database, vault, clock).execute(coordinator, file, null);
  const shows = { pseudonym, statement: statement({ kind: 'depiction', details: { evidence: code } }) };
  await new AddStatement(database, clock).execute(coordinator, shows, null);
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM registry.evidence_file WHERE sha256 = $1', [
    sha256,
  ]);
  const fileId = rows[0]?.id ?? '';
  return { code, fileId, half: await halfOf(fileId) };
}

/** The refusal of whoever would open the picture; null where it is opened. */
async function pictureRefused({ picture: { code } }: Case): Promise<string | null> {
  const opening = new DownloadEvidenceFile(world.database, world.vault, world.clock);
  const [opened] = await Promise.allSettled([opening.execute(world.custodian, { code, access: 'restricted' }, null)]);
  if (opened.status === 'fulfilled') return null;
  if (opened.reason instanceof DomainError) return opened.reason.code;
  throw opened.reason;
}

async function stateOf({ pseudonym }: Case): Promise<string | undefined> {
  return (await world.listErasures.execute(world.custodian, { pseudonym })).erasures[0]?.state;
}

async function expectErased(one: Case, name: string): Promise<void> {
  const { pseudonym, personId, half, picture } = one;
  expect(await world.sealedRows(personId)).toBe(0);
  expect(await world.sealedRows(picture.fileId)).toBe(0);
  const store = readFileSync(world.keyStoreFile);
  expect([store.includes(half), store.includes(picture.half)]).toEqual([false, false]);
  expect(await pictureRefused(one)).toBe('evidence_file_sealed');
  expect(await world.find(name)).not.toContain(pseudonym);
  const actions = await world.noted(pseudonym);
  expect(actions.filter((one) => one === 'erasure_confirmed' || one === 'identity_erased')).toEqual([
    'erasure_confirmed',
    'identity_erased',
  ]);
}

describe('a process that is killed', () => {
  it('before any step of confirming leaves a request, or an erasure that the service finishes', async () => {
    const kept: string[] = [];
    for (let dieBefore = 1, last = NEVER; dieBefore <= last; dieBefore += STRIDE) {
      const name = `Orva Quell${'abcdefghij'[dieBefore % 10] ?? ''}${'klmnopqrst'[Math.floor(dieBefore / 10)] ?? ''}`;
      const one = await ask(name);
      const { pseudonym, erasureId } = one;
      const confirming = { actor: world.custodian, pseudonym, erasureId };
      const steps = await runChild({ confirming, dieBefore });
      if (steps !== null) last = 0;
      const state = await stateOf(one);
      kept.push(`${state}`);
      if (state === 'requested') {
        const shown = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
        expect(shown.identity.names?.[0]?.text).toBe(name);
        expect(await pictureRefused(one)).toBeNull();
        await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
      } else {
        const shown = world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
        expect((await refusalOf(shown)).code).toBe('identity_erased');
        expect(await pictureRefused(one)).toBe('evidence_file_sealed');
        await world.finishErasures.execute(SERVICE);
      }
      expect(await stateOf(one)).toBe('done');
      await expectErased(one, name);
    }
    // Each of the three was met, in this order, and none came back.
    expect(kept.filter((state, at) => state !== kept[at - 1])).toEqual(['requested', 'confirmed', 'done']);
    expect(await world.finishErasures.execute(SERVICE)).toEqual({ finished: 0, erasedAgain: 0 });
  });

  it('before any step of finishing leaves what the next run finishes', async () => {
    const name = 'Tamsin Orrel';
    let finished = 0;
    for (let dieBefore = 1, last = NEVER; dieBefore <= last; dieBefore += STRIDE) {
      const one = await ask(name);
      await world.owner.query(
        `UPDATE registry.erasure SET confirmed_at = requested_at, confirmed_by = $2 WHERE id = $1`,
        [one.erasureId, world.custodian.userId],
      );
      await world.owner.query(`UPDATE registry.person SET has_identity = false, erased_at = now() WHERE id = $1`, [
        one.personId,
      ]);
      if ((await runChild({ confirming: null, dieBefore })) !== null) last = 0;
      finished += (await world.finishErasures.execute(SERVICE)).finished;
      expect(await stateOf(one)).toBe('done');
      expect(await world.sealedRows(one.personId)).toBe(0);
      expect(readFileSync(world.keyStoreFile).includes(one.half)).toBe(false);
    }
    expect(finished).toBeGreaterThan(runCount(2, 8));
  });
});

describe('an erasure beside', () => {
  it('disclosing, changing and searching ends with nothing that opens, whatever was first', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      const name = 'Benno Quillfeder';
      const one = await ask(name);
      const { pseudonym, erasureId } = one;
      const works: (() => Promise<unknown>)[] = [
        () => world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null),
        () => world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null),
        () =>
          world.changeIdentity.execute(world.liaison, { pseudonym, change: { marks: 'scar' }, ifMatch: ['*'] }, null),
        () => world.find(name),
        () => world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null),
      ];
      const order = works.map((_, at) => works[(at + turn) % works.length]!);
      const outcomes = await Promise.allSettled(order.map((work) => work()));
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'identity_erased' });
      }
      expect(await stateOf(one)).toBe('done');
      await expectErased(one, name);
      const open = await world.owner.query(`SELECT 1 FROM registry.person WHERE id = $1 AND has_identity`, [
        one.personId,
      ]);
      expect(open.rows).toEqual([]);
    }
  });

  it('registering of others of the same name touches none of them', async () => {
    const name = 'Lorne Vasper';
    const one = await ask(name);
    const { pseudonym, erasureId } = one;
    const [, ...registered] = await Promise.all([
      world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null),
      ...Array.from({ length: 6 }, () => world.register(world.liaison, named(name))),
    ]);
    expect((await world.find(name)).sort()).toEqual([...registered].sort());
    await expectErased(one, name);
  });

  it('a vault that is out of reach is confirmed, told so, and finished later', async () => {
    const one = await ask('Orva Quell');
    const { pseudonym, erasureId } = one;
    const away = { promisesErasure: true, erase: () => Promise.reject(new Error('away')) };
    const confirming = world.confirmWith(away as unknown as ErasureWorld['vault']);
    const answer = await confirming.execute(world.custodian, { pseudonym, erasureId }, null);
    expect(answer).toEqual({ id: erasureId, state: 'confirmed' });
    expect(await stateOf(one)).toBe('confirmed');
    const shown = world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    expect((await refusalOf(shown)).code).toBe('identity_erased');
    const again = world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED }, null);
    expect((await refusalOf(again)).code).toBe('identity_erased');
    expect(await world.finishErasures.execute(SERVICE)).toEqual({ finished: 1, erasedAgain: 0 });
    await expectErased(one, 'Orva Quell');
  });
});

describe('a vault that was put back from before an erasure', () => {
  it('loses whom the registry knows to be erased, also where its key store is as old', async () => {
    const { pseudonym, erasureId } = await world.asked('Sorrel Brandt');
    const personId = await world.personId(pseudonym);
    await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
    // As old as both: nothing in the vault or its store says that the person is erased.
    await world.owner.query('DELETE FROM vault.erased_person WHERE person_id = $1', [personId]);
    await world.vault.sealIdentity(
      personId,
      { names: [{ text: 'Sorrel Brandt', script: 'Latn', order: 'unknown', role: 'own' }] },
      null,
    );
    await world.vault.confirm([personId]);
    expect(await world.find('Sorrel Brandt')).toEqual([pseudonym]);
    const shown = world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    expect((await refusalOf(shown)).code).toBe('identity_erased');
    expect(await world.finishErasures.execute(SERVICE)).toEqual({ finished: 0, erasedAgain: 1 });
    expect(await world.find('Sorrel Brandt')).toEqual([]);
    expect(await world.sealedRows(personId)).toBe(0);
    expect((await world.noted()).at(-1)).toBe('search_made');
    expect(await world.noted()).toContain('restored_identities_erased');
  });
});
