// Has news verified before others are told, as a registry does where nobody says otherwise; the database of tests says otherwise.

import { Client } from 'pg';
import type { TestDatabase } from './test-database.js';

/** For every organisation of this database that has no rule of its own. */
export async function verifyNewsFirst({ urls }: TestDatabase): Promise<void> {
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  await owner.query('INSERT INTO registry.news_rule (verified_first, recorded_at) VALUES (true, now())');
  await owner.end();
}
