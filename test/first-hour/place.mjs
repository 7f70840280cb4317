// Makes the places in which the first hour is played: a copy of the project, and who works there in which environment.

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

function copy(from, to, mode) {
  const { status, stderr } = spawnSync('cp', [mode, from, to], { encoding: 'utf8' });
  return { ok: status === 0, stderr };
}

function mustCopy(from, to) {
  const { ok, stderr } = copy(from, to, '-a');
  if (!ok) throw new Error(`cp failed: ${stderr}`);
}

/** Hard links where the file system allows it: 500 MB of packages then take two seconds and no space. */
function copyPackages(from, to, account) {
  const readable = (statSync(path.join(from, 'pg', 'package.json')).mode & 0o004) !== 0;
  if ((account === null || readable) && copy(from, to, '-al').ok) return;
  spawnSync('rm', ['-rf', to]);
  mustCopy(from, to);
  // Installed under a closed umask: only a copy of their own lets others read them.
  if (account !== null && !readable) giveTree([to], account);
}

function giveTree(files, { uid, gid }) {
  spawnSync('chown', ['-R', `${uid}:${gid}`, ...files]);
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
  /**
   * @param folder made here; `closed` makes it 0700
   * @param account who works here; null is whoever runs this script
   * @param settings environment variables beside DATA_DIR and PORT
   */
  constructor({ name, source, folder, account = null, closed = false, settings = {} }) {
    this.name = name;
    this.folder = folder;
    this.account = account;
    this.settings = settings;
    this.project = path.join(folder, 'whereabouts');
    this.home = path.join(folder, 'home');
    this.dataDirectory = path.join(folder, 'data');
    mkdirSync(this.project, { recursive: true });
    mkdirSync(this.home);
    chmodSync(folder, closed ? 0o700 : 0o755);
    for (const part of COPIED.filter((each) => existsSync(path.join(source, each)))) {
      mustCopy(path.join(source, part), path.join(this.project, part));
    }
    copyPackages(path.join(source, 'node_modules'), path.join(this.project, 'node_modules'), account);
    this.#giveAway(folder, this.project, this.home);
    // The clone is the newcomer's own, its packages are only readable to them, as where an administrator installed them.
    if (account !== null) giveTree(this.#ownedParts(), account);
  }

  #ownedParts() {
    return COPIED.map((name) => path.join(this.project, name)).filter((file) => existsSync(file));
  }

  #giveAway(...folders) {
    if (this.account === null) return;
    for (const folder of folders) chownSync(folder, this.account.uid, this.account.gid);
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
