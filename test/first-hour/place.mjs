// Makes the places in which the first hour is played: a copy of the project, and who works there in which environment.

import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Running } from './processes.mjs';

/** What a fresh clone with installed packages and a finished build has, as far as the commands need it. */
const COPIED = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'tsconfig.json',
  '.config',
  'src',
  'migrations',
  'docs',
  'dist',
];

const run = promisify(execFile);

/** Hard links where the file system allows it: 500 MB of packages then take two seconds and no space. */
async function copyPackages(from, to, account) {
  const readable = (statSync(path.join(from, 'pg', 'package.json')).mode & 0o004) !== 0;
  const linked = account === null || readable;
  try {
    await run('cp', [linked ? '-al' : '-a', from, to]);
  } catch {
    await run('rm', ['-rf', to]);
    await run('cp', ['-a', from, to]);
  }
  // Installed under a closed umask: only a copy of their own lets others read them.
  if (!linked) await giveTree([to], account);
}

async function giveTree(files, { uid, gid }) {
  await run('chown', ['-R', `${uid}:${gid}`, ...files]);
}

export function runsAsRoot() {
  return process.getuid?.() === 0;
}

/** A temporary folder that other accounts can pass through. */
export function openTemporaryFolder() {
  const open = (folder) => {
    if (!existsSync(folder) || (statSync(folder).mode & 0o001) === 0) return false;
    return path.dirname(folder) === folder || open(path.dirname(folder));
  };
  return [tmpdir(), '/tmp', '/var/tmp'].find(open) ?? tmpdir();
}

/** An account without rights that can run this Node; its id must be a listed one, since initdb asks for its name. */
export function ordinaryAccount() {
  const listed = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => Number.isInteger(uid) && uid > 0);
  const first = [...listed.filter(({ uid }) => uid === 65534), ...listed.filter(({ uid }) => uid >= 1000), ...listed];
  return (
    first.find((account) => spawnSync(process.execPath, ['--version'], { ...account, cwd: '/' }).status === 0) ?? null
  );
}

export class Place {
  /** @param settings environment variables beside DATA_DIR and PORT */
  constructor({ name, folder, account = null, settings = {} }) {
    this.name = name;
    this.folder = folder;
    this.account = account;
    this.settings = settings;
    this.project = path.join(folder, 'whereabouts');
    this.home = path.join(folder, 'home');
    this.dataDirectory = path.join(folder, 'data');
  }

  /**
   * @param options.folder made here; with `closed` only its owner can enter it
   * @param options.account who works here; null is whoever runs this script
   */
  static async make({ source, closed = false, ...options }) {
    const place = new Place(options);
    const { folder, project, home, account } = place;
    mkdirSync(project, { recursive: true });
    mkdirSync(home);
    chmodSync(folder, closed ? 0o700 : 0o755);
    const parts = COPIED.map((part) => path.join(source, part)).filter((part) => existsSync(part));
    await run('cp', ['-a', ...parts, project]);
    // The clone is the newcomer's own; the packages are only readable to them, as where an administrator installed them.
    if (account !== null) await giveTree([folder], account);
    await copyPackages(path.join(source, 'node_modules'), path.join(project, 'node_modules'), account);
    return place;
  }

  /**
   * Nothing of the caller's environment but the path: npm hands its own settings down to what it starts. A variable that
   * is undefined in `more` is left out.
   */
  environment(more = {}) {
    const all = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.home,
      LANG: 'C.UTF-8',
      npm_config_update_notifier: 'false',
      PORT: '0',
      DATA_DIR: this.dataDirectory,
      // The load below comes from one address and is no attack.
      REQUESTS_PER_MINUTE: '1000000',
      ...this.settings,
      ...more,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** Runs in the clone, as whoever works here. */
  run(command, words, more = {}) {
    return new Running({ command, words, cwd: this.project, env: this.environment(more), account: this.account });
  }

  npm(words, more = {}) {
    return this.run('npm', words, more);
  }

  /** A command of the operator, in a second terminal. */
  cli(words, more = {}) {
    return this.npm(['run', '-s', 'cli', '--', ...words], more);
  }
}
