// Plays a newcomer's first hour with the real commands, in three places: as root behind a closed folder, as an ordinary
// user, and with a PostgreSQL of one's own. Run by `npm run first-hour`; words after it choose places by their name.

import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checks } from './checks.mjs';
import { DemonstrationStory } from './demonstration.mjs';
import { outsideFolders } from './embedded-postgres.mjs';
import { OutsideServer } from './outside-server.mjs';
import { openTemporaryFolder, ordinaryAccount, Place, runsAsRoot } from './place.mjs';
import { endEverything } from './processes.mjs';
import { refusesOwnerAsService } from './refusal.mjs';
import { Story } from './story.mjs';

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const chosen = process.argv.slice(2);
const checks = new Checks();
const folder = mkdtempSync(path.join(openTemporaryFolder(), 'whereabouts-first-hour-'));
chmodSync(folder, 0o755);
const dataFolders = [];
let outside = null;

async function place(name, options) {
  const made = await Place.make({ name, source, folder: path.join(folder, name.replaceAll(' ', '-')), ...options });
  dataFolders.push(made.dataDirectory, path.join(made.project, '.data', 'demo'));
  return made;
}

async function asRoot(name, checks) {
  if (!runsAsRoot()) return checks.skipped(name, 'this user is not root');
  const story = new Story(await place(name, { closed: true }), checks, { embedded: true });
  await story.play();
  await story.importAlone();
}

async function asOrdinaryUser(name, checks) {
  const account = runsAsRoot() ? ordinaryAccount() : null;
  if (runsAsRoot() && account === null) return checks.skipped(name, 'no other account of this machine can run node');
  const story = new Story(await place(name, { account }), checks, { embedded: true });
  await story.play();
  if (!runsAsRoot()) await story.importAlone();
}

async function withOwnServer(name, checks) {
  outside = await OutsideServer.start(folder);
  const own = await place(name, { settings: await outside.newDatabase('newcomer') });
  await new Story(own, checks, { embedded: false }).play();
  await refusesOwnerAsService(own, checks);
}

async function withDemonstration(name, checks) {
  const closed = await place(name, { closed: runsAsRoot() });
  await new DemonstrationStory(closed, checks, path.join(source, 'README.md')).play();
}

/** Two are played at a time, since an hour's beginning is mostly one process coming up; the longest first. */
const AT_ONCE = 2;
const STORIES = {
  'as root in a closed folder': asRoot,
  'with its own server': withOwnServer,
  'as an ordinary user': asOrdinaryUser,
  demonstration: withDemonstration,
};

async function playOne([name, play]) {
  const started = performance.now();
  const branch = checks.branch();
  branch.scene(name);
  try {
    await play(name, branch);
  } catch (error) {
    branch.that('the story goes on', false, error.stack ?? error);
  }
  branch.scene(name);
  branch.note(`${Math.round((performance.now() - started) / 1000)} s`);
}

async function playInTurn(waiting) {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await playOne(next);
}

async function cleanUp() {
  const folders = [folder, ...dataFolders.flatMap(outsideFolders)];
  await outside?.stop().catch(() => undefined);
  await endEverything(folders);
  for (const each of folders) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

const began = performance.now();
const waiting = Object.entries(STORIES).filter(
  ([name]) => chosen.length === 0 || chosen.some((word) => name.includes(word)),
);
try {
  await Promise.all(Array.from({ length: AT_ONCE }, () => playInTurn(waiting)));
} finally {
  await cleanUp();
}
console.log(`It took ${Math.round((performance.now() - began) / 1000)} s.`);
console.log(`first hour: ${checks.count} checks, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;
