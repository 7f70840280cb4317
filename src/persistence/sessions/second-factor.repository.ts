// Keeps the second factors of accounts, sealed, and the hashes of the codes that stand in for them once.

import type { EntityManager } from 'typeorm';
import type { HeldFactor } from '../../domain/access/second-factor.js';

interface FactorRow {
  sealed: Buffer;
  begun_at: Date;
  confirmed_at: Date | null;
  last_step: string | null;
}

export class SecondFactorRepository {
  constructor(private readonly manager: EntityManager) {}

  /** In the place of one that was begun and not confirmed; false, changing nothing, where a confirmed one is there. */
  async begin(userId: string, sealed: Uint8Array, at: number): Promise<boolean> {
    await this.manager.query(`DELETE FROM registry.second_factor WHERE user_id = $1 AND confirmed_at IS NULL`, [
      userId,
    ]);
    const rows = await this.manager.query<unknown[]>(
      `INSERT INTO registry.second_factor (user_id, sealed, begun_at) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT second_factor_pk DO NOTHING RETURNING 1`,
      [userId, Buffer.from(sealed), new Date(at)],
    );
    return rows.length > 0;
  }

  async find(userId: string): Promise<HeldFactor | null> {
    const [row] = await this.manager.query<FactorRow[]>(
      `SELECT sealed, begun_at, confirmed_at, last_step FROM registry.second_factor WHERE user_id = $1`,
      [userId],
    );
    if (row === undefined) return null;
    return {
      sealed: row.sealed,
      begunAt: row.begun_at.getTime(),
      confirmedAt: row.confirmed_at?.getTime() ?? null,
      lastStep: row.last_step === null ? null : Number(row.last_step),
    };
  }

  /** False where nothing waits to be confirmed. */
  async confirm(userId: string, step: number, at: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.second_factor SET confirmed_at = $2, last_step = $3 WHERE user_id = $1 AND confirmed_at IS NULL`,
      [userId, new Date(at), step],
    );
    return count > 0;
  }

  /** A code counts once: false where one of this span, or of a later one, was accepted before. */
  async use(userId: string, step: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.second_factor SET last_step = $2 WHERE user_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2`,
      [userId, step],
    );
    return count > 0;
  }

  /** Instead of all that were there. */
  async setRecoveryCodes(userId: string, hashes: readonly Uint8Array[]): Promise<void> {
    await this.manager.query(`DELETE FROM registry.recovery_code WHERE user_id = $1`, [userId]);
    await this.manager.query(
      `INSERT INTO registry.recovery_code (user_id, code_hash) SELECT $1, h FROM unnest($2::bytea[]) AS h`,
      [userId, hashes.map((hash) => Buffer.from(hash))],
    );
  }

  /** Uses one up; false where there is none such, or it was used before. */
  async useRecoveryCode(userId: string, hash: Uint8Array, at: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.recovery_code SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL`,
      [userId, Buffer.from(hash), new Date(at)],
    );
    return count > 0;
  }

  async recoveryCodesLeft(userId: string): Promise<number> {
    const rows = await this.manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM registry.recovery_code WHERE user_id = $1 AND used_at IS NULL`,
      [userId],
    );
    return rows[0]?.n ?? 0;
  }

  async remove(userId: string): Promise<void> {
    await this.manager.query(`DELETE FROM registry.recovery_code WHERE user_id = $1`, [userId]);
    await this.manager.query(`DELETE FROM registry.second_factor WHERE user_id = $1`, [userId]);
  }
}
