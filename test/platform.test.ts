// What a start does with the keys of a registry that is there: it never makes new ones in their place.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnvironment } from '../src/configuration/environment.js';
import { openPlatform } from '../src/platform.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-platform-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a registry whose key file is gone', () => {
  it('is not opened, says what to put back, and is given no other keys', async () => {
    await mkdir(path.join(folder, 'postgres'));
    await writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '18\n');
    const said: string[] = [];
    const environment = readEnvironment({ DATA_DIR: folder });
    const opening = openPlatform({ environment, onMessage: (line) => said.push(line) });
    await expect(opening).rejects.toMatchObject({
      code: 'key_file_missing',
      message: expect.stringMatching(/keys\.json is not there.*newest backup, or set KEY_FILE/),
    });
    expect([await readdir(folder), said]).toEqual([['postgres'], []]);
  });
});
