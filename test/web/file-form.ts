// A form with a file as a browser would send it, and as somebody would who means harm: every part, and how it ends, can be said.

import type { TestApplication } from '../support/http-application.js';
import type { FormClient, PageAnswer } from './form-client.js';

export interface SentPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** Of a file: what it is called at the sender's, and of which type the browser thinks that it is. */
  readonly file?: { readonly name: string; readonly type: string };
}

const BOUNDARY = '----whereabouts-test-form';
export const FORM_WITH_FILE = `multipart/form-data; boundary=${BOUNDARY}`;

export function partsOf(fields: Readonly<Record<string, string>>): SentPart[] {
  return Object.entries(fields).map(([name, content]) => ({ name, content }));
}

/** `end`: what stands after the last part. */
export function bodyOf(parts: readonly SentPart[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ name, content, file }) => {
    const called = file === undefined ? '' : `; filename="${file.name}"\r\nContent-Type: ${file.type}`;
    return [
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${called}\r\n\r\n`,
      content,
      '\r\n',
    ] as const;
  });
  return Buffer.concat([...pieces, end].map((piece) => Buffer.from(piece)));
}

export async function postParts(
  { url }: TestApplication,
  client: FormClient,
  path: string,
  body: Buffer | ReadableStream,
  headers: Readonly<Record<string, string>> = {},
): Promise<PageAnswer> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      accept: 'text/html',
      ...(client.cookie !== '' && { cookie: client.cookie }),
      'content-type': FORM_WITH_FILE,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' as const }),
  } as RequestInit);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}
