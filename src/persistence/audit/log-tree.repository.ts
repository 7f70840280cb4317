// Stores the log's Merkle tree, one row for each number, and reads the few nodes that a root or a proof is made of.

import type { EntityManager } from 'typeorm';
import type { StoredNodes } from '../../domain/audit/verify-tree.js';
import {
  completedBy,
  NODE_LENGTH,
  subtreesOf,
  type LeafRange,
  type NodeAddress,
} from '../../domain/audit/merkle-tree.js';

/** A row is 64 bytes on average. */
const ROWS_PER_PAGE = 20_000;

interface NodeRow {
  readonly sequence: string;
  readonly level: number;
  readonly hash: Buffer;
}

interface TreeRow {
  readonly sequence: string;
  readonly hashes: Buffer;
}

export class LogTreeRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Leaves in the tree; fewer than the chain has numbers while entries sealed before there was a tree are still being added. */
  async size(): Promise<number> {
    const rows = await this.manager.query<{ sequence: string }[]>(
      'SELECT sequence FROM registry.audit_tree ORDER BY sequence DESC LIMIT 1',
    );
    return Number(rows[0]?.sequence ?? 0);
  }

  /** For each range the hashes of its perfect subtrees, or null where the tree lacks one; one row is read per hash. */
  async subtrees(ranges: readonly LeafRange[]): Promise<(readonly Uint8Array[])[] | null> {
    const wanted = ranges.map((range) => subtreesOf(range));
    const found = await this.#hashesOf(wanted.flat());
    const complete = wanted.map((addresses) => addresses.flatMap((address) => found.get(keyOf(address)) ?? []));
    return complete.every((hashes, at) => hashes.length === wanted[at]?.length) ? complete : null;
  }

  async #hashesOf(addresses: readonly NodeAddress[]): Promise<Map<string, Uint8Array>> {
    if (addresses.length === 0) return new Map();
    const rows = await this.manager.query<NodeRow[]>(
      `SELECT w.sequence, w.level, substring(t.hashes FROM w.level * ${NODE_LENGTH} + 1 FOR ${NODE_LENGTH}) AS hash
       FROM unnest($1::bigint[], $2::int[]) AS w(sequence, level)
       CROSS JOIN LATERAL (SELECT hashes FROM registry.audit_tree WHERE sequence = w.sequence LIMIT 1) t`,
      [addresses.map(completedBy), addresses.map(({ level }) => level)],
    );
    const whole = rows.filter(({ hash }) => hash.length === NODE_LENGTH);
    return new Map(whole.map(({ sequence, level, hash }) => [`${sequence}/${level}`, hash]));
  }

  async add(rows: readonly StoredNodes[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.audit_tree (sequence, hashes)
       SELECT sequence, decode(hashes, 'hex') FROM unnest($1::bigint[], $2::text[]) AS row(sequence, hashes)`,
      [rows.map(({ sequence }) => sequence), rows.map(({ hashes }) => Buffer.from(hashes).toString('hex'))],
    );
  }

  /** Every row in the order of numbers. */
  async *rows(): AsyncGenerator<StoredNodes> {
    for (let after: string | null = '0'; after !== null;) {
      const page: TreeRow[] = await this.manager.query<TreeRow[]>(
        'SELECT sequence, hashes FROM registry.audit_tree WHERE sequence > $1 ORDER BY sequence LIMIT $2',
        [after, ROWS_PER_PAGE],
      );
      yield* page.map(({ sequence, hashes }) => ({ sequence: Number(sequence), hashes }));
      after = page.length < ROWS_PER_PAGE ? null : (page.at(-1)?.sequence ?? null);
    }
  }
}

function keyOf(address: NodeAddress): string {
  return `${completedBy(address)}/${address.level}`;
}
