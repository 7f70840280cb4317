// `releases ask-split`, `splits` and `prepare --split`, as analyst, custodian and verifier run them; answers are given by use cases, since no command gives them.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { releaseCommands } from '../../src/cli/releases/release-commands.js';
import type { Actor, Role } from '../../src/domain/access/actor.js';
import { CreateParty } from '../../src/usecases/administration/create-party.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { AnswerSplit } from '../../src/usecases/statistics/answer-split.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

const DAY = 86_400_000;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

interface Run extends RecordedOutput {
  readonly exitCode: number;
}

let service: TestApplication;
const users = new Map<string, TestUser>();

beforeAll(async () => {
  service = await startTestApplication({ doors: [] });
  const organisation = await service.seedOrganisation();
  for (const role of ['analyst', 'custodian', 'verifier', 'liaison', 'coordinator', 'administrator'] as const)
    users.set(role, await service.seedUser({ organisation, roles: [role] }));
  users.set('other', await service.seedUser({ roles: ['coordinator'] }));
  const { database } = service.platform;
  for (const [label, by, people] of [
    ['Northern Republic', 'coordinator', 24],
    ['Southern Federation', 'other', 31],
  ] as const) {
    const { partyKey } = await new CreateParty(database, service.platform.entropy).execute(actorOf('administrator'), {
      label,
    });
    for (let person = 0; person < people; person += 1) await registerMissing(by, partyKey);
  }
});
afterAll(() => service.stop());

function actorOf(name: string): Actor {
  const { id: userId, username, organisation, roles } = users.get(name)!;
  const { id: organisationId, kind: organisationKind } = organisation;
  return { userId, username, organisationId, organisationKind, party: null, roles, via: 'console', requestId: 'split' };
}

async function registerMissing(by: string, side: string): Promise<void> {
  const { database, vault, entropy } = service.platform;
  const given = {
    ...{ sharingLevel: 'registry_only', legalBasis: 'vital_interests', side },
    statements: [{ kind: 'disappearance', valid: '2021-02', source: 'witness', grade: 'B2' }],
  };
  await new RegisterPerson(database, vault, entropy).execute(actorOf(by), given, null);
}

async function answer(by: string, id: string, given: string): Promise<void> {
  const { database, entropy } = service.platform;
  const reason = given === 'refused' ? 'would_endanger' : undefined;
  const command = { id, answer: given, reason, ifMatch: ['*'] } as const;
  await new AnswerSplit(database, entropy).execute(actorOf(by), command, null);
}

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

const ended = ({ exitCode, err, out }: Run): [number, string | undefined, string] => [
  exitCode,
  err().split(':')[0],
  out(),
];
const idIn = (text: string): string => ID.exec(text)?.[0] ?? '';

async function asked(...more: string[]): Promise<string> {
  return idIn((await run('analyst', 'ask-split', '--by', 'side', ...more)).out());
}

async function agreedByAll(...more: string[]): Promise<string> {
  const id = await asked(...more);
  for (const one of ['coordinator', 'other']) await answer(one, id, 'agreed');
  return id;
}

describe('releases ask-split and splits', () => {
  it.each([
    ['liaison', ['ask-split', '--by', 'side']],
    ['coordinator', ['ask-split', '--by', 'side']],
    ['custodian', ['ask-split', '--by', 'holder']],
    ['verifier', ['prepare', '--split', '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69']],
    ['liaison', ['splits']],
    ['coordinator', ['splits']],
  ] as const)('refuses a %s to %j', async (role, words) => {
    expect(ended(await run(role, ...words))).toEqual([1, 'forbidden', '']);
  });

  it.each([
    [['ask-split']],
    [['ask-split', '--by', 'place_of_detention']],
    [['ask-split', '--by', 'side', '--corrects', '0']],
    [['ask-split', '--by', 'side', '--corrects', 'one']],
    [['ask-split', '--by', 'side', 'more']],
    [['prepare', '--split']],
  ])('takes %j for no command', async (words) => {
    const { exitCode, out } = await run('analyst', ...words);
    expect([exitCode, out()]).toEqual([2, '']);
  });

  it('say that none was asked for, and refuse what is not there', async () => {
    expect((await run('analyst', 'splits')).out()).toBe('No release by party was asked for yet.\n');
    expect(JSON.parse((await run('custodian', 'splits', '--json')).out())).toEqual({ splits: [] });
    expect(ended(await run('analyst', 'prepare', '--split', 'none'))).toEqual([1, 'not_found', '']);
    expect(ended(await run('analyst', 'ask-split', '--by', 'side', '--corrects', '1'))).toEqual([1, 'not_found', '']);
  });

  it('ask all who feed it, as lines and as JSON, and say what comes next', async () => {
    const words = await run('analyst', 'ask-split', '--by', 'holder');
    const id = idIn(words.out());
    expect([words.exitCode, words.err(), words.out()]).toEqual([
      0,
      '',
      `Asked 2 organisations whether the next release may be by holder.\nOnce all agree: releases prepare --split ${id}.\n`,
    ]);
    const told = await run('analyst', 'ask-split', '--by', 'side', '--json');
    expect([told.exitCode, JSON.parse(told.out())]).toEqual([
      0,
      { id: idIn(told.out()), by: 'side', corrects: null, asked: 2 },
    ]);
  });

  it('list how many agree and why some do not, newest first, with no name of an organisation', async () => {
    const id = await asked();
    await answer('coordinator', id, 'agreed');
    await answer('other', id, 'refused');
    const lines = (await run('verifier', 'splits')).out().split('\n');
    expect(lines[0]).toBe(
      `${id}\tby side\t1 of 2 agree\topen\trefused: it would endanger people or those who reported them`,
    );
    expect(lines[1]).toMatch(/\tby side\t0 of 2 agree\treplaced$/);
    expect(lines[2]).toMatch(/\tby holder\t0 of 2 agree\treplaced$/);
    const text = (await run('verifier', 'splits', '--json')).out();
    for (const name of ['coordinator', 'other'])
      for (const told of [users.get(name)!.organisation.id, users.get(name)!.organisation.name])
        expect(text).not.toContain(told);
    const { splits } = JSON.parse(text) as { splits: object[] };
    expect(splits[0]).toMatchObject({ id, asked: 2, agreed: 1, reasons: ['would_endanger'], refused: null });
    expect(ended(await run('analyst', 'prepare', '--split', id))).toEqual([1, 'release_not_agreed', '']);
  });
});

describe('releases prepare --split', () => {
  it('prepares what all agreed to, once, and is signed and published by the other commands', async () => {
    const id = await agreedByAll();
    const prepared = await run('analyst', 'prepare', '--split', id);
    expect([prepared.exitCode, prepared.err()]).toEqual([0, '']);
    expect(prepared.out()).toMatch(
      /^Release 1 as of 2021-06-01: status × side, status, status_group, rounded to multiples of 10\.\nAttacked /,
    );
    await answer('other', id, 'withdrawn');
    expect(ended(await run('custodian', 'sign', '1'))).toEqual([1, 'release_not_agreed', '']);
    await answer('other', id, 'agreed');
    for (const signer of ['custodian', 'verifier'] as const) expect((await run(signer, 'sign', '1')).exitCode).toBe(0);
    expect((await run('analyst', 'publish', '1')).out()).toBe('Release 1 is published.\n');
    expect((await run('analyst', 'splits')).out().split('\n')[0]).toBe(
      `${id}\tby side\t2 of 2 agree\tused for release 1`,
    );
    expect(ended(await run('analyst', 'prepare', '--split', id))).toEqual([1, 'release_state_conflict', '']);
  });

  it('prepares a correction by party with what was agreed to for that correction alone', async () => {
    service.clock.advance(DAY);
    const next = await agreedByAll();
    const correction = ['prepare', '--corrects', '1', '--reason', 'counted_wrongly'] as const;
    expect(ended(await run('analyst', ...correction, '--split', next))).toEqual([1, 'release_state_conflict', '']);
    const holder = await run('analyst', 'ask-split', '--by', 'holder', '--corrects', '1');
    expect(ended(holder)).toEqual([1, 'invalid_field', '']);
    const words = (await run('analyst', 'ask-split', '--by', 'side', '--corrects', '1')).out();
    const id = idIn(words);
    expect(words).toBe(
      `Asked 2 organisations whether the correction of release 1 may be by side.\nOnce all agree: releases prepare --split ${id} --corrects 1 --reason <reason>.\n`,
    );
    expect(ended(await run('analyst', ...correction, '--split', id))).toEqual([1, 'release_not_agreed', '']);
    for (const one of ['coordinator', 'other']) await answer(one, id, 'agreed');
    expect((await run('analyst', 'splits')).out().split('\n')[0]).toBe(
      `${id}\tby side, to correct release 1\t2 of 2 agree\topen`,
    );
    expect(ended(await run('analyst', 'prepare', '--split', id))).toEqual([1, 'release_state_conflict', '']);
    const made = await run('analyst', ...correction, '--split', id, '--json');
    expect([made.exitCode, JSON.parse(made.out())]).toMatchObject([
      0,
      { number: 2, tables: ['status × side', 'status', 'status_group'] },
    ]);
  });
});
