// Switches off, before a test file, the async storages that earlier files of this worker switched on: nothing else ever does.

import { AsyncLocalStorage } from 'node:async_hooks';

// Jest runs every test inside an AsyncLocalStorage that it makes anew for each file, and so does the browser's driver. Up to Node 22 each that
// was ever entered is visited at every promise that is made afterwards, so that a worker would become slower with every file.
const ENTERED = Symbol.for('whereabouts.tests.entered-storages');

/** Shared by all files of a worker: they have globals of their own, and one `node:async_hooks`. */
function enteredStorages() {
  if (AsyncLocalStorage[ENTERED] === undefined) {
    AsyncLocalStorage[ENTERED] = new Set();
    for (const way of ['run', 'enterWith']) {
      const enter = AsyncLocalStorage.prototype[way];
      AsyncLocalStorage.prototype[way] = function remembered(...given) {
        AsyncLocalStorage[ENTERED].add(this);
        return enter.apply(this, given);
      };
    }
  }
  return AsyncLocalStorage[ENTERED];
}

for (const storage of enteredStorages()) storage.disable();
enteredStorages().clear();
