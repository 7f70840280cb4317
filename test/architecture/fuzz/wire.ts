// Sends a request byte by byte as it is written, since a client library would refuse or mend half of what a fuzzer sends.

import { connect } from 'node:net';

export interface WireRequest {
  readonly method: string;
  /** Path and query; not necessarily ones that may stand in a request line. */
  readonly address: string;
  /** In this order, a name perhaps more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
}

export interface WireAnswer {
  readonly status: number;
  /** By their names in small letters; what was sent twice is joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** Milliseconds; the slowest answer of the API, a release, takes under a second on a registry of this size. */
const LONGEST_WAIT = 20_000;
/** Milliseconds until the sender hangs up whose own account of the body's length may be wrong. */
const PATIENCE = 300;
const FRAMING = new Set(['content-length', 'transfer-encoding', 'expect', 'upgrade']);

function bytesOf({ method, address, headers, body }: WireRequest): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [`${method} ${address} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (body !== null && !given.has('content-length') && !given.has('transfer-encoding'))
    lines.push(`content-length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), body ?? Buffer.alloc(0)]);
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

/** Null where the connection was closed without a word. */
function answerOf(bytes: Buffer): WireAnswer | null {
  const end = bytes.indexOf('\r\n\r\n');
  // "Continue" comes before the answer.
  if (bytes.toString('latin1', 0, 13) === 'HTTP/1.1 100 ') return answerOf(bytes.subarray(end + 4));
  const [line = '', ...lines] = bytes.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  for (const one of lines) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(one) ?? [];
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  const rest = bytes.subarray(end + 4);
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest;
  return { status: Number(status), headers, text: body.toString('utf8') };
}

/** Asks once over a connection of its own; null where it was closed without an answer. */
export function ask(url: string, request: WireRequest): Promise<WireAnswer | null> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const parts: Buffer[] = [];
    const socket = connect({ port: Number(port), host: hostname }, () => {
      socket.write(bytesOf(request));
      // Hanging up at once would be taken for a client that is gone.
      if (request.headers.some(([name]) => FRAMING.has(name))) setTimeout(() => socket.end(), PATIENCE);
    });
    socket.setTimeout(LONGEST_WAIT, () => {
      socket.destroy();
      reject(new Error(`${request.method} ${request.address} was not answered within ${LONGEST_WAIT} ms`));
    });
    socket.on('data', (part: Buffer) => parts.push(part));
    // A server that refuses a body while it is being sent resets the connection; what it said before that counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answerOf(Buffer.concat(parts)));
    });
  });
}

/** The request as text: what to send to see an answer again. A long body is cut, and bytes that are no text are escaped. */
export function written({ method, address, headers, body }: WireRequest): string {
  const lines = headers.map(([name, value]) => `  ${name}: ${value.slice(0, name === 'authorization' ? 16 : 100)}`);
  const text = body === null ? '(no body)' : JSON.stringify(body.toString('latin1'));
  const shown = text.length > 3000 ? `${text.slice(0, 1500)} … ${text.length} symbols … ${text.slice(-200)}` : text;
  return [`  ${method} ${JSON.stringify(address)}`, ...lines, `  ${shown}`].join('\n');
}
