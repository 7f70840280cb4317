// Deletes rows whose time ran out: idempotency keys, sessions, one-time links, refresh tokens and counts of names.

import type { EntityManager } from 'typeorm';

/** One statement stays far below its time limit of 9 s; what is left over goes an hour later. */
const ROWS_PER_TABLE = 20_000;

type Forgotten =
  'idempotency' | 'web_session' | 'one_time_link' | 'refresh_token' | 'names_of_user' | 'names_of_organisation';

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

  /** Counts of days before the one in which `before` lies. */
  async forgetNamesAsked(before: number): Promise<number> {
    const users = await this.forget('names_of_user', 'day', before);
    return users + (await this.forget('names_of_organisation', 'day', before));
  }

  private async forget(table: Forgotten, column: 'created_at' | 'expires_at' | 'day', before: number): Promise<number> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM registry.${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM registry.${table} WHERE ${column} < $1 LIMIT ${ROWS_PER_TABLE} FOR UPDATE SKIP LOCKED))`,
      [new Date(before)],
    );
    return count;
  }
}
