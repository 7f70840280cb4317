// What a process that a bench asks over HTTP is told to serve.

import { readEnvironment, type Environment } from '../../src/configuration/environment.js';

export type Question = readonly [sql: string, values: readonly unknown[]];

export type ServingOrder =
  | { readonly serves: 'registry'; readonly folder: string }
  /** These questions one after the other, as whom the URL names; the rows of the last are answered as JSON. */
  | { readonly serves: 'rows'; readonly url: string; readonly questions: readonly Question[] };

/** More than any bench asks: they measure answers and no refusals. */
const [REQUESTS, NAMES] = [1_000_000, 1_000_000];
const QUOTAS = { requestsPerMinute: REQUESTS, namesPerOrganisation: NAMES, namesPerUser: NAMES };

/** The environment of a bench's registry in this folder. */
export function benchEnvironment(folder: string): Environment {
  return { ...readEnvironment({ DATA_DIR: folder }), ...QUOTAS };
}
