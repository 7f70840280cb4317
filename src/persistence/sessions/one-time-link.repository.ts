// Stores links that work once, by the hash of their token: setting the registry up, and choosing a password.

import type { EntityManager } from 'typeorm';

export type LinkPurpose = 'set_up' | 'set_password';

export class OneTimeLinkRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(link: {
    hash: Uint8Array;
    purpose: LinkPurpose;
    userId: string | null;
    at: number;
    expiresAt: number;
  }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.one_time_link (token_hash, purpose, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [Buffer.from(link.hash), link.purpose, link.userId, new Date(link.at), new Date(link.expiresAt)],
    );
  }

  /** The user of a link that still works; null inside for the set-up link, null instead of it when there is none. */
  async find(hash: Uint8Array, purpose: LinkPurpose, now: number): Promise<{ readonly userId: string | null } | null> {
    const rows = await this.manager.query<{ user_id: string | null }[]>(
      `SELECT user_id FROM registry.one_time_link
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3`,
      [Buffer.from(hash), purpose, new Date(now)],
    );
    return rows[0] === undefined ? null : { userId: rows[0].user_id };
  }

  /** Uses a link up; of two that try at once the second one waits, and then gets false. */
  async use(hash: Uint8Array, purpose: LinkPurpose, now: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.one_time_link SET used_at = $3
       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3`,
      [Buffer.from(hash), purpose, new Date(now)],
    );
    return count > 0;
  }

  /** Kills every link of this purpose that was not used: all set-up links, or one user's. */
  async discardUnused(purpose: LinkPurpose, userId: string | null): Promise<void> {
    await this.manager.query(
      `DELETE FROM registry.one_time_link WHERE purpose = $1 AND user_id IS NOT DISTINCT FROM $2::uuid AND used_at IS NULL`,
      [purpose, userId],
    );
  }
}
