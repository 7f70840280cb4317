// The connection string of the superuser of a bench's own server, who fills tables and measures floors without policies: by the way that the service takes.

import path from 'node:path';
import { readServerFile } from '../../src/persistence/embedded-server/server-file.js';
import { urlHost } from '../../src/persistence/embedded-server/server-socket.js';

export function ownerUrl(folder: string): string {
  const server = readServerFile(folder);
  if (server === null) throw new Error('no embedded server');
  const { superuser, password, port } = server;
  const host = urlHost(path.join(folder, 'socket'), port);
  return `postgresql://${superuser}:${encodeURIComponent(password)}@${host}:${port}/whereabouts`;
}
