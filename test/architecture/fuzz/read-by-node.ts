// Tells whether Node itself reads a request as one: only what it refuses before there is a handler may go without an answer.

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, type WireRequest } from './wire.js';

function answerAll(server: Server): void {
  const answer = (_: unknown, response: ServerResponse): void => {
    response.writeHead(204).end();
  };
  server.on('request', answer).on('checkContinue', answer).on('checkExpectation', answer);
  server.on('clientError', (_, socket) => socket.destroy());
}

/** Held against a server with nothing but Node's own parser in it, since a list of what that parser refuses would be another parser. */
export async function isReadByNode(request: WireRequest): Promise<boolean> {
  const server = createServer();
  answerAll(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await ask(`http://127.0.0.1:${port}`, request);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return answer !== null;
}
