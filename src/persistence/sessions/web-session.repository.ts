// Stores the console's sessions by the hash of their cookie.

import type { EntityManager } from 'typeorm';

export interface WebSession {
  readonly userId: string;
  readonly tokenVersion: number;
  /** Milliseconds since the epoch. */
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

interface Row {
  user_id: string;
  token_version: number;
  last_seen_at: Date;
  expires_at: Date;
}

export class WebSessionRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(session: {
    hash: Uint8Array;
    userId: string;
    tokenVersion: number;
    at: number;
    expiresAt: number;
  }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.web_session (token_hash, user_id, token_version, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
      [
        Buffer.from(session.hash),
        session.userId,
        session.tokenVersion,
        new Date(session.at),
        new Date(session.expiresAt),
      ],
    );
  }

  async find(hash: Uint8Array): Promise<WebSession | null> {
    const rows = await this.manager.query<Row[]>(
      `SELECT user_id, token_version, last_seen_at, expires_at FROM registry.web_session WHERE token_hash = $1`,
      [Buffer.from(hash)],
    );
    const row = rows[0];
    if (row === undefined) return null;
    return {
      userId: row.user_id,
      tokenVersion: row.token_version,
      lastSeenAt: row.last_seen_at.getTime(),
      expiresAt: row.expires_at.getTime(),
    };
  }

  async touch(hash: Uint8Array, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.web_session SET last_seen_at = $2 WHERE token_hash = $1`, [
      Buffer.from(hash),
      new Date(at),
    ]);
  }

  /** Those of an account by which a request would be let in; instants in milliseconds since the epoch. */
  async openOf(
    userId: string,
    { now, idleSince }: { readonly now: number; readonly idleSince: number },
  ): Promise<{ hash: Uint8Array; begunAt: number; lastUsedAt: number; endsAt: number }[]> {
    const rows = await this.manager.query<(Row & { token_hash: Buffer; created_at: Date })[]>(
      `SELECT s.token_hash, s.created_at, s.last_seen_at, s.expires_at FROM registry.web_session s
       JOIN registry.app_user u ON u.id = s.user_id AND u.token_version = s.token_version
       WHERE s.user_id = $1 AND s.expires_at > $2 AND s.last_seen_at > $3`,
      [userId, new Date(now), new Date(idleSince)],
    );
    return rows.map((row) => ({
      hash: row.token_hash,
      begunAt: row.created_at.getTime(),
      lastUsedAt: row.last_seen_at.getTime(),
      endsAt: row.expires_at.getTime(),
    }));
  }

  /** Returns whether there was such a session. */
  async remove(hash: Uint8Array): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM registry.web_session WHERE token_hash = $1`,
      [Buffer.from(hash)],
    );
    return count > 0;
  }

  async removeAllOf(userId: string): Promise<void> {
    await this.manager.query(`DELETE FROM registry.web_session WHERE user_id = $1`, [userId]);
  }
}
