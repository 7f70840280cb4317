// A registry of its own that answers over HTTP while something is measured, and bare servers beside it to measure against, each in its own process.

import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { PasswordHashes } from '../../src/credentials/password-hashes.js';
import { servicePrincipal, type Role } from '../../src/domain/access/actor.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { ownerUrl } from './owner-url.js';
import { benchEnvironment, type Question, type ServingOrder } from './serving-order.js';

const PASSWORD = 'a long phrase for a bench';
export const WORKER = 'bench.worker';
export const HOLDER = 'pk-bench';

/** What is sent again and again. */
export interface Asked {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Of whoever asks; of several who ask in turn, each as often as the others. */
  readonly token?: string | readonly string[];
  readonly body?: object;
}

export class ServedRegistry {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #serving: ChildProcess[] = [];
  #asked = 0;
  #office = '';

  private constructor(
    readonly url: string,
    readonly platform: Platform,
    /** Of the owner, whom no policy is asked for: floors are measured without them. */
    readonly ownerUrl: string,
    readonly pool: Pool,
    private readonly folder: string,
  ) {}

  static async start(): Promise<ServedRegistry> {
    const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
    const platform = await openPlatform({ environment: benchEnvironment(folder), onMessage: () => undefined });
    const [child, url] = await serve({ serves: 'registry', folder });
    const owner = ownerUrl(folder);
    const served = new ServedRegistry(url, platform, owner, new Pool({ connectionString: owner, max: 4 }), folder);
    served.#serving.push(child);
    return served;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    for (const child of this.#serving) {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    }
    await this.pool.end();
    await this.platform.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** One office with one worker and one party; answers the worker's access token. */
  async enrol(roles: readonly Role[]): Promise<string> {
    const { database, entropy } = this.platform;
    const organisation = { id: randomUUID(), name: 'Bench Office', kind: 'liaison_office', party: null } as const;
    await database.transaction(servicePrincipal('operator', 'bench'), async ({ organisations }) => {
      await organisations.addOrganisation(organisation, entropy.now());
      await organisations.addParty({ id: randomUUID(), partyKey: HOLDER, label: 'Bench Party' }, entropy.now());
    });
    this.#office = organisation.id;
    return this.join(WORKER, roles);
  }

  /** One more worker of that office; answers their access token. */
  async join(username: string, roles: readonly Role[]): Promise<string> {
    const { database, entropy } = this.platform;
    const passwordHash = await new PasswordHashes().make(PASSWORD);
    const account = {
      id: randomUUID(),
      organisationId: this.#office,
      username,
      passwordHash,
      roles,
      at: entropy.now(),
    };
    await database.transaction(servicePrincipal('operator', 'bench'), ({ users }) => users.add(account));
    const { accessToken } = await this.post('/v1/auth/token', { username, password: PASSWORD });
    return String(accessToken);
  }

  async post(address: string, body: object, token?: string): Promise<Record<string, unknown>> {
    const given = { url: this.url + address, method: 'POST' as const, body, ...(token !== undefined && { token }) };
    return JSON.parse(await this.ask(given)) as Record<string, unknown>;
  }

  /** A server of Node alone that asks these questions one after the other and answers the rows of the last as JSON; its address. */
  async serveRows(...questions: readonly Question[]): Promise<string> {
    const [child, url] = await serve({ serves: 'rows', url: this.ownerUrl, questions });
    this.#serving.push(child);
    return `${url}/`;
  }

  /** Milliseconds of one request: the median, since others may be at work on the machine. */
  async median(asked: Asked, rounds: number): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      await this.ask(asked);
      times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  }

  private ask({ url, method = 'GET', token, body }: Asked): Promise<string> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const bearer = typeof token === 'object' ? token[this.#asked++ % token.length] : token;
    const headers = {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(sent !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
    };
    return new Promise((resolve, reject) => {
      request(url, { agent: this.#agent, method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => (text += piece));
        answer.on('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`${url}: ${statusCode} ${text}`));
        });
      })
        .on('error', reject)
        .end(sent);
    });
  }
}

/** The process, and the address that it answers at. */
async function serve(order: ServingOrder): Promise<readonly [ChildProcess, string]> {
  const child = fork(fileURLToPath(new URL('serving-process.ts', import.meta.url)), { execArgv: process.execArgv });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`a process that serves ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  child.send(order);
  const [url] = (await Promise.race([once(child, 'message'), ended])) as [string];
  return [child, url];
}
