// Compiles src/ and migrations/ to dist/ when dist/ is older than any source, so that every npm script works right after npm ci.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(root, 'dist', '.stamp');
const quiet = process.argv.includes('--quiet');

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The stamp changes with any name, size or modification time of a file that the build reads. */
function currentStamp() {
  const hash = createHash('sha256');
  const files = [
    ...sources(path.join(root, 'src')),
    ...sources(path.join(root, 'migrations')),
    path.join(root, 'tsconfig.json'),
    path.join(root, '.config', 'tsconfig.build.json'),
    path.join(root, 'package-lock.json'),
  ];
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function builtStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return null;
  }
}

const stamp = currentStamp();
if (builtStamp() === stamp) {
  if (!quiet) console.log('dist/ is up to date.');
  process.exit(0);
}
if (quiet) console.error('Building …');
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const result = spawnSync(process.execPath, [compiler, '-p', '.config/tsconfig.build.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (result.status !== 0) {
  console.error('The build failed; dist/ is incomplete. Mend the errors above and run the command again.');
  process.exit(result.status ?? 1);
}
writeFileSync(stampFile, stamp);
if (!quiet) console.log('Built dist/.');
