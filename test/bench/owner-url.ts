// The connection string of the superuser of a bench's own server, who fills tables and measures floors without policies.

import { readServerFile } from '../../src/persistence/embedded-server/server-file.js';

export function ownerUrl(folder: string): string {
  const server = readServerFile(folder);
  if (server === null) throw new Error('no embedded server');
  const { superuser, password, port } = server;
  return `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/whereabouts`;
}
