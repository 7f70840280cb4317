// What names are compared and met by stands nowhere outside the vault's memory: neither as words in normal form nor as skeletons or pairs of them.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { heldPairs } from '../../src/domain/matching/search-pairs.js';
import { nameTokens } from '../../src/domain/names/normal-form.js';
import { wordReadings } from '../../src/domain/names/sound-readings.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

/** Long and invented, so that neither their words nor their skeletons stand anywhere by chance. */
const NAMES = ['Zquarmintagold Bverchondrepskin', 'Цкварминтагольд Бверхондрепскин'] as const;

let service: TestApplication;
let owner: Client;

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

/** Every table of the registry, the vault and the jobs, as text and with the bytes of its sealed fields. */
async function dump(): Promise<string> {
  const tables = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    parts.push(...rows.rows.map(({ row }) => row));
  }
  const sealed = await owner.query<{ sealed: Buffer }>('SELECT sealed FROM vault.sealed_field');
  return [...parts, ...sealed.rows.map((row) => row.sealed.toString('latin1'))].join('\n');
}

function secretsOf(name: string): string[] {
  const script = /[a-z]/i.test(name) ? 'Latn' : 'Cyrl';
  const words = nameTokens(name);
  const identity = { names: [{ text: name, script, order: 'unknown', role: 'own' }] } as const;
  const pairs = heldPairs({ identity, birthYears: null }).flat();
  const skeletons = pairs.flatMap(([, a, b]) => [a, b]);
  const secrets = [...words, ...words.flatMap((word) => wordReadings(word, script).sounds), ...skeletons];
  // Shorter ones stand in digests and identifiers by chance.
  return [...new Set(secrets)].filter((secret) => secret.length >= 6);
}

it('neither in a table, nor in a log, nor in a refusal', async () => {
  const token = await (await service.seedUser({ roles: ['liaison', 'coordinator', 'inquirer'] })).token();
  const answers: string[] = [];
  for (const name of NAMES) {
    const identity = { names: [{ text: name }] };
    const body = { identity, sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
    await service.request('POST', '/v1/persons', { token, body });
    const search = await service.request('POST', '/v1/search', { token, body: { name, purpose: 'family_tracing' } });
    expect((search.body as { found: unknown[] }).found.length).toBeGreaterThan(0);
    const sought = { names: [{ text: name }] };
    answers.push(search.text);
    for (const given of [
      { sought, purpose: 'family_tracing' },
      { sought, purpose: name },
    ]) {
      answers.push((await service.request('POST', '/v1/inquiries', { token, body: given })).text);
    }
  }
  const surfaces = { tables: await dump(), log: service.logged(), answers: answers.join('\n') };
  const secrets = NAMES.flatMap(secretsOf);
  expect(secrets.length).toBeGreaterThan(20);
  expect(surfaces.tables.length).toBeGreaterThan(10_000);
  for (const [where, text] of Object.entries(surfaces)) {
    const folded = text.toLowerCase();
    const found = secrets.filter((secret) => folded.includes(secret.toLowerCase()));
    expect([where, found]).toEqual([where, []]);
  }
});
