// One cloned database with a log in it: writers, sequencers, an owner who tampers, and a verifier.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Actor, ServicePrincipal } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { AuditNote } from '../../../src/domain/audit/audit-entry.js';
import type { ChainHead } from '../../../src/domain/audit/audit-chain.js';
import { Database } from '../../../src/persistence/database.js';
import type { StoredCheckpoint } from '../../../src/persistence/audit/checkpoint.repository.js';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { SignCheckpoint } from '../../../src/usecases/audit/sign-checkpoint.js';
import { VerifyAudit, type AuditVerdict } from '../../../src/usecases/audit/verify-audit.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import type { KeyRing } from '../../../src/vault/key-ring.js';
import { fixedEntropy, type MovableClock } from '../../support/fixed-entropy.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_PROOF } from '../../support/test-server.js';

export const sequencer: ServicePrincipal = servicePrincipal('job', 'sealing');
export const operator: ServicePrincipal = servicePrincipal('operator', 'verifying');

export function worker(
  name: string,
  organisationId: string = randomUUID(),
  roles: Actor['roles'] = ['liaison'],
): Actor {
  return {
    userId: randomUUID(),
    username: name,
    organisationId,
    organisationKind: 'ngo',
    party: null,
    roles,
    via: 'api',
    requestId: `request-of-${name}`,
  };
}

export class AuditLog {
  readonly #opened: Database[] = [];

  private constructor(
    readonly test: TestDatabase,
    readonly clock: MovableClock,
    readonly database: Database,
    readonly owner: Client,
    readonly keys: KeyRing,
  ) {}

  static async create(): Promise<AuditLog> {
    return AuditLog.on(await createTestDatabase(), fixedEntropy());
  }

  static async on(test: TestDatabase, clock: MovableClock, keys: KeyRing = readKeys(makeKeys())): Promise<AuditLog> {
    const owner = new Client({ connectionString: test.urls.owner });
    await owner.connect();
    const log = new AuditLog(
      test,
      clock,
      await Database.open({ url: test.urls.app, entropy: clock, proof: TEST_PROOF, poolSize: 4 }),
      owner,
      keys,
    );
    log.#opened.push(log.database);
    return log;
  }

  async anotherDatabase(): Promise<Database> {
    const database = await Database.open({
      url: this.test.urls.app,
      entropy: this.clock,
      proof: TEST_PROOF,
      poolSize: 4,
    });
    this.#opened.push(database);
    return database;
  }

  /** Entries of `count` reads, five to a transaction. */
  async write(count: number, actor: Actor = worker('writer'), database = this.database): Promise<void> {
    for (let at = 0; at < count; at += 5) {
      this.clock.advance(1);
      const notes = Array.from({ length: Math.min(5, count - at) }, (_, index): AuditNote => {
        return { action: 'record_read', subjectKind: 'person', personId: randomUUID(), details: { at: at + index } };
      });
      await database.transaction(actor, (room) => room.audit.note(...notes));
    }
  }

  async seal(known: ChainHead | null = null, database = this.database): Promise<number> {
    const seal = new SealAuditEntries(database, this.clock);
    let sealed = 0;
    for (;;) {
      const outcome = await seal.execute(sequencer, { known });
      sealed += outcome.sealed;
      if (!outcome.more) return sealed;
    }
  }

  /** Seals what waits, and signs once the time for the next checkpoint has come. */
  async checkpoint(keys = this.keys): Promise<StoredCheckpoint | null> {
    await this.seal();
    this.clock.advance(5_000);
    return new SignCheckpoint(this.database, this.clock, keys).execute(sequencer);
  }

  verify(noted: ChainHead | null = null, keys = this.keys): Promise<AuditVerdict> {
    return new VerifyAudit(this.database, this.clock, keys).execute(operator, { noted });
  }

  /** As an administrator of the server would: with every trigger switched off. */
  async tamper(sql: string, parameters: unknown[] = []): Promise<number> {
    await this.owner.query(`SET session_replication_role = replica`);
    const outcome = await this.owner.query(sql, parameters);
    await this.owner.query(`SET session_replication_role = origin`);
    return outcome.rowCount ?? 0;
  }

  async entryAt(sequence: number): Promise<string> {
    const found = await this.owner.query<{ entry_id: string }>(
      'SELECT entry_id FROM registry.audit_seal WHERE sequence = $1',
      [sequence],
    );
    const id = found.rows[0]?.entry_id;
    if (id === undefined) throw new Error(`number ${sequence} is not in the log`);
    return id;
  }

  async disconnect(): Promise<void> {
    for (const database of this.#opened) await database.close();
    await this.owner.end();
  }

  async close(): Promise<void> {
    await this.disconnect();
    await this.test.drop();
  }
}
