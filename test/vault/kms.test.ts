// Keys sealed to a key service: opened by one question at the start, never without it, and nothing secret in what goes wrong.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KmsSettings } from '../../src/configuration/kms-settings.js';
import { makeKeys } from '../../src/vault/key-file.js';
import type { KeyRing } from '../../src/vault/key-ring.js';
import { EnvironmentKeySource, FileKeySource } from '../../src/vault/key-source.js';
import { TransitClient } from '../../src/vault/transit-client.js';
import { TransitServer } from '../support/transit-server.js';

/** The true ones are 5 s and some pauses; a test need not wait for them. */
const QUICK = { timeLimit: 300, pauses: [5, 5] };

let server: TransitServer;
let folder: string;
let file: string;

beforeEach(async () => {
  server = await TransitServer.start();
  server.rotate('registry');
  folder = mkdtempSync(path.join(tmpdir(), 'whereabouts-kms-'));
  file = path.join(folder, 'keys.json');
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function settings(changed: Partial<KmsSettings> = {}): KmsSettings {
  const { url, token } = server;
  return { url, mount: 'transit', key: 'registry', namespace: null, token, tokenFile: null, ...changed };
}

function client(changed: Partial<KmsSettings> = {}): TransitClient {
  return new TransitClient(settings(changed), QUICK);
}

function source(transit: TransitClient | null = client()): FileKeySource {
  return new FileKeySource(file, makeKeys, transit);
}

function fingerprints(ring: KeyRing): string[] {
  return [
    ring.versioned('blind_index').fingerprint(1),
    ...ring.keyVersions.map((version) => ring.fingerprint(version)),
  ];
}

describe('a first start with a key service', () => {
  it('makes a file that holds no key in the clear, and later starts ask once and get the same keys', async () => {
    const first = await source().load();
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toEqual({
      format: 'whereabouts-sealed-keys',
      version: 1,
      transitKey: 'registry',
      ciphertext: expect.stringMatching(/^vault:v1:/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    server.requests.length = 0;
    expect(fingerprints(await source().load())).toEqual(fingerprints(first));
    expect(server.requests).toEqual([
      { path: '/v1/transit/decrypt/registry', token: server.token, namespace: undefined },
    ]);
  });

  it('asks in the namespace and with the token of the file, as they are at that time', async () => {
    const tokenFile = path.join(folder, 'token');
    writeFileSync(tokenFile, 'hvs.old\n');
    const given = client({ namespace: 'team/registry', token: null, tokenFile });
    await expect(source(given).load()).rejects.toMatchObject({ code: 'kms_refused' });
    writeFileSync(tokenFile, `${server.token}\n`);
    await source(given).load();
    expect(server.requests.at(-1)).toMatchObject({ token: server.token, namespace: 'team/registry' });
    rmSync(tokenFile);
    await expect(source(given).load()).rejects.toMatchObject({ code: 'kms_refused' });
  });
});

describe('a start is refused', () => {
  it('without the settings of the key service', async () => {
    await source().load();
    await expect(source(null).load()).rejects.toMatchObject({ code: 'kms_not_set' });
    const text = readFileSync(file, 'utf8');
    await expect(new EnvironmentKeySource(text).load()).rejects.toMatchObject({ code: 'kms_not_set' });
    await expect(new EnvironmentKeySource(text, client()).load()).resolves.toBeDefined();
  });

  it('while nobody answers there, and not any more as soon as somebody does', async () => {
    await source().load();
    const held = readFileSync(file, 'utf8');
    const gone = settings();
    await server.stop();
    const before = performance.now();
    await expect(new FileKeySource(file, makeKeys, new TransitClient(gone, QUICK)).load()).rejects.toMatchObject({
      code: 'kms_unreachable',
      message: expect.stringMatching(/ECONNREFUSED; tried 3 times/),
    });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(readFileSync(file, 'utf8')).toBe(held);
    server = await TransitServer.start();
  });

  it('by the limit of time when it is silent, whether before or within its answer', async () => {
    await source().load();
    server.lasting = () => undefined;
    await expect(source().load()).rejects.toMatchObject({
      code: 'kms_unreachable',
      message: expect.stringContaining('no answer within'),
    });
    server.lasting = (_, response) => {
      response.writeHead(200);
      response.write('{"data": {"plaintext": "');
    };
    await expect(source().load()).rejects.toMatchObject({
      code: 'kms_unreachable',
      message: expect.stringContaining('no answer within'),
    });
  });

  it('by a connection that is cut, by what is no HTTP, and by errors of the service, each tried three times', async () => {
    await source().load();
    for (const misbehave of [
      (_: unknown, response: { destroy: () => void }) => {
        response.destroy();
      },
      ...[500, 502, 503, 429].map(
        (status) => (_: unknown, response: { writeHead: (status: number) => { end: (text: string) => void } }) => {
          response.writeHead(status).end('{"errors": ["Canary"]}');
        },
      ),
    ]) {
      server.requests.length = 0;
      server.lasting = misbehave;
      await expect(source().load()).rejects.toMatchObject({
        code: 'kms_unreachable',
        message: expect.not.stringContaining('Canary'),
      });
      expect(server.requests).toHaveLength(3);
    }
    const odd = createServer((socket) => socket.end('Canary\r\n\r\n', () => socket.destroy()));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const { port } = odd.address() as { port: number };
    await expect(source(client({ url: `http://127.0.0.1:${port}` })).load()).rejects.toMatchObject({
      code: 'kms_unreachable',
    });
    odd.close();
  });

  it('by a refusal, asked once', async () => {
    await source().load();
    server.requests.length = 0;
    await expect(source(client({ token: 'hvs.other' })).load()).rejects.toMatchObject({
      code: 'kms_refused',
      message: expect.stringContaining('status 403'),
    });
    expect(server.requests).toHaveLength(1);
    await expect(source(client({ mount: 'elsewhere' })).load()).rejects.toMatchObject({
      code: 'kms_refused',
      message: expect.stringContaining('status 404'),
    });
    await expect(source(client({ key: 'other' })).load()).rejects.toMatchObject({
      code: 'kms_refused',
      message: expect.stringContaining('KEY_KMS_KEY'),
    });
  });

  it('by a redirect, which does not get the token', async () => {
    await source().load();
    const other = await TransitServer.start();
    for (const status of [301, 302, 307, 308]) {
      server.lasting = (request, response) => {
        response.writeHead(status, { location: `${other.url}${request.url ?? ''}` }).end();
      };
      await expect(source().load()).rejects.toMatchObject({
        code: 'kms_refused',
        message: expect.stringContaining('redirects'),
      });
    }
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  it.each<[string, string, string]>([
    ['no JSON', '<html>Canary</html>', 'kms_answer_malformed'],
    ['nothing', '', 'kms_answer_malformed'],
    ['JSON without data', '{"Canary": 1}', 'kms_answer_malformed'],
    ['data of null', '{"data": null}', 'kms_answer_malformed'],
    ['a plaintext that is no text', '{"data": {"plaintext": {"Canary": 1}}}', 'kms_answer_malformed'],
    ['a plaintext that is no base64', '{"data": {"plaintext": "Canary!"}}', 'kms_answer_malformed'],
    [
      'another text under the seal',
      `{"data": {"plaintext": "${Buffer.from('Canary').toString('base64')}"}}`,
      'keys_malformed',
    ],
  ])('by an answer that is %s', async (_what, text, code) => {
    await source().load();
    server.lasting = (_, response) => {
      response.writeHead(200).end(text);
    };
    await expect(source().load()).rejects.toMatchObject({ code, message: expect.not.stringContaining('Canary') });
  });

  it('by an answer without end, of which no more is fetched than may be', async () => {
    await source().load();
    let written = 0;
    server.lasting = (_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!response.write('x'.repeat(65_536))) break;
        }
      };
      response.on('drain', more);
      more();
    };
    await expect(source().load()).rejects.toMatchObject({
      code: 'kms_answer_malformed',
      message: expect.stringContaining('256 KiB'),
    });
    expect(written).toBeLessThan(20_000_000);
  });

  it('by any altered or exchanged ciphertext', async () => {
    await source().load();
    const held = JSON.parse(readFileSync(file, 'utf8')) as { ciphertext: string };
    const at = held.ciphertext.length - 20;
    const turned =
      held.ciphertext.slice(0, at) + (held.ciphertext[at] === 'A' ? 'B' : 'A') + held.ciphertext.slice(at + 1);
    writeFileSync(file, JSON.stringify({ ...held, ciphertext: turned }));
    await expect(source().load()).rejects.toMatchObject({ code: 'kms_refused' });
    for (const broken of [
      { ...held, ciphertext: 'Canary' },
      { ...held, version: 2 },
      { ...held, transitKey: 1 },
      { format: 'whereabouts-sealed-keys' },
    ]) {
      writeFileSync(file, JSON.stringify(broken));
      await expect(source().load()).rejects.toMatchObject({
        code: 'keys_malformed',
        message: expect.not.stringContaining('Canary'),
      });
    }
  });

  it('and a fault that passes is got over', async () => {
    const { keyVersions } = await source().load();
    server.misbehaviours = [
      (_, response) => void response.writeHead(503).end(),
      (_, response) => void response.destroy(),
    ];
    expect((await source().load()).keyVersions).toEqual(keyVersions);
  });
});

describe('no failure and no client shows', () => {
  it('the token, the plaintext or the ciphertext', async () => {
    const ring = await source().load();
    const { ciphertext } = JSON.parse(readFileSync(file, 'utf8')) as { ciphertext: string };
    const shown: string[] = [
      inspect(client(), { showHidden: true, depth: 9 }),
      JSON.stringify(client()),
      inspect(source(), { depth: 9 }),
    ];
    for (const status of [200, 302, 400, 403, 500]) {
      server.lasting = (request, response) => {
        response.writeHead(status).end(`${String(request.headers['x-vault-token'])} ${ciphertext}`);
      };
      const failure: unknown = await source()
        .load()
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'KeyProblem' });
      shown.push(inspect(failure, { showHidden: true, depth: 9 }), JSON.stringify(failure));
    }
    expect(fingerprints(ring)).toHaveLength(2);
    for (const text of shown)
      for (const secret of [server.token, ciphertext.slice(10, 40)]) expect(text).not.toContain(secret);
  });
});
