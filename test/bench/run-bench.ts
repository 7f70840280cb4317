// `npm run bench -- <name>`: runs test/bench/<name>.bench.ts; without a name, or with a wrong one, lists what there is.

import { readdirSync } from 'node:fs';

const ENDING = '.bench.ts';
const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .sort();

const [name] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- <name>, where the name is one of: ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  const bench = (await import(new URL(`${name}${ENDING}`, folder).href)) as { run(): Promise<void> };
  await bench.run();
}
