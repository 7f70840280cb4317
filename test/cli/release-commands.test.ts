// `releases`, as analyst, custodian and verifier run it one after the other.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { releaseCommands } from '../../src/cli/releases/release-commands.js';
import type { Actor, Role } from '../../src/domain/access/actor.js';
import { verifierOf, verifierText } from '../../src/domain/audit/signed-note.js';
import { sha256 } from '../../src/persistence/audit/sha-256.js';
import { ImportFile } from '../../src/usecases/imports/import-file.js';
import { ExportRelease } from '../../src/usecases/statistics/export-release.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { ISLAND_MAPPING, islandFile } from '../support/island-register.js';
import { sourceOf } from '../usecases/imports/import-world.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

interface Run extends RecordedOutput {
  readonly exitCode: number;
}

let service: TestApplication;
const users = new Map<Role, TestUser>();

beforeAll(async () => {
  service = await startTestApplication({ doors: [] });
  const organisation = await service.seedOrganisation();
  for (const role of ['analyst', 'custodian', 'verifier', 'liaison', 'coordinator'] as const) {
    users.set(role, await service.seedUser({ organisation, roles: [role] }));
  }
});
afterAll(async () => {
  await service.stop();
});

async function run(role: Role, ...words: readonly string[]): Promise<Run> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve({ ...service.platform, close: () => Promise.resolve() }),
  });
  const all = ['releases', ...words, '--as', users.get(role)?.username ?? ''];
  return { exitCode: await runProgram(all, operator, [releaseCommands]), ...recorded };
}

async function importPeople(): Promise<void> {
  const user = users.get('coordinator')!;
  const actor: Actor = {
    userId: user.id,
    username: user.username,
    organisationId: user.organisation.id,
    organisationKind: user.organisation.kind,
    party: null,
    roles: user.roles,
    via: 'operator',
    requestId: 'release',
  };
  const { database, vault, entropy } = service.platform;
  await new ImportFile(database, vault, entropy).execute(actor, {
    source: sourceOf(islandFile(600)),
    mapping: ISLAND_MAPPING,
  });
}

describe('releases', () => {
  it.each([
    ['liaison', ['prepare']],
    ['custodian', ['prepare']],
    ['analyst', ['sign', '1']],
    ['verifier', ['publish', '1']],
    ['liaison', ['list']],
  ] as const)('refuses a %s to %j', async (role, words) => {
    const { exitCode, err, out } = await run(role, ...words);
    expect([exitCode, err().split(':')[0], out()]).toEqual([1, 'forbidden', '']);
  });

  it.each(['0', '-1', 'one', '1.5', ''])('takes %j for no number of a release', async (number) => {
    expect((await run('custodian', 'sign', '--', number)).exitCode).toBe(2);
  });

  it('says that there is nothing yet', async () => {
    expect((await run('analyst', 'list')).out()).toBe('There is no release yet.\n');
    const { exitCode, err } = await run('analyst', 'prepare');
    expect([exitCode, err().split(':')[0]]).toEqual([1, 'nothing_to_publish']);
    expect((await run('custodian', 'sign', '1')).err()).toMatch(/^not_found/);
  });

  it('prepares, signs by two, publishes and lists', async () => {
    await importPeople();
    const prepared = await run('analyst', 'prepare');
    expect(prepared.out()).toMatch(
      /^Release 1 as of 2021-06-01: .+, rounded to multiples of 10\.\nAttacked by itself and beside no published release: 6 cells, .+\nTwo persons sign it next: /,
    );
    const early = await run('analyst', 'publish', '1');
    expect([early.exitCode, early.err().split(':')[0]]).toEqual([1, 'release_state_conflict']);
    expect((await run('custodian', 'sign', '1')).out()).toBe(
      'Release 1 has one signature; another person signs next.\n',
    );
    const twice = await run('custodian', 'sign', '1');
    expect([twice.exitCode, twice.err().split(':')[0]]).toEqual([1, 'second_person_needed']);
    expect((await run('verifier', 'sign', '1')).out()).toBe('Release 1 has both signatures: releases publish 1.\n');
    expect((await run('custodian', 'publish', '1')).out()).toBe('Release 1 is published.\n');
    expect((await run('analyst', 'list')).out()).toBe('1\tpublished\tas of 2021-06-01\tbase 10\t2 signatures\n');
    const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-release-'));
    const [document, note] = ['document.json', 'document.note'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ];
    const source = new ExportRelease(service.platform.database);
    await writeFile(document, (await source.execute(1, 'document.json', 'cli')).text);
    await writeFile(note, (await source.execute(1, 'document.note', 'cli')).text);
    const { keys } = service.platform;
    const key = verifierText(verifierOf(keys.logOrigin, keys.checkpointSigner.publicKey, sha256));
    const verified = await run('analyst', 'verify', document, note, '--key', key);
    expect([verified.exitCode, verified.out()]).toEqual([
      0,
      'Release 1 is as it was signed, and all of its sums hold.\n',
    ]);
    await writeFile(document, '{}');
    const changed = await run('analyst', 'verify', document, note, '--key', key);
    expect([changed.exitCode, changed.out()]).toEqual([
      1,
      'FAULT: the document is not what was signed as release 1.\n',
    ]);
    expect((await run('analyst', 'verify', document, note, '--key', 'none')).out()).toContain(
      'FAULT: this key did not sign',
    );
    expect((await run('analyst', 'verify', path.join(folder, 'none'), note, '--key', key)).exitCode).toBe(1);
    await rm(folder, { recursive: true });
    const halfCorrection = await run('analyst', 'prepare', '--corrects', '1');
    expect([halfCorrection.exitCode, halfCorrection.err().split(':')[0]]).toEqual([1, 'invalid_field']);
    expect((await run('analyst', 'prepare', '--corrects', '1', '--reason', 'places_wrong')).out()).toMatch(
      /^Release 2 /,
    );
    expect(JSON.parse((await run('analyst', 'list', '--json')).out())).toMatchObject({
      releases: [{ number: 2 }, { number: 1, state: 'published' }],
    });
  });
});
