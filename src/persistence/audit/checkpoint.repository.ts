// Stores signed checkpoints of the log and the public keys that they are checked by.

import type { EntityManager } from 'typeorm';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';

/** One every 5 s at most is some 6 million in a year of unbroken work. */
const ROWS_PER_PAGE = 5_000;

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, as it was given out. */
  readonly note: string;
  /** Milliseconds since the epoch. */
  readonly signedAt: number;
}

interface CheckpointRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly signed_at: Date;
}

export class CheckpointRepository {
  constructor(private readonly manager: EntityManager) {}

  async newest(): Promise<StoredCheckpoint | null> {
    return (await this.list(null, 1))[0] ?? null;
  }

  async find(size: number): Promise<StoredCheckpoint | null> {
    const [found] = await this.list(size + 1, 1);
    return found?.size === size ? found : null;
  }

  /** Newest first, those smaller than `below` where it is given. */
  async list(below: number | null, limit: number): Promise<StoredCheckpoint[]> {
    const rows = await this.manager.query<CheckpointRow[]>(
      `SELECT size, root, note, signed_at FROM registry.audit_checkpoint
       WHERE $1::bigint IS NULL OR size < $1 ORDER BY size DESC LIMIT $2`,
      [below, limit],
    );
    return rows.map(checkpointOf);
  }

  /** Smallest first, all of them. */
  async *all(): AsyncGenerator<StoredCheckpoint> {
    for (let after: string | null = '0'; after !== null;) {
      const page: CheckpointRow[] = await this.manager.query<CheckpointRow[]>(
        'SELECT size, root, note, signed_at FROM registry.audit_checkpoint WHERE size > $1 ORDER BY size LIMIT $2',
        [after, ROWS_PER_PAGE],
      );
      yield* page.map(checkpointOf);
      after = page.length < ROWS_PER_PAGE ? null : (page.at(-1)?.size ?? null);
    }
  }

  async add({ size, root, note, signedAt }: StoredCheckpoint): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.audit_checkpoint (size, root, note, signed_at) VALUES ($1, decode($2, 'hex'), $3, $4)`,
      [size, Buffer.from(root).toString('hex'), note, new Date(signedAt)],
    );
  }

  /** In the order in which they signed. */
  async keys(): Promise<KeyRecord[]> {
    return this.manager.query<KeyRecord[]>(
      'SELECT verifier, succession FROM registry.audit_checkpoint_key ORDER BY number',
    );
  }

  async addKey({ verifier, succession }: KeyRecord, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.audit_checkpoint_key (number, verifier, succession, added_at)
       SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM registry.audit_checkpoint_key`,
      [verifier, succession, new Date(at)],
    );
  }
}

function checkpointOf(row: CheckpointRow): StoredCheckpoint {
  return { size: Number(row.size), root: row.root, note: row.note, signedAt: row.signed_at.getTime() };
}
