// Sends canaries where they do not belong, to every route that the running service has: none of them may come back.

import { CANARIES as C } from '../support/canary.js';
import type { TestRequest } from '../support/http-application.js';
import { addressOf, type Route } from './application-routes.js';
import type { Recorder } from './canary-surfaces.js';
import { API_ROUTES } from './route-matrix.js';

const NAME = `${C.latinGiven} ${C.latinSurname}`;

/** Fields in which a worker writes in their own words, and which their readers are meant to read. */
const OWN_WORDS = new Set(['reason', 'label', 'name', 'username', 'reference', 'code']);

interface Attempt extends TestRequest {
  readonly what: string;
  /** Put behind the address. */
  readonly query?: string;
  /** Path parameters are canaries too. */
  readonly inPath?: boolean;
}

/** Every text of a body replaced by a canary, save where words are expected. */
function misfilled(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return OWN_WORDS.has(key) ? value : NAME;
  if (Array.isArray(value)) return value.map((one) => misfilled(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, misfilled(one, name)]));
}

const QUERY = new URLSearchParams(
  [
    'status',
    'flag',
    'assigned',
    'cursor',
    'limit',
    'knownAt',
    'validAt',
    'why',
    'by',
    'parent',
    'organisation',
    'action',
    'to',
    C.latinGiven,
  ].map((name): [string, string] => [name, C.cyrillicGiven]),
).toString();

function attemptsWithBody(body: object): Attempt[] {
  return [
    { what: 'with an unknown field', body: { ...body, [C.latinGiven]: C.latinSurname } },
    { what: 'with an unknown field of two words', body: { ...body, [NAME]: { [C.armenianGiven]: 1 } } },
    { what: 'with a canary in every field', body: misfilled(body) },
    { what: 'with text for an object', body: JSON.stringify(NAME) },
    { what: 'with a list for an object', body: JSON.stringify([NAME, { [C.cyrillicGiven]: C.kin }]) },
    { what: 'with broken JSON', body: `{"names":[{"text":"${NAME}"}` },
    { what: 'with a key twice', body: `{"${C.latinGiven}":1,"${C.latinGiven}":2}` },
    { what: 'with broken UTF-8', body: Buffer.concat([Buffer.from(`{"a":"${NAME}`), Buffer.from([0xff, 0x22, 0x7d])]) },
    { what: 'as plain text', body: NAME, headers: { 'content-type': 'text/plain' } },
    { what: 'of a strange type', body: NAME, headers: { 'content-type': `text/${C.latinGiven}` } },
    {
      what: 'as a form',
      body: `${C.latinGiven}=${NAME}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    { what: 'with an odd key of idempotency', body, headers: { 'idempotency-key': NAME } },
  ];
}

/** Bodies are read before anybody asks who sent them, so that strangers see some faults too. */
const SEEN_BY_STRANGERS = /^(plainly|with broken|with a key twice|of a strange type|with canaries in the path)/;
/** What answers programs; everything else is a page. */
export const FOR_PROGRAMS = /^\/(v\d+|health|docs)(\/|$)/;

const STRANGE_HEADERS = {
  'x-request-id': NAME,
  'user-agent': NAME,
  referer: `https://${C.latinSurname}.example/`,
  'accept-language': C.latinGiven,
};

const STRANGE_FORM: Attempt = {
  what: 'with a form from nowhere',
  body: new URLSearchParams({ '/name': NAME, [NAME]: C.kin, formToken: C.alias, formKey: C.alias }).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};

function attemptsOn({ method, path }: Route): Attempt[] {
  const bare: Attempt[] = [
    { what: 'plainly' },
    { what: 'with canaries in the query', query: `?${QUERY}`, headers: STRANGE_HEADERS },
  ];
  if (path.includes(':')) bare.push({ what: 'with canaries in the path', inPath: true });
  if (method === 'HEAD') return bare.slice(0, 1);
  if (method === 'GET' || method === 'DELETE') return bare;
  if (!FOR_PROGRAMS.test(path)) return [...bare, STRANGE_FORM];
  return [...bare, ...attemptsWithBody(API_ROUTES[`${method} ${path}`]?.body ?? { planted: true })];
}

/** Goes to every route as each of the given callers; `values` are those of path parameters. */
export async function sweep(
  recorder: Recorder,
  routes: readonly Route[],
  callers: Readonly<Record<string, () => Promise<TestRequest>>>,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const marked = new Proxy(values, { get: () => NAME });
  for (const route of routes) {
    for (const [caller, credentials] of Object.entries(callers)) {
      for (const { what, query = '', inPath = false, ...request } of attemptsOn(route)) {
        const own = await credentials();
        if (Object.keys(own).length === 0 && !SEEN_BY_STRANGERS.test(what)) continue;
        await recorder.ask(route.method, addressOf(route.path, inPath ? marked : values) + query, {
          ...request,
          ...own,
          headers: {
            ...(!FOR_PROGRAMS.test(route.path) && { accept: 'text/html' }),
            ...request.headers,
            ...own.headers,
          },
          route: route.path,
          what: `by ${caller} ${what}`,
        });
      }
    }
  }
  await recorder.ask('GET', `/v1/${encodeURIComponent(NAME)}`, { route: '(no route)', what: 'with a canary' });
  await recorder.ask('GET', `/${encodeURIComponent(C.armenianGiven)}?a=%ZZ`, {
    route: '(no route)',
    what: 'and a broken query',
  });
  await recorder.ask('PUT', `/v1/persons/${encodeURIComponent(NAME)}`, { route: '(no method)', what: 'with a canary' });
}
