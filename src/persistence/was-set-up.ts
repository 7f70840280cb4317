// Asks servers of the operator's own, before any keys are made, whether a registry or its vault was set up there.

import { Client } from 'pg';

/** The catalogue is readable for every role. The table `migration` stands before the first migration has run, and the keys stand before it. */
const TABLES = `
  SELECT EXISTS (
    SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('registry', 'vault') AND c.relkind = 'r'
  ) AS there`;

async function holdsTables(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    application_name: 'whereabouts-look',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query<{ there: boolean }>(TABLES);
    return found.rows[0]?.there ?? false;
  } finally {
    await client.end();
  }
}

/** True where one of the databases holds tables of a registry or of a vault. Throws what the server or the network says where one cannot be asked. */
export async function wasSetUp(urls: readonly string[]): Promise<boolean> {
  for (const url of urls) if (await holdsTables(url)) return true;
  return false;
}
