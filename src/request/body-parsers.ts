// Which bodies the service reads: strict JSON for the API, forms for the console's pages, nothing else.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireAllowed, type Action } from '../domain/access/access-policy.js';
import type { Actor } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import { LONGEST_FILE_TEXT } from '../domain/evidence/evidence-file.js';
import { readJsonBody } from './json-body.js';

/** Bytes; the largest legitimate body but a file, a person with every particular, is under 64 KiB. */
export const BODY_LIMIT = 256 * 1024;

/** A route that takes more. Who may do this is asked before any of it is read, so that strangers cannot have the service hold large bodies. */
interface LargerBody {
  readonly bytes: number;
  readonly action: Action;
}

/** The longest file in base64, and what stands around it. */
const LARGER_BODIES: Readonly<Record<string, LargerBody>> = {
  '/v1/evidence/:code/files': { bytes: LONGEST_FILE_TEXT + 4 * 1024, action: 'record_evidence' },
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
export function registerBodyParsers(
  fastify: FastifyInstance,
  identified: (request: FastifyRequest) => Promise<Actor>,
): void {
  fastify.addHook('onRoute', (route) => {
    const larger = LARGER_BODIES[route.url];
    if (larger === undefined) return;
    route.bodyLimit = larger.bytes;
    if (route.method !== 'POST') return;
    route.preParsing = async (request, reply): Promise<void> => {
      try {
        request.actor = await identified(request);
        requireAllowed(request.actor, larger.action);
      } catch (refusal) {
        // What is under way of the body is not waited for.
        reply.header('connection', 'close');
        throw refusal;
      }
    };
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
