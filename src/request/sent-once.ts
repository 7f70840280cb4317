// Answers a text or a picture that its reader may have already: a strong ETag, and 304 where the reader names it.

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Anybody may keep it, and asks each time whether it has changed. */
export const REVALIDATED = 'public, no-cache';
/** A year, in seconds: what stands under this address is never changed. */
export const NEVER_CHANGED = 'public, max-age=31536000, immutable';

/** Of the content alone, so that every copy of the service gives the same. */
function strongTag(content: string | Buffer): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** If-None-Match compares weakly (RFC 9110): a proxy that has compressed the text may have weakened its tag. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((given) => ['*', tag].includes(given.trim().replace(/^W\//, '')));
}

/** The reply has its type; a 304 has the same headers and no body. */
export function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  cache: string,
  content: string | Buffer,
): void {
  const tag = strongTag(content);
  void reply.header('cache-control', cache).header('etag', tag);
  if (isKnown(request.headers['if-none-match'], tag)) void reply.status(304).send();
  else void reply.status(200).send(content);
}

/** Of open data: pages of other sites may show and read it. */
export function openToOtherSites(reply: FastifyReply): FastifyReply {
  return reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
}
