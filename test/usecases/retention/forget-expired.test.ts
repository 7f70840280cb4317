// What ran out is deleted, and nothing else.

import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForgetExpired } from '../../../src/usecases/retention/forget-expired.js';
import { AuditLog, sequencer, worker } from '../../persistence/audit/audit-log.js';

const HOUR = 3_600_000;

describe('forgetting what ran out', () => {
  let log: AuditLog;
  let forget: ForgetExpired;
  const user = randomUUID();

  beforeAll(async () => {
    log = await AuditLog.create();
    forget = new ForgetExpired(log.database, log.clock);
    const organisation = randomUUID();
    const now = new Date(log.clock.now());
    await log.owner.query(
      `INSERT INTO registry.organisation (id, name, kind, created_at) VALUES ($1, 'Office', 'ngo', $2)`,
      [organisation, now],
    );
    await log.owner.query(
      `INSERT INTO registry.app_user (id, organisation_id, username, roles, created_at) VALUES ($1, $2, 'someone', '{liaison}', $3)`,
      [user, organisation, now],
    );
  });
  afterAll(() => log.close());

  /** One row of each sort per offset: made, or running out, so many milliseconds from now. */
  async function seed(...offsets: number[]): Promise<void> {
    for (const offset of offsets) {
      const at = new Date(log.clock.now() + offset);
      const now = new Date(log.clock.now());
      await log.owner.query(
        `INSERT INTO registry.idempotency (user_id, method, path, key, body_hash, created_at) VALUES ($1, 'POST', '/', $2, '', $3)`,
        [user, randomUUID(), at],
      );
      await log.owner.query(
        `INSERT INTO registry.one_time_link (token_hash, purpose, user_id, created_at, expires_at) VALUES ($1, 'set_password', $2, $3, $4)`,
        [randomBytes(32), user, now, at],
      );
      await log.owner.query(
        `INSERT INTO registry.refresh_token (token_hash, family_id, user_id, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [randomBytes(32), randomUUID(), user, now, at],
      );
      await log.owner.query(
        `INSERT INTO registry.web_session (token_hash, user_id, token_version, created_at, last_seen_at, expires_at) VALUES ($1, $2, 1, $3, $3, $4)`,
        [randomBytes(32), user, now, at],
      );
    }
  }

  it('is refused to users', async () => {
    await expect(forget.execute(worker('administrator', undefined, ['administrator']))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('deletes sessions, links and tokens past their end, and keys older than a day', async () => {
    await seed(-25 * HOUR, -23 * HOUR, -1, 0, 1);
    expect(await forget.execute(sequencer)).toEqual({
      idempotencyKeys: 1,
      sessions: 3,
      links: 3,
      refreshTokens: 3,
      namesAsked: 0,
    });
    expect(await forget.execute(sequencer)).toEqual({
      idempotencyKeys: 0,
      sessions: 0,
      links: 0,
      refreshTokens: 0,
      namesAsked: 0,
    });
    log.clock.advance(2);
    expect(await forget.execute(sequencer)).toEqual({
      idempotencyKeys: 0,
      sessions: 2,
      links: 2,
      refreshTokens: 2,
      namesAsked: 0,
    });
    log.clock.advance(24 * HOUR);
    expect((await forget.execute(sequencer)).idempotencyKeys).toBe(4);
  });

  it('deletes counts of names when no service counts that day any more, and not before', async () => {
    const day = new Date(log.clock.now()).toISOString().slice(0, 10);
    await log.owner.query(`INSERT INTO registry.names_of_user (user_id, day, asked) VALUES ($1, $2, 3)`, [user, day]);
    await log.owner.query(
      `INSERT INTO registry.names_of_organisation (organisation_id, day, asked) SELECT organisation_id, $2, 3 FROM registry.app_user WHERE id = $1`,
      [user, day],
    );
    log.clock.advance(47 * HOUR);
    expect((await forget.execute(sequencer)).namesAsked).toBe(0);
    log.clock.advance(25 * HOUR);
    expect((await forget.execute(sequencer)).namesAsked).toBe(2);
  });
});
