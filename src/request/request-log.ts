// One log line per request: the route's pattern, never the address with its ids and search terms.

import type { FastifyInstance } from 'fastify';
import type { Log } from './log.js';
import { REQUEST_ID_HEADER } from './request-id.js';
import './request-state.js';

export function registerRequestLog(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    log.lines.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        userId: request.actor?.userId ?? null,
      },
      'request',
    );
    done();
  });
}
