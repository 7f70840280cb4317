// Makes requests to one operation: well-formed ones out of the schemas and of what is known, and ones with faults of every kind.

import fc from 'fast-check';
import { ACCESS_POLICY } from '../../../src/domain/access/access-policy.js';
import type { Role } from '../../../src/domain/access/actor.js';
import { API_ROUTES, PARAMETERS } from '../route-matrix.js';
import type { ApiDocument, Operation, Parameter } from './api-operations.js';
import type { Caller, FuzzCallers } from './fuzz-callers.js';
import { brokenBody, hostileTextFor, misshapen } from './hostile-values.js';
import type { KnownThings, Values } from './known-things.js';
import { ODD_HEADERS } from './odd-headers.js';
import { WellFormedValues, type Draw, type Stock } from './well-formed-values.js';
import type { WireRequest } from './wire.js';

export interface FuzzRequest {
  readonly operation: Operation | null;
  readonly caller: Caller;
  readonly values: Values;
  /** Whether its form is the documented one; what it asks for may still be refused. */
  readonly isWellFormed: boolean;
  readonly wire: WireRequest;
}

/** Of a hundred: requests in the documented form. */
const WELL_FORMED = 50;

interface Draft {
  path: string;
  query: string[];
  headers: (readonly [string, string])[];
  body: Buffer | null;
  isWellFormed: boolean;
}

/** Users whom nobody needs afterwards, beside those who ask. */
export interface Targets {
  readonly usernames: readonly string[];
}

export class FuzzRequests {
  private readonly wellFormed: WellFormedValues;

  constructor(
    document: ApiDocument,
    private readonly callers: FuzzCallers,
    private readonly known: KnownThings,
    private readonly targets: Targets,
  ) {
    this.wellFormed = new WellFormedValues(document.components.schemas);
  }

  async next(operation: Operation, draw: Draw): Promise<FuzzRequest> {
    const caller = this.callerFor(operation, draw);
    const stock = this.stockOf(caller, draw);
    const values = this.valuesFor(operation, caller, draw);
    const draft: Draft = {
      path: addressOf(operation.path, values),
      query: this.queryOf(operation, stock, draw),
      headers: await this.headersOf(operation, { caller, values }, draw),
      body: this.bodyOf(operation, stock, draw),
      isWellFormed: true,
    };
    if (draft.body !== null) draft.headers.push(['content-type', 'application/json']);
    if (draw(fc.nat(99)) >= WELL_FORMED) this.spoil(operation, draft, draw);
    return {
      operation,
      caller,
      values,
      isWellFormed: draft.isWellFormed,
      wire: {
        method: operation.method,
        address: draft.query.length === 0 ? draft.path : `${draft.path}?${draft.query.join('&')}`,
        headers: draft.headers,
        body: draft.body,
      },
    };
  }

  /** Mostly somebody who may do it. */
  private callerFor({ name }: Operation, draw: Draw): Caller {
    const asks = API_ROUTES[name.replace('HEAD ', 'GET ')]?.asks;
    const roles: readonly Role[] | null = asks === undefined || asks === 'signed in' ? null : ACCESS_POLICY[asks];
    const allowed = this.callers.signedIn.filter(
      (one) => roles === null || one.roles.some((role) => roles.includes(role)),
    );
    const drawn = draw(fc.nat(99));
    if (drawn < 82 && allowed.length > 0) return draw(fc.constantFrom(...allowed));
    return draw(fc.constantFrom(...(drawn < 93 ? this.callers.signedIn : this.callers.strangers)));
  }

  private stockOf(caller: Caller, draw: Draw): Stock {
    const whose = draw(fc.nat(9)) === 0 ? null : caller.organisation;
    const idsOf = (path: string): string[] =>
      this.known.addressesFor(path, whose).flatMap(({ id }) => (id === undefined ? [] : [id]));
    return {
      pseudonyms: this.known.pseudonymsOf(whose),
      parties: this.callers.parties,
      organisations: this.callers.organisations,
      usernames: [...this.callers.users.map(({ username }) => username), ...this.targets.usernames],
      sites: idsOf('/v1/sites/:id'),
      figures: idsOf('/v1/published-figures/:id'),
    };
  }

  private valuesFor({ path }: Operation, caller: Caller, draw: Draw): Values {
    const isForeign = draw(fc.nat(9)) === 0;
    const known = this.known.addressesFor(path, isForeign ? null : caller.organisation);
    const pseudonyms = this.known.pseudonymsOf(isForeign ? null : caller.organisation);
    return {
      ...PARAMETERS,
      ...(pseudonyms.length > 0 && { pseudonym: draw(fc.constantFrom(...pseudonyms)) }),
      ...(draw(fc.nat(9)) > 0 && {
        line: draw(fc.constantFrom('1', '2', '3')),
        number: draw(fc.constantFrom('1', '2')),
      }),
      username: draw(fc.constantFrom(...this.callers.users)).username,
      ...(known.length > 0 && draw(fc.constantFrom(...known))),
    };
  }

  private queryOf({ parameters, path }: Operation, stock: Stock, draw: Draw): string[] {
    return parameters
      .filter((one) => one.in === 'query' && (one.required === true || draw(fc.nat(9)) < 3))
      .map(({ name, schema }) => {
        const cursors = this.known.cursorsFor(draw(fc.nat(4)) === 0 ? null : path);
        const isCursor = name === 'cursor' && cursors.length > 0;
        const value = isCursor
          ? draw(fc.constantFrom(...cursors))
          : this.wellFormed.value(schema ?? {}, name, stock, draw);
        return `${name}=${encodeURIComponent(String(value))}`;
      });
  }

  private async headersOf(
    { parameters, path }: Operation,
    { caller, values }: { caller: Caller; values: Values },
    draw: Draw,
  ): Promise<[string, string][]> {
    const headers: [string, string][] = [];
    const authorization = await caller.authorization();
    if (authorization !== null) headers.push(['authorization', authorization]);
    const takes = (name: string): Parameter | undefined =>
      parameters.find((one) => one.in === 'header' && one.name.toLowerCase() === name);
    // Few different keys, so that some come twice, with the same body or another one.
    if (takes('idempotency-key') !== undefined && draw(fc.nat(9)) < 3)
      headers.push(['idempotency-key', `key-${draw(fc.nat(40))}`]);
    const tag = takes('if-match');
    if (tag !== undefined && (tag.required === true || draw(fc.nat(9)) < 4))
      headers.push(['if-match', draw(fc.constantFrom('*', '"v1"', ...this.known.tagsFor(path, values)))]);
    return headers;
  }

  private bodyOf({ body }: Operation, stock: Stock, draw: Draw): Buffer | null {
    if (body === null) return null;
    return Buffer.from(JSON.stringify(this.wellFormed.value(body, '', stock, draw)), 'utf8');
  }

  private spoil(operation: Operation, draft: Draft, draw: Draw): void {
    draft.isWellFormed = false;
    const hasBody = draft.body !== null;
    const kind = draw(fc.nat(hasBody ? 19 : 9));
    if (kind < 4) spoilQuery(operation, draft, draw);
    else if (kind < 7) spoilPath(operation, draft, draw);
    else if (kind < 10) spoilHeaders(draft, draw);
    else this.spoilBody(draft, draw, kind < 17);
  }

  private spoilBody(draft: Draft, draw: Draw, isJson: boolean): void {
    const body: unknown = JSON.parse(draft.body?.toString('utf8') ?? '{}');
    draft.body = isJson ? Buffer.from(JSON.stringify(misshapen(body, draw)), 'utf8') : brokenBody(body, draw);
  }
}

function addressOf(path: string, values: Values): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'nothing'));
}

/** Parts of an address that are no text percent-encoded; some of them cannot stand in a request line. */
const ODD_PARTS = ['%00', '%', '%zz', '%c3%28', '%2e%2e', '..', '//', '%ED%A0%80', '\u0000', 'é', '\\', '#x', ';a=b'];

function spoilPath({ path }: Operation, draft: Draft, draw: Draw): void {
  const places = path.split('/').flatMap((part, at) => (part.startsWith(':') ? [{ at, name: part.slice(1) }] : []));
  if (places.length === 0) {
    draft.path += draw(fc.constantFrom('/', '//', '/%00', '/x', ';x'));
    return;
  }
  const { at, name } = draw(fc.constantFrom(...places));
  const parts = draft.path.split('/');
  parts[at] =
    draw(fc.nat(2)) > 0 ? encodeURIComponent(draw(hostileTextFor(name))) : draw(fc.constantFrom(...ODD_PARTS));
  draft.path = parts.join('/');
}

function spoilQuery({ parameters }: Operation, draft: Draft, draw: Draw): void {
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const name = draw(fc.constantFrom('unknown', '__proto__', 'constructor', ...names, ...names, ...names));
  const text = encodeURIComponent(draw(hostileTextFor(name)));
  const odd = [
    [`${name}=${text}`, `${name}=${text}`],
    [`${name}[]=${text}`],
    [`${name}[a]=${text}`],
    [name],
    [`${name}=%00`],
    [`${name}=%`, '&&=&'],
    [`${name}=%ED%A0%80`],
    [`${name}=${text};${name}=1`],
  ];
  const form = draw(fc.boolean()) ? [`${name}=${text}`] : draw(fc.constantFrom(...odd));
  draft.query = [...draft.query.filter((one) => !one.startsWith(`${name}=`)), ...form];
}

function spoilHeaders(draft: Draft, draw: Draw): void {
  const odd = draw(fc.constantFrom(...ODD_HEADERS));
  const names = new Set(odd.map(([name]) => name));
  draft.headers = [...draft.headers.filter(([name]) => !names.has(name)), ...odd];
}
