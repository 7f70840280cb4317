// Measures reading a record of 50 statements over HTTP against a bare Node server that selects the same rows, on a server of its own.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { AppModule } from '../../src/app.module.js';
import { readEnvironment } from '../../src/configuration/environment.js';
import { PasswordHashes } from '../../src/credentials/password-hashes.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { createHttpApplication } from '../../src/http/http-application.js';
import { openPlatform, type Platform } from '../../src/platform.js';

const STATEMENTS = 50;
const ROUNDS = 300;
const TURNS = 5;
/** Requests of each kind before anything is measured: the engine goes on compiling for a thousand and more. */
const WARMING = 2_000;
const PASSWORD = 'a long phrase for a bench';
const HOLDER = 'pk-bench';
const KINDS = [
  { kind: 'disappearance', source: 'family', details: {} },
  { kind: 'capture', source: 'witness', details: { holder: HOLDER } },
  { kind: 'proof_of_life', source: 'letter', details: { contactStrength: 'direct_one_way' } },
  { kind: 'detention', source: 'witness', details: { regime: 'camp' } },
  { kind: 'health_condition', source: 'witness', details: { condition: 'good' } },
];
const ROWS = `SELECT s.*, w.how, w.recorded_at AS withdrawn_at FROM registry.statement s
  LEFT JOIN registry.statement_withdrawal w ON w.statement_id = s.id WHERE s.person_id = $1`;

const agent = new Agent({ keepAlive: true });

function fetched(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${url}: ${answer.statusCode ?? 0} ${text}`));
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Milliseconds of one request: the median, since others may be at work on the machine. */
async function median(url: string, headers: Record<string, string> = {}, rounds = ROUNDS): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await fetched(url, headers);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[rounds / 2] ?? Number.NaN;
}

async function post(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

async function enrol({ database, entropy }: Platform): Promise<void> {
  const organisation = { id: randomUUID(), name: 'Bench Office', kind: 'liaison_office', party: null } as const;
  const passwordHash = await new PasswordHashes().make(PASSWORD);
  await database.transaction(servicePrincipal('operator', 'bench'), async ({ organisations, users }) => {
    await organisations.addOrganisation(organisation, entropy.now());
    await organisations.addParty({ id: randomUUID(), partyKey: HOLDER, label: 'Bench Party' }, entropy.now());
    await users.add({
      id: randomUUID(),
      organisationId: organisation.id,
      username: 'bench.worker',
      passwordHash,
      roles: ['coordinator'],
      at: entropy.now(),
    });
  });
}

async function registerLongCase(url: string, token: string): Promise<string> {
  const person = { sharingLevel: 'registry_only', legalBasis: 'public_interest' };
  const { pseudonym } = await post(`${url}/v1/persons`, person, token);
  for (let at = 0; at < STATEMENTS; at += 1) {
    const valid = new Date(Date.UTC(2020, 9, 1 + at * 7)).toISOString().slice(0, 10);
    const statement = { ...KINDS[at % KINDS.length], valid, grade: 'B2' };
    await post(`${url}/v1/persons/${String(pseudonym)}/statements`, statement, token);
  }
  return String(pseudonym);
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const environment = {
    ...readEnvironment({ DATA_DIR: folder }),
    requestsPerMinute: 1_000_000,
    namesPerOrganisation: 1_000_000,
    namesPerUser: 1_000_000,
  };
  const platform = await openPlatform({ environment, onMessage: () => undefined });
  const app = await createHttpApplication(platform, {
    module: AppModule.on(platform),
    logTo: { write: () => undefined },
  });
  const pool = new Pool({ connectionString: platform.databaseUrl, max: 4 });
  try {
    await app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    await enrol(platform);
    const { accessToken } = await post(`${url}/v1/auth/token`, { username: 'bench.worker', password: PASSWORD });
    const token = String(accessToken);
    const pseudonym = await registerLongCase(url, token);
    const found = await pool.query<{ person_id: string }>('SELECT person_id FROM registry.pseudonym LIMIT 1');
    const bare = createServer((_, answer) => {
      void pool.query(ROWS, [found.rows[0]?.person_id]).then(({ rows }) => {
        answer.setHeader('content-type', 'application/json').end(JSON.stringify(rows));
      });
    });
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    const floorUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
    const address = `${url}/v1/persons/${pseudonym}`;
    const headers = { authorization: `Bearer ${token}` };
    const bareRead = (rounds?: number): Promise<number> => median(floorUrl, {}, rounds);
    const read = (rounds?: number): Promise<number> => median(address, headers, rounds);
    const status = (rounds?: number): Promise<number> => median(`${address}/status`, headers, rounds);
    // All are compiled before they are measured, and measured in turn: the machine may be busier by then.
    for (const work of [bareRead, read, status]) await work(WARMING);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [floor, whole, short] = [await bareRead(), await read(), await status()];
      console.log(
        `Floor, a bare server that selects the rows of ${STATEMENTS} statements: ${floor.toFixed(2)} ms. Over HTTP, with the entry in the log: ` +
          `the record ${whole.toFixed(2)} ms, ${(whole / floor).toFixed(2)} × the floor; its status ${short.toFixed(2)} ms, ${(short / floor).toFixed(2)} ×.`,
      );
    }
    bare.closeAllConnections();
    bare.close();
  } finally {
    agent.destroy();
    await pool.end();
    await app.close();
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}
