// Begins the test files that take longest first, so that none of them is left running alone at the end of a first run, which knows no times.

import Sequencer from '@jest/test-sequencer';

/** Those of more than half a minute on two cores, the longest first; what is not named here comes after, in jest's own order. */
const LONGEST = [
  'test/http/timing/',
  'test/architecture/mirror-crowd',
  'test/architecture/non-interference/',
  'test/architecture/singling-out/',
  'test/architecture/canary.test',
  'test/architecture/marked-crowd/',
  'test/http/time-travel/',
  'test/architecture/access-matrix/',
  'test/architecture/fuzz/',
  'test/usecases/imports/imports-kill',
  'test/domain/statistics/release-proof',
  'test/vault/stolen-index/frequency-attack',
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
