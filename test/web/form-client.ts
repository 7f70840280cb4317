// A client without a browser: sends forms as one would, and as somebody would who means harm.

import type { TestApplication, TestUser } from '../support/http-application.js';

export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

export interface FormClient {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<PageAnswer>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<PageAnswer>;
  /** The hidden fields of the first form of a page that carries a token. */
  sealOf(path: string): Promise<{ formToken: string; formKey: string }>;
  readonly cookie: string;
}

const FORM = 'application/x-www-form-urlencoded';

async function ask(url: string, init: RequestInit): Promise<PageAnswer> {
  const answer = await fetch(url, { ...init, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

function hidden(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
}

export function clientOf({ url }: TestApplication, cookie = ''): FormClient {
  const base = { accept: 'text/html', ...(cookie !== '' && { cookie }) };
  const get: FormClient['get'] = (path, headers = {}) => ask(`${url}${path}`, { headers: { ...base, ...headers } });
  return {
    cookie,
    get,
    post: (path, fields, headers = {}) =>
      ask(`${url}${path}`, {
        method: 'POST',
        headers: { ...base, 'content-type': FORM, 'sec-fetch-site': 'same-origin', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    sealOf: async (path) => {
      const { html } = await get(path);
      return { formToken: hidden(html, 'formToken'), formKey: hidden(html.slice(html.indexOf('<main')), 'formKey') };
    },
  };
}

export async function signedIn(application: TestApplication, user: TestUser): Promise<FormClient> {
  const fields = { '/username': user.username, '/password': user.password };
  const { headers } = await clientOf(application).post('/sign-in', fields);
  return clientOf(application, (headers.getSetCookie()[0] ?? '').split(';', 1)[0]);
}

/** The pointers of the fields to which the summary of a refused form leads. */
export function faultsOf({ html }: PageAnswer): string[] {
  const summary = /<div class="errors".*?<\/div>/s.exec(html)?.[0] ?? '';
  const names = new Map(
    [...html.matchAll(/\sid="([^"]*)" name="([^"]*)"/g)].map(([, id = '', name = '']) => [id, name]),
  );
  return [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => names.get(id) ?? `#${id} leads nowhere`);
}

/** Sends the form of a page. */
export async function sendForm(
  client: FormClient,
  page: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<PageAnswer> {
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

/** The same where it must succeed; answers where it leads. */
export async function carryOut(...given: Parameters<typeof sendForm>): Promise<string> {
  const answer = await sendForm(...given);
  if (answer.status !== 303) throw new Error(`${given[2]}: ${answer.status} ${faultsOf(answer).join(' ')}`);
  return answer.headers.get('location') ?? '';
}
