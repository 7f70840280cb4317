// Begins the test files that take longest first, so that none of them is left running alone at the end of a first run, which knows no times.

import Sequencer from '@jest/test-sequencer';

/** Those of more than a quarter of a minute on two cores, the longest first; what is not named here comes after, in jest's own order. */
const LONGEST = [
  'test/http/timing/',
  'test/architecture/mirror-crowd',
  'test/architecture/non-interference/',
  'test/architecture/singling-out/',
  'test/architecture/console-fields/',
  'test/architecture/canary.test',
  'test/architecture/access-matrix/',
  'test/http/time-travel/',
  'test/architecture/marked-crowd/',
  'test/usecases/erasures/erasure-kill',
  'test/vault/stolen-index/frequency-attack',
  'test/usecases/keys/killed-',
  'test/persistence/statistics/count-blocks',
  'test/persistence/audit/log-tree',
  'test/persistence/silent-server',
  'test/architecture/routes.test',
  'test/cli/estimate-lists',
  'test/architecture/fuzz/',
  'test/architecture/row-security',
  'test/demonstration/split',
  'test/usecases/matches/match-in-processes',
  'test/usecases/imports/imports-kill',
];

function placeOf(file) {
  const at = LONGEST.findIndex((part) => file.includes(part));
  return at === -1 ? LONGEST.length : at;
}

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((left, right) => placeOf(left.path) - placeOf(right.path));
  }
}
