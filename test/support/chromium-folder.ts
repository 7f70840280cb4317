// Unpacks the browser that the npm package carries, with its libraries and one font, into a folder of this project's own.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

export interface ChromiumFolder {
  readonly executable: string;
  /** Libraries that a bare machine may lack; the machine's own are preferred. */
  readonly libraries: string;
  /** So that a page is measured in the same letters on every machine. */
  readonly fontSettings: string;
}

/**
 * The package unpacks into TMPDIR, straight under the final name: a second process could start half a browser, and another
 * user could not start it at all. So it unpacks in a process of its own into a fresh folder, which is then renamed.
 */
const UNPACK = fileURLToPath(new URL('unpack-chromium.mjs', import.meta.url));

async function unpackInto(folder: string): Promise<void> {
  // Under this name of a platform the package unpacks the shared libraries too.
  const env = { PATH: process.env['PATH'], TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await promisify(execFile)(process.execPath, [UNPACK], { env });
}

async function versionOfPackage(): Promise<string> {
  const text = await readFile(path.join(modules, '@sparticuz', 'chromium', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Beside the packages, or in a private folder where those belong to somebody else. */
async function cacheFolder(): Promise<string> {
  try {
    const cache = path.join(modules, '.cache');
    await mkdir(cache, { recursive: true });
    return await mkdtemp(path.join(cache, 'chromium-'));
  } catch {
    return mkdtemp(path.join(os.tmpdir(), 'whereabouts-chromium-'));
  }
}

async function settle(fresh: string, folder: string): Promise<string> {
  try {
    await rename(fresh, folder);
  } catch {
    // Another process was first; what it unpacked is the same.
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** Unpacks once for each version of the package; some 200 MB, 3 s. */
export async function chromiumFolder(): Promise<ChromiumFolder> {
  let folder = path.join(modules, '.cache', `whereabouts-chromium-${await versionOfPackage()}`);
  if (!existsSync(folder)) {
    const fresh = await cacheFolder();
    await unpackInto(fresh);
    const fonts = `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><dir>${fresh}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`;
    await writeFile(path.join(fresh, 'fonts.conf'), fonts);
    folder = fresh.startsWith(modules) ? await settle(fresh, folder) : fresh;
  }
  return {
    executable: path.join(folder, 'chromium'),
    libraries: path.join(folder, 'al2023', 'lib'),
    fontSettings: path.join(folder, 'fonts.conf'),
  };
}
