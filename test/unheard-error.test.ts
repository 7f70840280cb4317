// An error that nobody heard of ends the service and the commands with a line that says its class and SQLSTATE, and nothing of what it was about.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CANARIES, findCanaries } from './support/canary.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Kind = 'query' | 'plain' | 'text' | 'trap';
type Way = 'thrown' | 'rejected' | 'at its start';

const SERVICE = ['--enable-source-maps', 'dist/src/main.js'];
const COMMAND = ['--enable-source-maps', 'dist/src/cli/main.js', 'audit', 'verify'];
/** Listens for Ctrl-C, and leaves errors to Node. */
const BARE = ['--eval', 'process.on("SIGINT", () => undefined)'];

const name = `${CANARIES.latinGiven} ${CANARIES.cyrillicSurname}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-unheard-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A process of its own, since it ends; nothing answers at the addresses of its databases. */
async function ended(words: readonly string[], kind: Kind, way: Way): Promise<Ended> {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  const url = 'postgres://nobody:nothing@127.0.0.1:9/nothing';
  const databases = { DATABASE_URL: url, VAULT_DATABASE_URL: url, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
  const env = { ...rest, ...databases, PLANTED: JSON.stringify({ name, kind, way }) };
  const child = spawn(process.execPath, ['--import', './test/support/planted-error.mjs', ...words], {
    env,
    timeout: 60_000,
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** The class and code that are told of each kind, however it comes; each row is whole, since Jest would fill a short one with its `done`. */
const TOLD: readonly [Kind, Way, string, string | undefined][] = [
  ['query', 'thrown', 'QueryFailedError', '23505'],
  ['query', 'rejected', 'QueryFailedError', '23505'],
  ['query', 'at its start', 'QueryFailedError', '23505'],
  ['plain', 'thrown', 'Error', undefined],
  ['plain', 'rejected', 'Error', undefined],
  ['text', 'thrown', 'string', undefined],
  ['text', 'rejected', 'string', undefined],
];

describe('an error that nobody heard of', () => {
  it.each(['query', 'plain', 'text'] as const)('would be printed by Node with all that it holds: %s', async (kind) => {
    for (const way of ['thrown', 'rejected'] as const) {
      const { code, err } = await ended(BARE, kind, way);
      expect(code).toBe(1);
      expect(findCanaries(err)).toEqual(expect.arrayContaining(['latinGiven as text', 'cyrillicSurname as text']));
    }
  });

  it.each(TOLD)('ends the service with one safe line: %s, %s', async (kind, way, wanted, sqlstate) => {
    const { code, out, err } = await ended(SERVICE, kind, way);
    expect(findCanaries(out + err)).toEqual([]);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    const line = JSON.parse(err) as { level: number; error: { class: string; code?: string } };
    expect(line).toMatchObject({ level: 60, msg: 'unheard error', error: { class: wanted } });
    expect(line.error.code).toBe(sqlstate);
    expect(code).toBe(1);
  });

  it.each(TOLD)('ends a command with one safe line: %s, %s', async (kind, way, wanted, sqlstate) => {
    const { code, out, err } = await ended(COMMAND, kind, way);
    expect(findCanaries(out + err)).toEqual([]);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    const what = sqlstate === undefined ? wanted : `${wanted} ${sqlstate}`;
    expect(err).toMatch(new RegExp(`^internal: ${what}( at .+:\\d+:\\d+\\)?)?\\n$`));
    expect([code, out]).toEqual([1, '']);
  });

  it.each([
    ['the service', SERVICE],
    ['a command', COMMAND],
  ])('that cannot even be told ends %s without a word', async (_program, words) => {
    const { code, out, err } = await ended(words, 'trap', 'thrown');
    expect(findCanaries(out + err)).toEqual([]);
    expect([code, err]).toEqual([1, '']);
  });
});
