// A PostgreSQL of the newcomer's own: apart from the service, with an empty database and an owner who may create roles.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { acquireEmbeddedServer } from '../../dist/src/persistence/embedded-server/embedded-server.js';

const OWNER = 'newcomer_owner';
const APP = 'newcomer_service';

export class OutsideServer {
  #server;

  constructor(server) {
    this.#server = server;
  }

  static async start(folder) {
    return new OutsideServer(
      await acquireEmbeddedServer({
        dataDirectory: path.join(folder, 'outside-server'),
        applicationName: 'first-hour',
      }),
    );
  }

  /** The service's role does not exist before the service makes it. */
  async newDatabase(name) {
    const [ownerPassword, appPassword] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
    const client = new pg.Client({ connectionString: this.#server.url('postgres') });
    await client.connect();
    try {
      await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD '${ownerPassword}'`);
      await client.query(`CREATE DATABASE ${name} OWNER ${OWNER}`);
    } finally {
      await client.end();
    }
    return {
      DATABASE_URL: this.#server.url(name, APP, appPassword),
      DATABASE_OWNER_URL: this.#server.url(name, OWNER, ownerPassword),
    };
  }

  stop() {
    return this.#server.release();
  }
}
