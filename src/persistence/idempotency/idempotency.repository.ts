// Makes a repeated request answer as the first one did, in the same transaction as its effect.

import type { EntityManager } from 'typeorm';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';

export class IdempotencyRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Runs `work` once per key: the second of two equal requests waits for the first one's transaction and gets its
   * answer; the same key with another body is a conflict. Without a key `work` simply runs.
   */
  async once<T extends object>(request: RequestKey | null, at: number, work: () => Promise<T>): Promise<T> {
    if (request === null) return work();
    const claimed = await this.manager.query<unknown[]>(
      `INSERT INTO registry.idempotency (user_id, method, path, key, body_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT idempotency_pk DO NOTHING RETURNING 1`,
      [request.userId, request.method, request.path, request.key, Buffer.from(request.bodyHash), new Date(at)],
    );
    if (claimed.length === 0) return this.earlierAnswer<T>(request);
    const answer = await work();
    await this.manager.query(
      `UPDATE registry.idempotency SET response = $5 WHERE user_id = $1 AND method = $2 AND path = $3 AND key = $4`,
      [request.userId, request.method, request.path, request.key, JSON.stringify(answer)],
    );
    return answer;
  }

  /** What was answered under this key before, or null; for a request whose first answer ended what it would ask for again. */
  async earlier<T extends object>(request: RequestKey | null): Promise<T | null> {
    return request === null || !(await this.isKnown(request)) ? null : this.earlierAnswer<T>(request);
  }

  /** Whether this user has sent this key with this request before, whatever its body. */
  async isKnown(request: RequestKey): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM registry.idempotency WHERE user_id = $1 AND method = $2 AND path = $3 AND key = $4`,
      [request.userId, request.method, request.path, request.key],
    );
    return rows.length > 0;
  }

  private async earlierAnswer<T extends object>(request: RequestKey): Promise<T> {
    const rows = await this.manager.query<{ body_hash: Buffer; response: T | null }[]>(
      `SELECT body_hash, response FROM registry.idempotency WHERE user_id = $1 AND method = $2 AND path = $3 AND key = $4`,
      [request.userId, request.method, request.path, request.key],
    );
    const row = rows[0];
    if (row === undefined || row.response === null)
      throw new DomainError('unavailable', 'An equal request is still under way. Try again in a few seconds.');
    if (!row.body_hash.equals(Buffer.from(request.bodyHash))) {
      throw new DomainError('idempotency_key_reused', 'This Idempotency-Key was used before with another body.');
    }
    return row.response;
  }

  /** Keys are kept for 24 hours. */
  async forgetBefore(instant: number): Promise<number> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM registry.idempotency WHERE created_at < $1`,
      [new Date(instant)],
    );
    return count;
  }
}
