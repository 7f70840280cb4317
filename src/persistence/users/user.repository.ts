// Stores and finds user accounts, counting failed sign-ins.

import type { EntityManager } from 'typeorm';
import type { OrganisationKind, Role, SignInState } from '../../domain/access/actor.js';
import type { User, UserCredentials } from '../../domain/access/user.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { signedIn } from './signed-in.query.js';

interface UserRow {
  id: string;
  username: string;
  roles: string[];
  token_version: number;
  password_hash: string | null;
  failed_sign_ins: number;
  locked_until: Date | null;
  disabled_at: Date | null;
  second_factor_since: Date | null;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: string;
  party_id: string | null;
  party_key: string | null;
  party_label: string | null;
}

const SELECT = `
  SELECT u.id, u.username, u.roles, u.token_version, u.password_hash, u.failed_sign_ins, u.locked_until, u.disabled_at, u.second_factor_since,
         o.id AS organisation_id, o.name AS organisation_name, o.kind AS organisation_kind,
         p.id AS party_id, p.party_key, p.label AS party_label
  FROM registry.app_user u
  JOIN registry.organisation o ON o.id = u.organisation_id
  LEFT JOIN registry.party p ON p.id = o.party_id`;

export class UserRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(user: {
    id: string;
    organisationId: string;
    username: string;
    passwordHash: string | null;
    roles: readonly Role[];
    at: number;
  }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.app_user (id, organisation_id, username, password_hash, roles, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [user.id, user.organisationId, user.username, user.passwordHash, [...user.roles], new Date(user.at)],
    );
  }

  async findCredentials(username: string): Promise<UserCredentials | null> {
    const rows = await this.manager.query<UserRow[]>(`${SELECT} WHERE u.username = $1`, [username]);
    return rows[0] === undefined ? null : credentialsOf(rows[0]);
  }

  async findById(id: string): Promise<User | null> {
    const rows = await this.manager.query<UserRow[]>(`${SELECT} WHERE u.id = $1`, [id]);
    return rows[0] === undefined ? null : userOf(rows[0]);
  }

  /** The account behind a sign-in, unless it has been signed out. */
  async findSignedIn(id: string, signInId: string): Promise<User | null> {
    const rows = await this.manager.query<UserRow[]>(
      plannedOnce(`${SELECT} WHERE u.id = $1
         AND EXISTS (SELECT 1 FROM registry.refresh_token t WHERE t.family_id = $2 AND t.revoked_at IS NULL)`),
      [id, signInId],
    );
    return rows[0] === undefined ? null : userOf(rows[0]);
  }

  /** Whether a sign-in stands as it was: what else an actor is made of never changes. */
  async isSignedIn(id: string, { signInId, tokenVersion }: SignInState): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(plannedOnce(signedIn('$1', '$2', '$3')), [
      id,
      signInId,
      tokenVersion,
    ]);
    return rows.length > 0;
  }

  async findByUsername(username: string): Promise<User | null> {
    const rows = await this.manager.query<UserRow[]>(`${SELECT} WHERE u.username = $1`, [username]);
    return rows[0] === undefined ? null : userOf(rows[0]);
  }

  /** Every account of an organisation, or of all when none is given, by name. */
  async list(organisationId: string | null): Promise<User[]> {
    const rows = await this.manager.query<UserRow[]>(
      `${SELECT} WHERE $1::uuid IS NULL OR o.id = $1 ORDER BY u.username`,
      [organisationId],
    );
    return rows.map(userOf);
  }

  async count(): Promise<number> {
    const rows = await this.manager.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM registry.app_user`);
    return rows[0]?.n ?? 0;
  }

  /** The operator's default in a demonstration: the coordinator who was created first. */
  async findFirstWithRole(role: Role): Promise<User | null> {
    const rows = await this.manager.query<UserRow[]>(
      `${SELECT} WHERE $1 = ANY (u.roles) AND u.disabled_at IS NULL ORDER BY u.created_at, u.id LIMIT 1`,
      [role],
    );
    return rows[0] === undefined ? null : userOf(rows[0]);
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.manager.query(
      `UPDATE registry.app_user SET password_hash = $2, token_version = token_version + 1, failed_sign_ins = 0, locked_until = NULL WHERE id = $1`,
      [id, passwordHash],
    );
  }

  async setRoles(id: string, roles: readonly Role[]): Promise<void> {
    await this.manager.query(
      `UPDATE registry.app_user SET roles = $2, token_version = token_version + 1 WHERE id = $1`,
      [id, [...roles]],
    );
  }

  async setDisabled(id: string, at: number | null): Promise<void> {
    await this.manager.query(
      `UPDATE registry.app_user SET disabled_at = $2, token_version = token_version + 1 WHERE id = $1`,
      [id, at === null ? null : new Date(at)],
    );
  }

  /** Null where a password is enough from now on. */
  async setSecondFactor(id: string, since: number | null): Promise<void> {
    await this.manager.query(
      `UPDATE registry.app_user SET second_factor_since = $2, token_version = token_version + 1 WHERE id = $1`,
      [id, since === null ? null : new Date(since)],
    );
  }

  /** Until the transaction ends, whether there is such an account or not: guesses at one name wait for each other alike. */
  async holdUsername(username: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 53))`, [username]);
  }

  /** The account as it is, held until the transaction ends, so that guesses made at once are counted one by one. */
  async lockCredentials(id: string): Promise<UserCredentials | null> {
    const rows = await this.manager.query<UserRow[]>(`${SELECT} WHERE u.id = $1 FOR UPDATE OF u`, [id]);
    return rows[0] === undefined ? null : credentialsOf(rows[0]);
  }

  async setFailures(id: string, failures: number, lockedUntil: number | null): Promise<void> {
    await this.manager.query(`UPDATE registry.app_user SET failed_sign_ins = $2, locked_until = $3 WHERE id = $1`, [
      id,
      failures,
      lockedUntil === null ? null : new Date(lockedUntil),
    ]);
  }

  async clearFailures(id: string): Promise<void> {
    await this.manager.query(
      `UPDATE registry.app_user SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1 AND failed_sign_ins > 0`,
      [id],
    );
  }
}

function userOf(row: UserRow): User {
  return {
    id: row.id,
    username: row.username,
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      kind: row.organisation_kind as OrganisationKind,
      party:
        row.party_id === null || row.party_key === null || row.party_label === null
          ? null
          : { id: row.party_id, partyKey: row.party_key, label: row.party_label },
    },
    roles: row.roles as Role[],
    tokenVersion: row.token_version,
    disabled: row.disabled_at !== null,
    secondFactorSince: row.second_factor_since?.getTime() ?? null,
  };
}

function credentialsOf(row: UserRow): UserCredentials {
  return {
    ...userOf(row),
    passwordHash: row.password_hash,
    failedSignIns: row.failed_sign_ins,
    lockedUntil: row.locked_until?.getTime() ?? null,
  };
}
