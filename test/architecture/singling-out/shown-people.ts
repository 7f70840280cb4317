// Everything that an account is shown of people, from the list and the doors of each record.

import type { TestApplication } from '../../support/http-application.js';
import type { ShownPerson, ShownStatement } from './attack.js';

/** People read at one time, as many as the service has connections but one. */
const WIDTH = 4;

export interface Seen extends ShownPerson {
  readonly pseudonym: string;
  readonly own: boolean;
}

export async function get<T>(application: TestApplication, token: string, address: string): Promise<T> {
  const answer = await application.request('GET', address, { token });
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}

type Listed = ShownPerson['listed'] & { readonly pseudonym: string; readonly own: boolean };

export async function listed(application: TestApplication, token: string, query = ''): Promise<Listed[]> {
  const all: Listed[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { records: Listed[]; cursor: string | null } = await get(
      application,
      token,
      `/v1/persons?limit=200${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    all.push(...page.records);
    cursor = page.cursor;
  }
  return all;
}

export async function seenBy(application: TestApplication, token: string): Promise<Seen[]> {
  const all = await listed(application, token);
  const seen: Seen[] = [];
  for (let from = 0; from < all.length; from += WIDTH)
    seen.push(...(await Promise.all(all.slice(from, from + WIDTH).map((one) => seenOf(application, token, one)))));
  return seen;
}

async function seenOf(application: TestApplication, token: string, one: Listed): Promise<Seen> {
  const address = `/v1/persons/${one.pseudonym}`;
  const record = await get<ShownPerson['record']>(application, token, address);
  const { statements } = await get<{ statements: ShownStatement[] }>(application, token, `${address}/statements`);
  return { pseudonym: one.pseudonym, own: one.own, listed: one, record, statements };
}
