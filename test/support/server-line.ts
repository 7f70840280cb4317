// A line between the service and its server that a test can make silent or break.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A connection of its own to the server that a URL names, at its socket or over TCP. */
export function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  const host = decodeURIComponent(hostname);
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(Number(port), host);
}

export class ServerLine {
  readonly #lines: { readonly near: Socket; readonly far: Socket }[] = [];
  #server: Server | null = null;

  /** Answers the same address by way of this line. */
  async open(url: string): Promise<string> {
    this.#server = createServer((near) => {
      const far = connectTo(url);
      this.#lines.push({ near, far });
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => near.write(bytes));
      for (const [end, other] of [
        [near, far],
        [far, near],
      ] as const) {
        end.on('error', () => undefined);
        end.on('close', () => other.destroy());
      }
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((this.#server.address() as AddressInfo).port);
    return through.href;
  }

  /** It takes everything and passes on nothing, to either side. Whoever was connected hears nothing any more; whoever comes later is answered. */
  fallSilent(): void {
    for (const { near, far } of this.#lines) for (const end of [near, far]) end.removeAllListeners('data').pause();
  }

  /** Whoever was connected is reset. */
  reset(): void {
    for (const { near, far } of this.#lines.splice(0)) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** The same, and whoever comes later is refused. */
  close(): void {
    this.reset();
    this.#server?.close();
  }
}
