// The surfaces on which a canary could come out: recorded answers, log lines, the server's own log, and every row of every table.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import canonicalizeModule from 'canonicalize';
import type { Client } from 'pg';
import type { TestAnswer, TestApplication, TestRequest } from '../support/http-application.js';
import { findCanaries } from '../support/canary.js';
import { testServerFacts } from '../support/test-server.js';
import { KEPT_ANSWERS } from './kept-answers.js';

/** The package's types describe an ES module; what it exports is the function. */
const canonicalize = canonicalizeModule as unknown as (input: unknown) => string | undefined;

/** One text that somebody outside the vault can read, and what it is called in a failure. */
export interface Surface {
  readonly name: string;
  readonly text: string;
}

/** Enough to see what is wrong. */
const MOST_TOLD = 20;

/** `name: canary as form` for what came out. */
export function leaksOn(surfaces: readonly Surface[]): string[] {
  const searched = new Map<string, string[]>();
  const leaks = surfaces.flatMap(({ name, text }) => {
    const found = searched.get(text) ?? findCanaries(text);
    searched.set(text, found);
    return found.map((one) => `${name}: ${one}`);
  });
  return leaks.length > MOST_TOLD ? [...leaks.slice(0, MOST_TOLD), `and ${leaks.length - MOST_TOLD} more`] : leaks;
}

/** Asks the service, and keeps the status line, every header and the body of each answer. */
export class Recorder {
  readonly surfaces: Surface[] = [];
  /** Answers of the one door to a name; they must hold canaries. */
  readonly disclosures: Surface[] = [];
  /** `METHOD path` → statuses that were answered. */
  readonly statuses = new Map<string, Set<number>>();
  /** Plain digests of what was sent: whoever finds one of them somewhere can try names until it fits. */
  readonly digestsOfBodies = new Set<string>();

  /** Codes of problems that were answered. */
  readonly codes = new Set<string>();
  /** Headers by which a browser would keep an answer, tell its address to others, or take it for something else. */
  readonly careless: string[] = [];

  constructor(private readonly application: Pick<TestApplication, 'request'>) {}

  async ask(
    method: string,
    address: string,
    given: TestRequest & { readonly route?: string; readonly what?: string; readonly disclosing?: boolean } = {},
  ): Promise<TestAnswer> {
    const { route = address, what = '', disclosing = false, ...request } = given;
    if (typeof request.body === 'object' && !(request.body instanceof Uint8Array)) this.noteDigests(request.body);
    const answer = await this.application.request(method, address, request);
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const name = `${method} ${route} ${what}`.trim();
    this.surfaces.push({ name: `headers of ${name}`, text: headers });
    (disclosing ? this.disclosures : this.surfaces).push({ name, text: answer.text });
    const known = this.statuses.get(`${method} ${route}`) ?? new Set();
    this.statuses.set(`${method} ${route}`, known.add(answer.status));
    this.noteProblem(answer);
    this.careless.push(...carelessHeaders(address, answer).map((fault) => `${name}: ${fault}`));
    return answer;
  }

  private noteProblem({ headers, body }: TestAnswer): void {
    if (headers.get('content-type')?.startsWith('application/problem+json') !== true) return;
    const code = (body as { readonly code?: string } | undefined)?.code;
    if (code !== undefined) this.codes.add(code);
  }

  private noteDigests(body: unknown): void {
    for (const text of [JSON.stringify(body), canonicalize(body) ?? '']) {
      for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
        this.digestsOfBodies.add(createHash(algorithm).update(text).digest('hex'));
      }
    }
  }
}

/** Files of the program that hold no data; whoever has an old one asks whether there is a newer. */
const STATIC = /^\/(assets|docs)(\/|$)/;
/** Pages tell their own origin where a form came from, and nobody else. */
const REFERRER_POLICIES: readonly string[] = ['no-referrer', 'same-origin'];
/** What everybody may read without signing in: releases and their charts. */
const PUBLIC = /^\/(explore|releases(\/.*)?)?$/;
/** Names that were written in the program. */
const DISPOSITION = /^(inline|attachment; filename="[a-z-]+\.[a-z]+")$/;

function mayBeKept(path: string, caching: string | null): boolean {
  if (caching === 'no-store') return true;
  return (
    (STATIC.test(path) && caching === 'no-cache') || (PUBLIC.test(path) && caching?.startsWith('public, ') === true)
  );
}

function carelessHeaders(address: string, { headers }: TestAnswer): string[] {
  const [path = ''] = address.split('?', 1);
  const caching = headers.get('cache-control');
  const disposition = headers.get('content-disposition');
  const kept = KEPT_ANSWERS.find((one) => one.address.test(path));
  const named = kept?.disposition ?? DISPOSITION;
  return [
    ...(mayBeKept(path, caching) || kept?.caching === caching ? [] : [`cache-control ${caching}`]),
    ...(REFERRER_POLICIES.includes(headers.get('referrer-policy') ?? '') ? [] : ['referrer-policy']),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['x-content-type-options']),
    ...(disposition === null || named.test(disposition) ? [] : ['content-disposition']),
  ];
}

/** Read through SELECT, since longer values are compressed in the files; the tables are those that exist. */
export async function tableSurfaces(owner: Client): Promise<Surface[]> {
  const tables = await owner.query<{ name: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`);
  const surfaces: Surface[] = [];
  for (const { name } of tables.rows) {
    const rows = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    surfaces.push({ name: `table ${name}`, text: rows.rows.map(({ row }) => row).join('\n') });
  }
  return surfaces;
}

/** The statistics that PostgreSQL keeps of columns hold values of rows, and so do its activity and prepared statements. */
export async function catalogueSurfaces(owner: Client): Promise<Surface[]> {
  const views = ['pg_stats', 'pg_stat_activity', 'pg_prepared_statements', 'pg_description', 'pg_settings'];
  await owner.query('ANALYZE');
  const surfaces: Surface[] = [];
  for (const name of views) {
    const rows = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    surfaces.push({ name: `view ${name}`, text: rows.rows.map(({ row }) => row).join('\n') });
  }
  return surfaces;
}

/** The log file of this run's PostgreSQL. */
export function serverLogSurface(): Surface {
  const { dataDirectory } = testServerFacts();
  return { name: 'log of PostgreSQL', text: readFileSync(path.join(dataDirectory, 'server.log'), 'utf8') };
}
