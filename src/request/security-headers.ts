// The headers that keep a browser from running, framing, sniffing or storing what it should not.

import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';

const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** Swagger UI runs scripts of this origin, writes style attributes and fetches the document; nowhere else is that allowed. */
const DOCUMENTATION_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const DOCUMENTATION = /^\/docs([/?]|$)/;

/** Two years, in seconds, as the preload lists ask for; only where the service is reached over https. */
const HSTS = { maxAge: 63_072_000, includeSubDomains: true };

/** As everywhere, but that pages of other sites may frame it; for a page without a form, a script and a session alone. */
const FRAMED_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors *; base-uri 'none'";

export function framable(reply: FastifyReply): FastifyReply {
  return reply.removeHeader('x-frame-options').header('content-security-policy', FRAMED_POLICY);
}

/** What helmet sets, by names in small letters: the same for every request, so that it is asked once, for an answer that nobody is sent; asked each time it took some 15 µs by a profile. */
function headersOf(protect: ReturnType<typeof helmet>): Readonly<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
  protect(request, answer, (refused) => {
    if (refused !== undefined) throw refused as Error;
  });
  return Object.fromEntries(Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]));
}

export function registerSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: publicUrl.startsWith('https:') ? HSTS : false,
  });
  // A page or answer may show a name that was disclosed; static files say otherwise themselves.
  const everywhere = { ...headersOf(protect), 'cache-control': 'no-store' };
  const inDocumentation = { ...everywhere, 'content-security-policy': DOCUMENTATION_POLICY };
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(DOCUMENTATION.test(request.url) ? inDocumentation : everywhere);
    done();
  });
}
