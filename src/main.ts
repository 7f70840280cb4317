// Starts the service; with `--demo`, on a demonstration registry of invented people.

import { loadDemonstration } from './demonstration/load-demonstration.js';
import { Log } from './request/log.js';
import { runService } from './start-service.js';
import { endAtUnheardErrors } from './unheard-error.js';

// Whatever LOG_LEVEL says: a service that ends says why.
const { lines } = new Log('error');
endAtUnheardErrors((error) => {
  lines.fatal({ error }, 'unheard error');
});
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
