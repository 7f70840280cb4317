// One of the processes that match beside each other while `match` measures: told where the registry is, it says when it is ready, and how many people it matched when it was told to begin.

import { randomUUID } from 'node:crypto';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { openPlatform } from '../../src/platform.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';

const platform = await openPlatform({
  environment: readEnvironment({ DATA_DIR: process.argv[2] ?? '' }),
  onMessage: () => undefined,
});
const { database, vault, entropy } = platform;
process.once('message', () => {
  void new MatchPersons(database, vault, entropy)
    .execute(servicePrincipal('job', randomUUID()))
    .then(async ({ matched }) => {
      await platform.close();
      process.send?.(matched);
      process.disconnect();
    });
});
process.send?.('ready');
