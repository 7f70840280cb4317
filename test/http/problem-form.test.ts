// Every refusal has one form, tells nothing that was sent, and carries the request's id; no trick of a body is a failure.

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

let service: TestApplication;
let admin: string;

beforeAll(async () => {
  service = await startTestApplication();
  admin = await (await service.seedUser({ roles: ['administrator'] })).token();
});

afterAll(async () => {
  await service.stop();
});

function codeOf(answer: TestAnswer): string {
  return (answer.body as { code?: string } | undefined)?.code ?? 'no code';
}

/** What a server answers to bytes that no client library would send. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
}

describe('a problem', () => {
  it('has the one form, with the request’s id', async () => {
    const answer = await service.request('GET', '/v1/nowhere-of-Canaria');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'urn:whereabouts:problem:not_found',
      title: 'Nothing here that you may see',
      status: 404,
      detail: 'There is no such path.',
      code: 'not_found',
      requestId: answer.headers.get('x-request-id'),
      errors: [],
    });
  });

  it('takes a caller’s id only when it is a UUID', async () => {
    const id = '0b9f4f6e-5a7e-4d1f-9a55-3c2f4d0f6f11';
    const own = await service.request('GET', '/health/live', { headers: { 'x-request-id': id } });
    expect(own.headers.get('x-request-id')).toBe(id);
    const other = await service.request('GET', '/v1/me', { headers: { 'x-request-id': 'Canaria' } });
    expect((other.body as { requestId: string }).requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(service.logged()).not.toContain('Canaria');
  });

  it('says not found of a number that no column holds', async () => {
    for (const number of ['0', '-1', '1.5', '2147483648', '9223372036854775808']) {
      const answer = await service.request('GET', `/v1/releases/${number}`);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    }
  });

  it('is no failure for an instant beyond the years that are written with four digits', async () => {
    const token = await (await service.seedUser({ roles: ['liaison'] })).token();
    for (const knownAt of ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B00:01']) {
      const answer = await service.request('GET', `/v1/sites?knownAt=${knownAt}`, { token });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid_field']);
    }
    for (const knownAt of ['9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z'])
      expect((await service.request('GET', `/v1/sites?knownAt=${knownAt}`, { token })).status).toBe(200);
  });

  it('says which methods a path has', async () => {
    const answer = await service.request('DELETE', '/v1/users/1', { token: admin });
    expect([answer.status, codeOf(answer)]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.get('allow')).toBe('PATCH');
  });

  it('of an address that cannot be read is one as well', async () => {
    for (const path of ['/v1/users/%zz', '/v1/places?parent=%00', `/v1/users/${'x'.repeat(300)}`]) {
      const answer = await service.request('PATCH', path, { token: admin });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

const DEEP = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000);

describe('a body', () => {
  it.each([
    ['no body', undefined, 400, 'malformed_request'],
    ['an empty body', '', 400, 'malformed_json'],
    ['null', 'null', 400, 'malformed_request'],
    ['a list', '[]', 400, 'malformed_request'],
    ['a list of the right thing', '[{"label":"x"}]', 400, 'malformed_request'],
    ['a text', '"label"', 400, 'malformed_request'],
    ['half of one', '{"label":', 400, 'malformed_json'],
    ['null in a field', '{"label":null}', 422, 'invalid_field'],
    ['a list in a field', '{"label":["x"]}', 422, 'invalid_field'],
    ['an operator in a field', '{"label":{"$gt":""}}', 422, 'invalid_field'],
    ['a number in a field', '{"label":1}', 422, 'invalid_field'],
    ['an unknown field', '{"label":"x","id":null}', 422, 'unknown_field'],
    ['__proto__', '{"label":"x","__proto__":{"roles":[]}}', 400, 'malformed_json'],
    ['constructor', '{"label":"x","constructor":1}', 400, 'malformed_json'],
    [
      'methods of every object',
      '{"label":"x","toString":1,"valueOf":2,"then":3,"hasOwnProperty":4}',
      422,
      'unknown_field',
    ],
    ['a method of every object alone', '{"label":"x","toString":1}', 422, 'unknown_field'],
    ['toJSON', '{"label":"x","toJSON":"y"}', 422, 'unknown_field'],
    ['a key twice', '{"label":"x","label":"y"}', 400, 'duplicate_key'],
    ['1e400', '{"label":"x","n":1e400}', 400, 'malformed_json'],
    ['10,000 levels', DEEP, 400, 'malformed_json'],
    ['NUL', '{"label":"a\\u0000b"}', 400, 'malformed_json'],
    ['NUL as it is', '{"label":"a\u0000b"}', 400, 'malformed_json'],
    ['half of a surrogate pair', '{"label":"\\ud800"}', 400, 'malformed_json'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'malformed_json'],
    ['300 KiB', JSON.stringify({ label: 'x'.repeat(300 * 1024) }), 413, 'payload_too_large'],
  ])('that is %s is refused', async (_, body, status, code) => {
    const answer = await service.request('POST', '/v1/parties', { token: admin, body });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it.each([
    ['text/plain', '{"label":"x"}'],
    ['application/x-www-form-urlencoded', 'label=x'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/xml', '<label/>'],
    ['application/json; charset=utf-16', '{"label":"x"}'],
    ['application/json; charset=utf-7', '{"label":"x"}'],
    ['application/vnd.api+json', '{"label":"x"}'],
    ['', '{"label":"x"}'],
  ])('of type %j is refused', async (type, body) => {
    const answer = await service.request('POST', '/v1/parties', {
      token: admin,
      body,
      headers: { 'content-type': type },
    });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_media_type']);
  });

  it('may say that it is UTF-8', async () => {
    const headers = { 'content-type': 'application/json; charset="UTF-8"' };
    const answer = await service.request('POST', '/v1/parties', { token: admin, body: { label: 'Ärger' }, headers });
    expect(answer.body).toMatchObject({ label: 'Ärger' });
  });

  it('is repeated neither in the answer nor in the log', async () => {
    const tricks = [
      '{"label":"Canaria"',
      '{"Canaria Testname":1}',
      '{"label":["Canaria"]}',
      '{"label":"Canaria\\u0000"}',
    ];
    for (const body of tricks) {
      for (const path of ['/v1/parties', '/v1/parties?x=Canaria', '/v1/parties?Canaria=x']) {
        const answer = await service.request('POST', path, { token: admin, body });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.text).not.toContain('Canaria');
      }
    }
    expect(service.logged()).not.toContain('Canaria');
  });

  it('that never ends, or headers that are none, end the connection', async () => {
    expect(await raw('GET /health/live HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
    const server = service.app.getHttpServer();
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBe(30_000);
  });
});

describe('what is no request', () => {
  it.each([
    ['a header without a colon', 'GET /v1/me HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n', 400, 'malformed_request'],
    [
      'two lengths',
      'POST /v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'malformed_request',
    ],
    ['too long an address', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
  ])('as %s, is refused in the same form', async (_, sent, status, code) => {
    const [head = '', body = ''] = (await raw(sent)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('content-type: application/problem+json; charset=utf-8');
    expect(head).toContain('cache-control: no-store');
    const problem = JSON.parse(body) as { requestId: string };
    expect(problem).toMatchObject({ type: `urn:whereabouts:problem:${code}`, status, code, errors: [] });
    expect(head).toContain(`x-request-id: ${problem.requestId}`);
  });

  it('by an expectation that nobody knows, is answered as without it', async () => {
    const answer = await raw('GET /v1/me HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('"code":"unauthenticated"');
  });
});

describe('the log of requests', () => {
  it('has the route’s pattern and the user, and neither id nor query', async () => {
    const id = '7c1d5b5e-1111-4222-8333-444455556666';
    const answer = await service.request('PATCH', `/v1/users/${id}?name=Canaria`, { token: admin, body: {} });
    const line = service
      .logged()
      .split('\n')
      .find((one) => one.includes(answer.headers.get('x-request-id')!))!;
    expect(JSON.parse(line)).toMatchObject({ method: 'PATCH', route: '/v1/users/:id', userId: expect.any(String) });
    expect(service.logged()).not.toContain(id);
    expect(service.logged()).not.toContain('Canaria');
  });
});
