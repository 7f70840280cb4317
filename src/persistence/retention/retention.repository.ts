// Deletes rows whose time ran out: idempotency keys, sessions, one-time links and refresh tokens.

import type { EntityManager } from 'typeorm';

/** One statement stays far below its time limit of 10 s; what is left over goes an hour later. */
const ROWS_PER_TABLE = 20_000;

export class RetentionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Keys made before `before`. */
  async forgetIdempotencyKeys(before: number): Promise<number> {
    return this.forget('idempotency', 'created_at', before);
  }

  async forgetSessions(before: number): Promise<number> {
    return this.forget('web_session', 'expires_at', before);
  }

  async forgetLinks(before: number): Promise<number> {
    return this.forget('one_time_link', 'expires_at', before);
  }

  /** A used token is kept until it runs out: until then its second use is a theft that ends the whole family. */
  async forgetRefreshTokens(before: number): Promise<number> {
    return this.forget('refresh_token', 'expires_at', before);
  }

  private async forget(
    table: 'idempotency' | 'web_session' | 'one_time_link' | 'refresh_token',
    column: 'created_at' | 'expires_at',
    before: number,
  ): Promise<number> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM registry.${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM registry.${table} WHERE ${column} < $1 LIMIT ${ROWS_PER_TABLE} FOR UPDATE SKIP LOCKED))`,
      [new Date(before)],
    );
    return count;
  }
}
