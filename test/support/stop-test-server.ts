// Jest's global tear-down: stops the embedded server of this run and removes its data.

import { rmSync } from 'node:fs';
import type { EmbeddedServer } from '../../src/persistence/embedded-server/embedded-server.js';

export default async function stopTestServer(): Promise<void> {
  const server = (globalThis as { testServer?: EmbeddedServer }).testServer;
  if (server === undefined) return;
  await server.release();
  rmSync(server.dataDirectory, { recursive: true, force: true });
}
