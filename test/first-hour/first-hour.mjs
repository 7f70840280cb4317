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

function place(name, options) {
  const made = new Place({ name, source, folder: path.join(folder, name.replaceAll(' ', '-')), ...options });
  dataFolders.push(made.dataDirectory, path.join(made.project, '.data', 'demo'));
  return made;
}

async function asRoot(name) {
  if (!runsAsRoot()) return checks.skipped(name, 'this user is not root');
  const closed = place(name, { closed: true });
  await new Story(closed, checks, { embedded: true }).play();
}

async function asOrdinaryUser(name) {
  const account = runsAsRoot() ? ordinaryAccount() : null;
  if (runsAsRoot() && account === null) return checks.skipped(name, 'no account of this machine can run node');
  await new Story(place(name, { account }), checks, { embedded: true }).play();
}

async function withOwnServer(name) {
  outside = await OutsideServer.start(folder);
  const settings = await outside.newDatabase('newcomer');
  const own = place(name, { settings });
  await new Story(own, checks, { embedded: false }).play();
  await refusesOwnerAsService(own, checks);
}

async function withDemonstration(name) {
  await new DemonstrationStory(place(name, { closed: runsAsRoot() }), checks, path.join(source, 'README.md')).play();
}

const SCENES = {
  'as root in a closed folder': asRoot,
  'as an ordinary user': asOrdinaryUser,
  'with its own server': withOwnServer,
  demonstration: withDemonstration,
};

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
try {
  for (const [name, play] of Object.entries(SCENES)) {
    if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
    const started = performance.now();
    try {
      await play(name);
    } catch (error) {
      checks.that('the story goes on', false, error.stack ?? error);
    }
    checks.note(`${name}: ${Math.round((performance.now() - started) / 1000)} s`);
  }
} finally {
  await cleanUp();
}
console.log(
  `first hour: ${checks.count} checks, ${checks.failed} failed (${Math.round((performance.now() - began) / 1000)} s)`,
);
process.exitCode = checks.failed === 0 ? 0 : 1;
