// Answers bytes that Node cannot read as a request, before there is a request that a hook or a filter could answer.

import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '../domain/domain-error.js';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { REQUEST_ID_HEADER } from './request-id.js';

function refusalOf(code: string): DomainError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new DomainError('request_timeout', 'The request did not arrive in time.');
    case 'HPE_HEADER_OVERFLOW':
      return new DomainError('headers_too_large', 'The headers are longer than 16 KiB.');
    default:
      return new DomainError('malformed_request', 'This is no request of HTTP/1.1.');
  }
}

/** Given to Fastify, which hands over the socket in the place of a reply. */
export function answerUnreadableRequest(error: Error & { readonly code: string }, socket: Socket): void {
  // Whoever has hung up, or has part of an answer already, cannot be told anything.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const requestId = randomUUID();
  const problem = problemOf(refusalOf(error.code), requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'cache-control: no-store',
    "content-security-policy: default-src 'none'",
    'x-content-type-options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Node alone would answer 417 without a body; an expectation that nobody knows may be passed over (RFC 9110, 10.1.1). */
export function passOverExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
}
