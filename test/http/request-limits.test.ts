// Headers that protect a browser, limits that protect the service, health that says nothing more, and the documentation.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let service: TestApplication;
let limited: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
  limited = await startTestApplication({
    environment: { requestsPerMinute: 3, publicUrl: 'https://registry.example' },
  });
});

afterAll(async () => {
  await service.stop();
  await limited.stop();
});

const POLICY =
  "default-src 'none';style-src 'self';img-src 'self' data:;form-action 'self';frame-ancestors 'none';base-uri 'none'";

describe('headers', () => {
  it('forbid everything that no page needs, and are the same on a refusal', async () => {
    for (const path of ['/health/live', '/v1/me', '/v1/nowhere']) {
      const { headers } = await service.request('GET', path);
      expect(headers.get('content-security-policy')).toBe(POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('insist on https where the service is reached over it', async () => {
    const { headers } = await limited.request('GET', '/health/live');
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  });
});

describe('the limit of requests', () => {
  it('answers 429 with the time to wait, and leaves the health check alone', async () => {
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await limited.request('GET', '/v1/me'));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
    const refused = answers[4]!;
    expect(refused.body).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await limited.request('GET', '/health/ready')).status).toBe(200);
  });
});

describe('health', () => {
  it('says that the service lives and can answer, and nothing more', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await service.request('GET', path);
      expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
    }
  });

  it('says 503 without reasons when the database is gone, and lives on', async () => {
    const lost = await startTestApplication();
    await lost.platform.database.close();
    const answer = await lost.request('GET', '/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.body).toMatchObject({ code: 'unavailable', errors: [] });
    expect((await lost.request('GET', '/health/live')).status).toBe(200);
    await lost.stop();
  });
});

describe('a database that may only be read', () => {
  it('is answered with 503 and a time to wait, and no failure of the service', async () => {
    const readOnly = await startTestApplication();
    const user = await readOnly.seedUser({ username: 'of.the.standby' });
    const owner = new Client({ connectionString: readOnly.database.urls.owner });
    await owner.connect();
    try {
      await owner.query(`ALTER DATABASE ${readOnly.database.name} SET default_transaction_read_only = on`);
      const others = `FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND usename <> current_user`;
      await owner.query(`SELECT pg_terminate_backend(pid) ${others}`);
      while ((await owner.query(`SELECT 1 ${others}`)).rows.length > 0) await sleep(5);
      await sleep(50);
      const body = { username: user.username, password: user.password };
      const answer = await readOnly.request('POST', '/v1/auth/token', { body });
      expect([answer.status, answer.body]).toMatchObject([503, { code: 'unavailable', errors: [] }]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(readOnly.logged()).not.toContain(user.username);
      const ready = await readOnly.request('GET', '/health/ready');
      expect([ready.status, ready.body]).toMatchObject([503, { code: 'database_read_only', errors: [] }]);
      // Either of them may be on a server of its own.
      for (const one of [readOnly.platform.database, readOnly.platform.vault])
        await expect(one.ping()).rejects.toMatchObject({ code: 'database_read_only' });
      expect(ready.headers.get('retry-after')).toBe('5');
      expect((await readOnly.request('GET', '/health/live')).status).toBe(200);
      await owner.query(`SET default_transaction_read_only = off`);
      await owner.query(`ALTER DATABASE ${readOnly.database.name} RESET default_transaction_read_only`);
      await owner.query(`SELECT pg_terminate_backend(pid) ${others}`);
      while ((await owner.query(`SELECT 1 ${others}`)).rows.length > 0) await sleep(5);
      await sleep(50);
      const again = await readOnly.request('GET', '/health/ready');
      expect([again.status, again.body]).toEqual([200, { status: 'ok' }]);
    } finally {
      await owner.end();
      await readOnly.stop();
    }
  });
});

describe('the documentation', () => {
  it('is OpenAPI 3.1 made from the code, with the problem everywhere and a token where one is needed', async () => {
    const answer = await service.request('GET', '/docs/openapi.json');
    const document = answer.body as {
      openapi: string;
      paths: Record<string, Record<string, { security?: unknown; responses: Record<string, unknown> }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        expect([method, path, Object.keys(operation.responses)]).toEqual([
          method,
          path,
          expect.arrayContaining(['default']),
        ]);
      }
    }
    expect(document.paths['/v1/users']?.['post']?.security).toEqual([{ accessToken: [] }]);
    expect(document.paths['/v1/auth/token']?.['post']?.security).toBeUndefined();
  });

  it('says of each route that takes If-Match what it answers to a stale one, and whether it does without', async () => {
    const { body } = await service.request('GET', '/docs/openapi.json');
    const { paths } = body as { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
    const told = (method: string, path: string): string[] =>
      Object.keys(paths[path]?.[method]?.responses ?? {}).filter((status) => status.startsWith('4'));
    expect(told('patch', '/v1/persons/{pseudonym}/identity')).toEqual(['412', '428']);
    expect(told('patch', '/v1/users/{id}')).toEqual(['412', '428']);
    expect(told('post', '/v1/statements/{id}/retraction')).toEqual(['412']);
    expect(told('post', '/v1/persons')).toEqual([]);
  });

  it('is shown by pages of this origin alone', async () => {
    const page = await service.request('GET', '/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/<script>|https?:\/\//);
    for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = await service.request('GET', path!);
      expect([path, file.status]).toEqual([path, 200]);
      const again = await service.request('GET', path!, { headers: { 'if-none-match': file.headers.get('etag')! } });
      expect([path, again.status]).toEqual([path, 304]);
    }
    expect((await service.request('GET', '/docs/package.json')).status).toBe(404);
    expect((await service.request('GET', '/docs/..%2fpackage.json')).status).toBe(404);
  });
});
