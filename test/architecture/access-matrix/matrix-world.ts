// The running service of the access matrix: who asks what about which things, and how an answer is told.

import { Client } from 'pg';
import { ACCESS_POLICY } from '../../../src/domain/access/access-policy.js';
import { ROLES, type Role } from '../../../src/domain/access/actor.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';
import { runCount } from '../../support/run-count.js';
import { addressOf } from '../application-routes.js';
import { describedBy, type ApiDocument } from '../fuzz/api-operations.js';
import { API_ROUTES, OPEN_ROUTES, PARAMETERS } from '../route-matrix.js';
import { bodyOf, queryOf } from './asked-bodies.js';
import type { Level, Thing } from './asked-thing.js';
import { AskedThings } from './asked-things.js';
import { AskingPeople, type Asker, type Side } from './asking-people.js';
import { COLUMNS, EXPECTED_ANSWERS, type Column, type ExpectedAnswers } from './expected-answers.js';

const ASKING: Readonly<Record<Column, readonly [side: Side, level: Level]>> = {
  own: ['own', 'private'],
  nothing: ['own', 'private'],
  private: ['partner', 'private'],
  shared: ['partner', 'shared'],
  bound: ['bound', 'shared'],
};
/** In each run those whom the policy lets in ask in every column, the others in these; in a deep one in all. */
const OF_THE_UNINVITED: readonly Column[] = runCount(0, 1) === 1 ? COLUMNS : ['own', 'private'];
/** Change with each answer. */
const OF_THE_MOMENT = /^(date|x-request-id|x-ratelimit-.*|content-length)$/;

export interface Cell {
  readonly row: ExpectedAnswers;
  readonly column: Column;
  readonly asker: Asker;
  readonly level: Level;
  readonly expected: number;
}

/** Names of the operations of a document, in the router's words. */
export function described(document: ApiDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
}

export function mayAsk(name: string, role: Role): boolean {
  const asks = API_ROUTES[name]?.asks ?? 'signed in';
  return asks === 'signed in' || (ACCESS_POLICY[asks] as readonly Role[]).includes(role);
}

export function told({ row, column, asker, expected }: Cell, { status, text }: TestAnswer): string {
  return `${row.name} ${column} by ${asker.role}: ${status} instead of ${expected} ${text.slice(0, 200)}`;
}

export function codeOf({ body }: TestAnswer): unknown {
  return (body as { readonly code?: unknown } | undefined)?.code;
}

/** All that an answer tells, but for what is drawn for each. */
export function shownOf({ status, text, headers }: TestAnswer): string {
  const shown = [...headers].filter(([name]) => !OF_THE_MOMENT.test(name)).sort();
  return JSON.stringify([status, text.replace(/"requestId":"[^"]*"/, ''), shown]);
}

export class MatrixWorld {
  private count = 0;
  private readonly standing = new Map<string, Thing>();

  private constructor(
    readonly application: TestApplication,
    readonly owner: Client,
    readonly people: AskingPeople,
    readonly things: AskedThings,
    readonly document: ApiDocument,
  ) {}

  static async open(): Promise<MatrixWorld> {
    const application = await startTestApplication();
    const owner = new Client({ connectionString: application.database.urls.owner });
    await owner.connect();
    const people = await AskingPeople.gather(application);
    const { rows } = await owner.query<{ key: string }>('SELECT party_key AS key FROM registry.party');
    const parties = rows.map(({ key }) => key);
    const things = new AskedThings(application, people, owner, parties);
    const place = { code: 'test:90', name: 'Upper Vale' };
    await application.request('POST', '/v1/places', { token: people.hands[0].token, body: place });
    return new MatrixWorld(application, owner, people, things, await describedBy(application));
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.application.stop();
  }

  /** Rows of the operations that ask for a token. */
  guarded(): ExpectedAnswers[] {
    return described(this.document)
      .filter((name) => !(name in OPEN_ROUTES))
      .flatMap((name) => EXPECTED_ANSWERS.get(name) ?? []);
  }

  cells(): Cell[] {
    return this.guarded().flatMap((row) =>
      ROLES.flatMap((role) => COLUMNS.flatMap((column) => this.cellOf(row, role, column))),
    );
  }

  private cellOf(row: ExpectedAnswers, role: Role, column: Column): Cell[] {
    const [side, level] = ASKING[column];
    const [status, asker] = [row.status(column, role), this.people.of(side, role)];
    if (status === null) return [];
    if (mayAsk(row.name, role)) return [{ row, column, asker, level, expected: status }];
    return OF_THE_UNINVITED.includes(column) ? [{ row, column, asker, level, expected: 403 }] : [];
  }

  /** One that stays as it is, since everybody who asks for it is refused. */
  async standingThing(about: string, level: Level): Promise<Thing> {
    const key = `${about} ${level}`;
    const known = this.standing.get(key) ?? (await this.freshThing(about, level, this.people.hands[0]));
    this.standing.set(key, known);
    return known;
  }

  async freshThing(about: string, level: Level, asker: Asker): Promise<Thing> {
    return about === '-' ? {} : this.things.make(about, level, asker);
  }

  ask(name: string, values: Thing, token: string | undefined): Promise<TestAnswer> {
    const [method = '', path = ''] = name.split(' ');
    const body = bodyOf(name, { ...this.surroundings(), ...values });
    return this.application.request(method, addressOf(path, { ...PARAMETERS, ...values }) + queryOf(name), {
      ...(token !== undefined && { token }),
      ...(body !== undefined && { body }),
      headers: { 'if-match': values['tag'] ?? '*' },
    });
  }

  askFor({ row, column, asker }: Cell, thing: Thing): Promise<TestAnswer> {
    return this.ask(row.name, column === 'nothing' ? { ...thing, ...PARAMETERS } : thing, asker.token);
  }

  /** What every body may name, beside the thing itself. */
  private surroundings(): Thing {
    this.count += 1;
    const [{ user }] = this.people.hands;
    const [party = '', otherParty = ''] = this.things.parties;
    return {
      fresh: String(this.count),
      organisation: user.organisation.id,
      username: user.username,
      party,
      otherParty,
    };
  }

  /** Rows of every table but the log's and the sign-ins'. */
  async digestOfTables(): Promise<Readonly<Record<string, string>>> {
    const tables = await this.owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('registry', 'vault', 'published')
         AND tablename NOT LIKE 'audit%' AND tablename NOT IN ('refresh_token', 'web_session')`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await this.owner.query<{ digest: string }>(
        `SELECT count(*) || md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS digest FROM ${name} t`,
      );
      digests[name] = rows[0]?.digest ?? '';
    }
    return digests;
  }

  /** Entries of the log about refused requests. */
  async refusalsNoted(): Promise<number> {
    const { rows } = await this.owner.query<{ n: string }>(
      `SELECT count(*) AS n FROM registry.audit_entry WHERE action = 'access_refused'`,
    );
    return Number(rows[0]?.n);
  }
}
