// What a bench asks over HTTP, in a process of its own as in life: the registry, or a bare server of Node that selects rows. Told over IPC what to serve.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { AppModule } from '../../src/app.module.js';
import { createHttpApplication } from '../../src/http/http-application.js';
import { openPlatform } from '../../src/platform.js';
import { benchEnvironment, type Question, type ServingOrder } from './serving-order.js';

interface Serving {
  readonly server: Server;
  readonly close: () => Promise<void>;
}

async function serveRegistry(folder: string): Promise<Serving> {
  const platform = await openPlatform({ environment: benchEnvironment(folder), onMessage: () => undefined });
  const app = await createHttpApplication(platform, {
    module: AppModule.on(platform),
    logTo: { write: () => undefined },
  });
  await app.listen(0, '127.0.0.1');
  const close = async (): Promise<void> => {
    await app.close();
    await platform.close();
  };
  return { server: app.getHttpServer(), close };
}

async function serveRows(url: string, questions: readonly Question[]): Promise<Serving> {
  const pool = new Pool({ connectionString: url, max: 4 });
  const rowsOf = async (): Promise<unknown[]> => {
    let rows: unknown[] = [];
    for (const [sql, values] of questions) ({ rows } = await pool.query<object>(sql, [...values]));
    return rows;
  };
  const server = createServer((_, answer) => {
    void rowsOf().then((rows) => {
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(rows));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await pool.end();
  };
  return { server, close };
}

process.once('message', (order: ServingOrder) => {
  const begun = order.serves === 'registry' ? serveRegistry(order.folder) : serveRows(order.url, order.questions);
  process.once('disconnect', () => {
    void begun.then(({ close }) => close());
  });
  void begun.then(({ server }) => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
});
