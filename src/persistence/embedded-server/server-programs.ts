// Runs initdb and the single-user server to their end: a new cluster, or a new password for one that lost it.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileOwner, launchAs } from './server-account.js';
import { clusterFolderName, type ServerHome } from './server-home.js';
import type { ServerLog } from './server-log.js';
import { initdbFlags, superuser } from './server-settings.js';

const draftPrefix = `${clusterFolderName}.new-`;

/** In a session of its own, so that Ctrl-C in the terminal ends the service and not a half-done program. */
async function runToEnd(home: ServerHome, program: string, words: string[], log: ServerLog, input = ''): Promise<void> {
  const launch = launchAs(home.account, path.join(home.native, 'bin', program), words);
  const before = log.size();
  const code = await log.with(
    (descriptor) =>
      new Promise<number | null>((resolve, reject) => {
        const child = spawn(launch.file, launch.words, {
          ...launch.options,
          detached: true,
          stdio: ['pipe', descriptor, descriptor],
        });
        child.once('error', reject);
        child.once('exit', resolve);
        // A program that ends without reading its input is judged by its exit code.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
      }),
  );
  if (code !== 0) throw new Error(`${program} of the embedded PostgreSQL failed:\n${log.tail(before)}`);
}

/** @throws Error when the folder holds something else than a cluster of this major version. */
export function clusterExists(home: ServerHome): boolean {
  const { folder } = home.cluster;
  if (!existsSync(folder) || readdirSync(folder).length === 0) return false;
  const versionFile = path.join(folder, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new Error(`${folder} is not empty and holds no PostgreSQL database; move it away or set another DATA_DIR.`);
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  const wanted = home.version.split('.')[0] ?? '';
  if (found !== wanted) {
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${found}; this program brings PostgreSQL ${wanted}. ` +
        `Export it with the program version that made it, or run it on a PostgreSQL ${found} server by DATABASE_URL.`,
    );
  }
  return true;
}

/** Initialises in a folder that gets its name at the end: killed in the middle, this leaves no half cluster. */
export async function initialiseCluster(
  home: ServerHome,
  password: string,
  log: ServerLog,
  durable: boolean,
): Promise<void> {
  for (const left of readdirSync(home.folder).filter((entry) => entry.startsWith(draftPrefix))) {
    rmSync(path.join(home.folder, left), { recursive: true, force: true, maxRetries: 5 });
  }
  const draft = path.join(home.folder, `${draftPrefix}${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  const owner = fileOwner(home.account);
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
    if (owner !== null) {
      chownSync(draft, owner.uid, owner.gid);
      chownSync(passwordFile, owner.uid, owner.gid);
    }
    const words = ['-D', draft, `--pwfile=${passwordFile}`, ...initdbFlags, ...(durable ? [] : ['--no-sync'])];
    await runToEnd(home, 'initdb', words, log);
    renameSync(draft, home.cluster.folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** For a stopped cluster whose server.json is lost: whoever may write the folder may set its password. */
export async function resetPassword(home: ServerHome, password: string, log: ServerLog): Promise<void> {
  const settings = ['-c', 'log_min_messages=log', '-c', 'log_min_error_statement=panic', '-c', 'log_statement=none'];
  const words = ['--single', '-D', home.cluster.folder, ...settings, 'postgres'];
  await runToEnd(home, 'postgres', words, log, `ALTER ROLE ${superuser} PASSWORD '${password}'\n`);
}
