// Stores refresh tokens by their hash, in families: every token of a family comes from one sign-in.

import type { EntityManager } from 'typeorm';

export interface RefreshToken {
  readonly familyId: string;
  readonly userId: string;
  /** Milliseconds since the epoch, the same for the whole family. */
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly revoked: boolean;
}

interface Row {
  family_id: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

export class RefreshTokenRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(token: {
    hash: Uint8Array;
    familyId: string;
    userId: string;
    issuedAt: number;
    expiresAt: number;
  }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.refresh_token (token_hash, family_id, user_id, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [Buffer.from(token.hash), token.familyId, token.userId, new Date(token.issuedAt), new Date(token.expiresAt)],
    );
  }

  /** Uses a token up; of two that try at once the second one waits, and then gets null. */
  async use(hash: Uint8Array, at: number): Promise<RefreshToken | null> {
    const [rows] = await this.manager.query<[Row[], number]>(
      `UPDATE registry.refresh_token SET used_at = $2
       WHERE token_hash = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2
       RETURNING family_id, user_id, expires_at, used_at, revoked_at`,
      [Buffer.from(hash), new Date(at)],
    );
    return rows[0] === undefined ? null : tokenOf(rows[0]);
  }

  async find(hash: Uint8Array): Promise<RefreshToken | null> {
    const rows = await this.manager.query<Row[]>(
      `SELECT family_id, user_id, expires_at, used_at, revoked_at FROM registry.refresh_token WHERE token_hash = $1`,
      [Buffer.from(hash)],
    );
    return rows[0] === undefined ? null : tokenOf(rows[0]);
  }

  /** The sign-ins of an account that can still be refreshed; instants in milliseconds since the epoch. */
  async familiesOf(
    userId: string,
    now: number,
  ): Promise<{ id: string; begunAt: number; lastUsedAt: number; endsAt: number }[]> {
    const rows = await this.manager.query<{ family_id: string; begun: Date; renewed: Date; ends: Date }[]>(
      `SELECT family_id, min(issued_at) AS begun, max(issued_at) AS renewed, max(expires_at) AS ends FROM registry.refresh_token
       WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 GROUP BY family_id`,
      [userId, new Date(now)],
    );
    return rows.map(({ family_id: id, begun, renewed, ends }) => ({
      id,
      begunAt: begun.getTime(),
      lastUsedAt: renewed.getTime(),
      endsAt: ends.getTime(),
    }));
  }

  /** A family that was forgotten is as dead as one that was revoked. */
  async revokeFamily(familyId: string, at: number): Promise<void> {
    await this.manager.query(
      `UPDATE registry.refresh_token SET revoked_at = $2 WHERE family_id = $1 AND revoked_at IS NULL`,
      [familyId, new Date(at)],
    );
  }

  async revokeAllOf(userId: string, at: number): Promise<void> {
    await this.manager.query(
      `UPDATE registry.refresh_token SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL`,
      [userId, new Date(at)],
    );
  }
}

function tokenOf(row: Row): RefreshToken {
  return {
    familyId: row.family_id,
    userId: row.user_id,
    expiresAt: row.expires_at.getTime(),
    usedAt: row.used_at?.getTime() ?? null,
    revoked: row.revoked_at !== null,
  };
}
