// A registry of today is written to a file and started from it: nothing is lost on the way. `KEEP_REGISTRY=name` keeps the file for later versions.

import { expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { makeKeys } from '../../../src/vault/key-file.js';
import { startTestApplication } from '../../support/http-application.js';
import { TEST_DATA } from '../../support/test-server.js';
import { besideTheRows, fillRegistry, type ToldRegistry } from './fill-registry.js';
import { readRegistry, readRegistryFile, writeRegistryFile, type RegistryFile } from './registry-file.js';
import { upgradeRegistry } from './restore-registry.js';

const KEPT_AS = process.env['KEEP_REGISTRY'];
const SCRATCH = path.join(TEST_DATA, `registry-${process.pid}.rows`);

async function writeToday(name: string): Promise<RegistryFile<ToldRegistry>> {
  const keys = makeKeys();
  const service = await startTestApplication({ keys });
  try {
    const told = await fillRegistry(service);
    const file = await readRegistry(service.database.urls.owner, besideTheRows(service, keys, told));
    writeRegistryFile(name, file);
    return file;
  } finally {
    await service.stop();
  }
}

it('holds every row of every table, and is the same registry when it is started again', async () => {
  const name = KEPT_AS === undefined ? SCRATCH : `test/persistence/upgrade/registries/${KEPT_AS}.rows`;
  const written = await writeToday(name);
  const file = readRegistryFile<ToldRegistry>(name);
  if (KEPT_AS === undefined) rmSync(name);
  expect(file).toEqual(written);
  for (const table of ['registry.person', 'registry.statement', 'registry.audit_entry', 'vault.sealed_field'])
    expect(file.rows.get(table)?.length).toBeGreaterThan(5);
  const upgraded = await upgradeRegistry(file);
  try {
    const again = await readRegistry(upgraded.service.database.urls.owner, file.head);
    for (const [table, texts] of file.rows) expect([table, again.rows.get(table)]).toEqual([table, texts]);
    expect([...again.rows.keys()]).toEqual([...file.rows.keys()]);
    expect(again.head.sequences).toEqual(file.head.sequences);
    expect(again.head.migrations).toEqual(file.head.migrations);
  } finally {
    await upgraded.stop();
  }
});
