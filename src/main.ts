// Starts the service; with `--demo`, on a demonstration registry of invented people.

import { loadDemonstration } from './demonstration/load-demonstration.js';
import { runService } from './start-service.js';

const flags = process.argv.slice(2);
const unknown = flags.find((flag) => flag !== '--demo');
if (unknown !== undefined) {
  console.error('Usage: main.js [--demo]');
  process.exit(2);
}
const exitCode = await runService({
  demonstration: flags.includes('--demo'),
  loadDemonstration,
  say: (line) => {
    console.log(line);
  },
  sayWrong: (line) => {
    console.error(line);
  },
});
process.exit(exitCode);
