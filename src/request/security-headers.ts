// The headers that keep a browser from running, framing, sniffing or storing what it should not.

import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

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

export async function registerSecurityHeaders(fastify: FastifyInstance, publicUrl: string): Promise<void> {
  await fastify.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: publicUrl.startsWith('https:') ? HSTS : false,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (DOCUMENTATION.test(request.url)) reply.header('content-security-policy', DOCUMENTATION_POLICY);
    // A page or answer may show a name that was disclosed; static files say otherwise themselves.
    reply.header('cache-control', 'no-store');
    done();
  });
}
