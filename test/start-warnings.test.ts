// A first start, with the whole demonstration loaded, makes Node warn of nothing: what it warns of breaks with a later version of a package.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { createTestDatabase } from './support/test-database.js';

/** A process of its own: Node warns of a thing once in a process, and of nothing where it runs the tests. */
async function start(settings: Readonly<Record<string, string>>): Promise<{ out: string; err: string }> {
  const { NODE_OPTIONS: _options, NODE_NO_WARNINGS: _warnings, ...env } = process.env;
  const child = spawn(process.execPath, ['dist/src/main.js', '--demo'], { env: { ...env, ...settings } });
  const said = { out: '', err: '' };
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    said.out += data.toString();
    if (said.out.includes('Whereabouts runs on')) child.kill('SIGTERM');
  });
  await once(child, 'close');
  return said;
}

it('a first start of the demonstration writes no warning', async () => {
  const database = await createTestDatabase(null);
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-start-'));
  try {
    const { out, err } = await start({
      DATA_DIR: folder,
      PORT: '0',
      DATABASE_URL: database.urls.app,
      DATABASE_OWNER_URL: database.urls.owner,
      VAULT_DATABASE_URL: database.urls.vault,
      VAULT_DATABASE_OWNER_URL: database.urls.owner,
    });
    expect(out).toContain('Whereabouts runs on');
    expect(err.split('\n').filter((line) => line.includes('Warning'))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
    await database.drop();
  }
});
