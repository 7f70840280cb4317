// The PostgreSQL server of a test run: an embedded one, started once for all test files, with a migrated template database.

import path from 'node:path';

export const TEST_DATA = path.resolve('.test-data');

export interface TestServerFacts {
  /** As in a URL: of its socket where it has one. */
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  /** Where its data lie, and its log. */
  readonly dataDirectory: string;
}

/** Set by Jest's global set-up and inherited by its workers, so that runs side by side do not meet. */
const FACTS_VARIABLE = 'WHEREABOUTS_TEST_SERVER';
export const TEMPLATE = 'whereabouts_template';
export const ROLES = {
  app: { name: 'whereabouts_app', password: 'app-test' },
  vault: { name: 'whereabouts_vault', password: 'vault-test' },
} as const;

/** What the service of every test says to name an actor. */
export const TEST_PROOF = Buffer.alloc(32, 'proof of the tests');

export function announceTestServer(facts: TestServerFacts): void {
  process.env[FACTS_VARIABLE] = JSON.stringify(facts);
}

export function testServerFacts(): TestServerFacts {
  const facts = process.env[FACTS_VARIABLE];
  if (facts === undefined) throw new Error('the test server was not started; run the tests with npm test');
  return JSON.parse(facts) as TestServerFacts;
}

export function urlOf(facts: TestServerFacts, database: string, role?: { name: string; password: string }): string {
  const login = role ?? { name: facts.superuser, password: facts.password };
  return `postgresql://${encodeURIComponent(login.name)}:${encodeURIComponent(login.password)}@${facts.host}:${facts.port}/${database}`;
}
