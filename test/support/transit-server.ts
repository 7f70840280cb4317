// A stand-in for a key service with a transit engine: real AES-256-GCM under versioned keys, and every way to misbehave.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface TransitRequest {
  readonly path: string;
  readonly token: string | undefined;
  readonly namespace: string | undefined;
}

export class TransitServer {
  readonly requests: TransitRequest[] = [];
  /** Taken one after the other before anything is answered rightly; the last one stays while `lasting`. */
  misbehaviours: Misbehaviour[] = [];
  lasting: Misbehaviour | null = null;
  readonly #keys = new Map<string, Buffer[]>();

  private constructor(
    private readonly server: Server,
    readonly token: string,
  ) {
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(token = `hvs.${randomBytes(12).toString('hex')}`): Promise<TransitServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TransitServer(server, token);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds a version to the key, and the key itself at first. */
  rotate(key: string): void {
    this.#keys.set(key, [...(this.#keys.get(key) ?? []), randomBytes(32)]);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const header = (name: string): string | undefined => request.headers[name]?.toString();
    const path = request.url ?? '';
    this.requests.push({ path, token: header('x-vault-token'), namespace: header('x-vault-namespace') });
    const misbehave = this.misbehaviours.shift() ?? this.lasting;
    if (misbehave !== null) {
      misbehave(request, response);
      return;
    }
    if (header('x-vault-token') !== this.token) {
      send(response, 403, { errors: ['permission denied'] });
      return;
    }
    const [, operation, key] = /^\/v1\/transit\/(encrypt|decrypt|rewrap)\/([\w.-]+)$/.exec(path) ?? [];
    const versions = this.#keys.get(key ?? '');
    if (request.method !== 'POST' || versions === undefined) {
      send(response, 404, { errors: [] });
      return;
    }
    try {
      const given = JSON.parse(Buffer.concat(parts).toString()) as { plaintext?: string; ciphertext?: string };
      send(response, 200, { request_id: '1', data: worked(operation, versions, given) });
    } catch {
      send(response, 400, { errors: ['cipher: message authentication failed'] });
    }
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function worked(
  operation: string | undefined,
  versions: Buffer[],
  given: { plaintext?: string; ciphertext?: string },
): object {
  if (operation === 'encrypt') return { ciphertext: sealed(versions, Buffer.from(given.plaintext ?? '', 'base64')) };
  const plaintext = opened(versions, given.ciphertext ?? '');
  return operation === 'decrypt'
    ? { plaintext: plaintext.toString('base64') }
    : { ciphertext: sealed(versions, plaintext) };
}

function sealed(versions: Buffer[], plaintext: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1)!, nonce);
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return `vault:v${versions.length}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64')}`;
}

function opened(versions: Buffer[], ciphertext: string): Buffer {
  const [, version, text] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  const bytes = Buffer.from(text ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', versions[Number(version) - 1]!, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
