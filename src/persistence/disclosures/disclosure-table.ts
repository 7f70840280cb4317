// A table of disclosures, of whatever is disclosed: who was shown which fields, for which purpose, why and until when.

import type { EntityManager } from 'typeorm';
import { invalidField } from '../../domain/domain-error.js';
import type { DisclosurePurpose } from '../../domain/identity/disclosure.js';
import { isUuid } from '../../domain/uuid.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import type { Condition } from '../condition.js';
import { KeptTexts } from '../kept-texts.js';
import { timestampOf } from '../statements/statement-row.js';

/** What every such table has. */
export interface DisclosedRow {
  id: string;
  user_id: string;
  username: string;
  organisation: string;
  purpose: string;
  fields: string[];
  reason: string;
  disclosed_at: Date;
  expires_at: Date;
}

export interface Disclosed<Field extends string> {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  /** Of whoever looked. */
  readonly organisation: string;
  readonly purpose: DisclosurePurpose;
  readonly fields: readonly Field[];
  readonly reason: string;
  /** Milliseconds since the epoch, as the next. */
  readonly disclosedAt: number;
  readonly expiresAt: number;
}

export interface DisclosurePage {
  /** Id of the last disclosure of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** What was disclosed later is left out. */
  readonly knownAt?: number | undefined;
}

/** Names of a table and of its columns, written in the code alone. */
export interface DisclosureTableShape {
  readonly table: string;
  /** The column of what is disclosed. */
  readonly subject: string;
  /** What this table has beside. */
  readonly more: readonly string[];
}

const COLUMNS = ['id', 'user_id', 'purpose', 'fields', 'reason', 'disclosed_at', 'expires_at'];

const texts = new KeptTexts();

export class DisclosureTable<Row extends DisclosedRow> {
  private readonly select: string;

  constructor(
    private readonly manager: EntityManager,
    private readonly shape: DisclosureTableShape,
  ) {
    const columns = [...COLUMNS, shape.subject, ...shape.more].map((column) => `d.${column}`).join(', ');
    this.select = `SELECT ${columns}, u.username, o.name AS organisation FROM ${shape.table} d
      JOIN registry.app_user u ON u.id = d.user_id JOIN registry.organisation o ON o.id = u.organisation_id`;
  }

  /** `about` holds the columns of what is disclosed. Nothing is added where `on` is not true. */
  async add(
    about: Readonly<Record<string, string | boolean | null>>,
    disclosed: Omit<Disclosed<string>, 'username' | 'organisation'>,
    on: Condition | null = null,
  ): Promise<void> {
    const { id, userId, purpose, fields, reason, disclosedAt, expiresAt } = disclosed;
    const given = [id, userId, purpose, [...fields], reason, timestampOf(disclosedAt), timestampOf(expiresAt)];
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const places = [...given, ...Object.values(about)].map(bind).join(', ');
    const columns = [...COLUMNS, ...Object.keys(about)].join(', ');
    const condition = on === null ? '' : ` WHERE ${on(bind)}`;
    const { table } = this.shape;
    const composed = plannedOnce(`INSERT INTO ${table} (${columns}) SELECT ${places}${condition}`);
    await this.manager.query(texts.same(table, condition, composed), values);
  }

  /** A user's own disclosure of this subject. `id` is a UUID. */
  async findOwn(id: string, subjectId: string, userId: string): Promise<Row | null> {
    const rows = await this.manager.query<Row[]>(
      `${this.select} WHERE d.id = $1 AND d.${this.shape.subject} = $2 AND d.user_id = $3`,
      [id, subjectId, userId],
    );
    return rows[0] ?? null;
  }

  /** Newest first. Throws `invalid_field` for a cursor that is no disclosure of this subject: it tells of no other. */
  async ofSubject(subjectId: string, page: DisclosurePage): Promise<{ rows: Row[]; more: boolean }> {
    const { table, subject } = this.shape;
    const { cursor = null, limit, knownAt = Infinity } = page;
    const begin = cursor === null ? null : await this.positionOf(cursor, subjectId);
    const rows = await this.manager.query<Row[]>(
      `${this.select} WHERE d.${subject} = $1 AND d.disclosed_at <= $2
         AND ($3::uuid IS NULL OR (d.disclosed_at, d.id) < (SELECT b.disclosed_at, b.id FROM ${table} b WHERE b.id = $3))
       ORDER BY d.disclosed_at DESC, d.id DESC LIMIT $4`,
      [subjectId, timestampOf(knownAt), begin, limit + 1],
    );
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  }

  private async positionOf(cursor: string, subjectId: string): Promise<string> {
    const { table, subject } = this.shape;
    const found = isUuid(cursor)
      ? await this.manager.query<unknown[]>(`SELECT 1 FROM ${table} WHERE id = $1 AND ${subject} = $2`, [
          cursor,
          subjectId,
        ])
      : [];
    if (found.length === 0) throw invalidField('/cursor', 'the cursor of the page before');
    return cursor;
  }
}

/** The domain checked the closed lists before the row was written, and it is not rewritten. */
export function disclosedOf<Field extends string>(row: DisclosedRow): Disclosed<Field> {
  return {
    id: row.id,
    userId: row.user_id,
    username: row.username,
    organisation: row.organisation,
    purpose: row.purpose as DisclosurePurpose,
    fields: row.fields as Field[],
    reason: row.reason,
    disclosedAt: row.disclosed_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}
