// A place for one test's key store, in a folder of its own that is removed with it.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { TEST_DATA } from './test-server.js';

export interface KeyStorePlace {
  readonly file: string;
  remove(): void;
}

export function makeKeyStorePlace(): KeyStorePlace {
  mkdirSync(TEST_DATA, { recursive: true });
  const folder = mkdtempSync(path.join(TEST_DATA, 'key-store-'));
  return {
    file: path.join(folder, 'key-store'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
