// GET /v1/audit/entries.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { AuthController } from '../../../src/http/access/auth.controller.js';
import { AuditController } from '../../../src/http/audit/audit.controller.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';

@Module({ controllers: [AuthController, AuditController] })
class AuditDoor {}

interface Page {
  readonly entries: readonly { readonly action: string; readonly username: string; readonly recordedAt: string }[];
  readonly nextCursor: string | null;
}

describe('GET /v1/audit/entries', () => {
  let service: TestApplication;
  let auditor: string;

  beforeAll(async () => {
    service = await startTestApplication({ doors: [AuditDoor] });
    auditor = await (await service.seedUser({ roles: ['auditor'] })).token();
  });
  afterAll(() => service.stop());

  it('is refused without a token and to other roles', async () => {
    expect((await service.request('GET', '/v1/audit/entries')).status).toBe(401);
    const administrator = await (await service.seedUser({ roles: ['administrator', 'coordinator'] })).token();
    expect((await service.request('GET', '/v1/audit/entries', { token: administrator })).status).toBe(403);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'action=none', 'organisation=x', 'limit=1&limit=2'])(
    'refuses ?%s',
    async (query) => {
      expect((await service.request('GET', `/v1/audit/entries?${query}`, { token: auditor })).status).toBe(422);
    },
  );

  it('gives the own organisation’s entries in pages', async () => {
    await service.request('GET', '/v1/audit/entries', { token: auditor });
    const first = await service.request('GET', '/v1/audit/entries?limit=1', { token: auditor });
    expect(first.status).toBe(200);
    const { entries, nextCursor } = first.body as Page;
    expect(entries).toHaveLength(1);
    expect(entries[0]?.recordedAt).toMatch(/^2021-06-01T12:00:0/);
    const next = await service.request('GET', `/v1/audit/entries?limit=200&cursor=${nextCursor ?? ''}`, {
      token: auditor,
    });
    const rest = (next.body as Page).entries;
    expect(rest.at(-1)).toMatchObject({ action: 'signed_in' });
    expect(new Set([...entries, ...rest].map((entry) => entry.username)).size).toBe(1);
  });

  it('gives only one action when asked to', async () => {
    const answer = await service.request('GET', '/v1/audit/entries?action=signed_in', { token: auditor });
    expect(new Set((answer.body as Page).entries.map((entry) => entry.action))).toEqual(new Set(['signed_in']));
  });
});
