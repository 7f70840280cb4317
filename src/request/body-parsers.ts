// Which bodies the service reads: strict JSON for the API, forms for the console's pages, nothing else.

import type { FastifyInstance } from 'fastify';
import { DomainError } from '../domain/domain-error.js';
import { LONGEST_FILE_TEXT } from '../domain/evidence/evidence-file.js';
import { readJsonBody } from './json-body.js';

/** Bytes; the largest legitimate body but a file, a person with every particular, is under 64 KiB. */
export const BODY_LIMIT = 256 * 1024;

/** Bytes, of a route that takes more: the longest file in base64, and what stands around it. */
const LARGER_BODIES: Readonly<Record<string, number>> = {
  '/v1/evidence/:code/files': LONGEST_FILE_TEXT + 4 * 1024,
};

const UTF8 = /^utf-?8$/i;
const API_PATH = /^\/v\d+\//;

function charsetOf(contentType: string | undefined): string | null {
  return /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(contentType ?? '')?.[1] ?? null;
}

function refuseOtherCharsets(contentType: string | undefined): void {
  const charset = charsetOf(contentType);
  if (charset !== null && !UTF8.test(charset))
    throw new DomainError('unsupported_media_type', 'Bodies are read in UTF-8 only.');
}

/** One value per name, so that no reader takes the first and another the last. */
function readForm(body: string): Readonly<Record<string, string>> {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw new DomainError('duplicate_key', 'A field of the form was sent twice.');
    if (name.includes('\0') || value.includes('\0'))
      throw new DomainError('malformed_request', 'A field of the form holds the character U+0000.');
    form.set(name, value);
  }
  return Object.freeze(Object.fromEntries(form));
}

/**
 * A form is refused under the API's paths: a page elsewhere can make a browser send a form or plain text, never JSON,
 * without asking first.
 */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const larger = LARGER_BODIES[route.url];
    if (larger !== undefined) route.bodyLimit = larger;
  });
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer' as const, bodyLimit: BODY_LIMIT };
  fastify.addContentTypeParser('application/json', options, (request, body: Buffer, done) => {
    try {
      refuseOtherCharsets(request.headers['content-type']);
      done(null, readJsonBody(body));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', options, (request, body: Buffer, done) => {
    try {
      if (API_PATH.test(request.url))
        throw new DomainError('unsupported_media_type', 'The API reads application/json.');
      refuseOtherCharsets(request.headers['content-type']);
      done(null, readForm(body.toString('utf8')));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}
