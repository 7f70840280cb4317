// Measures an import through the operator's command against floors of the same run, on a server of its own that keeps its promises (fsync on).

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { ConsoleOutput } from '../../src/cli/console-output.js';
import { importCommands } from '../../src/cli/import/import-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { ISLAND_MAPPING, islandFile } from '../support/island-register.js';
import { ownerUrl } from './owner-url.js';

const PERSONS = 20_000;
const BATCH = 500;
/** As many as a row of the register makes: particulars, the loss, and in a third of the rows a return. */
const STATEMENTS_PER_PERSON = 7 / 3;
const CLERK = 'bench.clerk';

interface Answer {
  readonly rowsPerSecond: number;
  readonly statementsAdded: number;
  readonly added: number;
}

async function enrol(platform: Platform): Promise<{ userId: string; organisationId: string }> {
  const organisation = { id: randomUUID(), name: `Bench ${randomUUID()}`, kind: 'ngo', party: null } as const;
  const userId = randomUUID();
  const at = platform.entropy.now();
  await platform.database.transaction(servicePrincipal('operator', 'bench'), async (room) => {
    await room.organisations.addOrganisation(organisation, at);
    await room.users.add({
      id: userId,
      organisationId: organisation.id,
      username: CLERK,
      passwordHash: null,
      roles: ['coordinator'],
      at,
    });
  });
  return { userId, organisationId: organisation.id };
}

/** The command as `npm run cli` runs it, but for the start of the process. */
async function importThroughCommand(folder: string, words: readonly string[]): Promise<Answer> {
  const written: string[] = [];
  const output = new ConsoleOutput({ out: { write: (text) => written.push(text) }, err: { write: () => true } });
  const operator = new Operator({
    output,
    interrupted: new AbortController().signal,
    open: (onMessage) => openPlatform({ environment: readEnvironment({ DATA_DIR: folder }), onMessage }),
  });
  const code = await runProgram(['import', ...words, '--as', CLERK, '--json'], operator, [importCommands]);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return JSON.parse(written.join('')) as Answer;
}

/** Bare rows of the same tables in transactions of the same size: no fold, no projection, no log, no report, no pseudonym. */
async function plainInserts(url: string, owner: { userId: string; organisationId: string }): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const started = performance.now();
  for (let at = 0; at < PERSONS; at += BATCH) {
    const ids = Array.from({ length: BATCH }, () => randomUUID());
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
       SELECT id, $2, 'floor-' || id, 'partners_pseudonymous', 'public_interest', false, now() FROM unnest($1::uuid[]) AS g(id)`,
      [ids, owner.organisationId],
    );
    const persons = ids.flatMap((id, place) => Array.from({ length: place % 3 === 0 ? 3 : 2 }, () => id));
    await client.query(
      `INSERT INTO registry.statement (id, person_id, kind, valid_edtf, valid_earliest, valid_latest, recorded_at, recorded_by, organisation_id,
         basis, source, reliability, information, confidential, details)
       SELECT s, p, 'disappearance', '2020-10', '2020-10-01', '2020-10-31', now(), $3, $4, 'told', 'authority', 'B', 2, false, '{}'
       FROM unnest($1::uuid[], $2::uuid[]) AS g(s, p)`,
      [persons.map(() => randomUUID()), persons, owner.userId, owner.organisationId],
    );
    await client.query('COMMIT');
  }
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  return PERSONS / seconds;
}

/** One statement in one transaction, made by the server itself: what the disk and the indexes alone would allow. */
async function serverSide(url: string, owner: { userId: string; organisationId: string }): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const mark = randomBytes(4).toString('hex');
  const started = performance.now();
  await client.query(
    `WITH added AS (
       INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
       SELECT gen_random_uuid(), $2, $4 || n, 'partners_pseudonymous', 'public_interest', false, now() FROM generate_series(1, $1::int) AS n
       RETURNING id)
     INSERT INTO registry.statement (id, person_id, kind, valid_edtf, valid_earliest, valid_latest, recorded_at, recorded_by, organisation_id,
       basis, source, reliability, information, confidential, details)
     SELECT gen_random_uuid(), id, 'disappearance', '2020-10', '2020-10-01', '2020-10-31', now(), $3, $2, 'told', 'authority', 'B', 2, false, '{}'
     FROM added, generate_series(1, 2)`,
    [PERSONS, owner.organisationId, owner.userId, mark],
  );
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  return PERSONS / seconds;
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  try {
    const owner = await enrol(platform);
    const file = path.join(folder, 'register.csv');
    const mapping = path.join(folder, 'mapping.json');
    await writeFile(file, islandFile(PERSONS));
    await writeFile(mapping, ISLAND_MAPPING);
    await importThroughCommand(folder, [file, '--mapping', mapping, '--dry-run']);
    const imported = await importThroughCommand(folder, [file, '--mapping', mapping]);
    const plain = await plainInserts(ownerUrl(folder), owner);
    const inServer = await serverSide(ownerUrl(folder), owner);
    const share = (floor: number): string => (floor / imported.rowsPerSecond).toFixed(1);
    console.log(
      `${imported.added} persons with ${imported.statementsAdded} statements: ${imported.rowsPerSecond} persons/s.\n` +
        `Floor, bare multi-row inserts of as many persons and ${Math.round(PERSONS * STATEMENTS_PER_PERSON)} statements: ` +
        `${Math.round(plain)} persons/s, ${share(plain)} × the import.\n` +
        `Floor, one insert within the server: ${Math.round(inServer)} persons/s, ${share(inServer)} × the import.`,
    );
  } finally {
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}
