// GET /v1/audit/verification: whatever an administrator of the server did to the log, the answer says what is wrong.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { AuthController } from '../../../src/http/access/auth.controller.js';
import { AuditVerificationController } from '../../../src/http/audit/audit-verification.controller.js';
import { AuditLog } from '../../persistence/audit/audit-log.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';

@Module({ controllers: [AuthController, AuditVerificationController] })
class VerificationDoor {}

const TABLES = [
  'audit_entry',
  'audit_seal',
  'audit_unsealed',
  'audit_tree',
  'audit_checkpoint',
  'audit_checkpoint_key',
];
const SOUND = { ok: true, checked: 12, firstFault: null, firstFaultAt: null, stranded: 0, vanished: 0 };
const ENTRY_COPY = `INSERT INTO registry.audit_entry
  SELECT (jsonb_populate_record(e, jsonb_build_object('id', '01890000-0000-7000-8000-000000000099'))).*
  FROM registry.audit_entry e JOIN registry.audit_seal ON entry_id = id WHERE sequence = 1`;

describe('GET /v1/audit/verification', () => {
  let service: TestApplication;
  let log: AuditLog;
  let token: string;

  const ask = (as?: string): Promise<TestAnswer> =>
    service.request('GET', '/v1/audit/verification', as === undefined ? {} : { token: as });

  beforeAll(async () => {
    service = await startTestApplication({ doors: [VerificationDoor] });
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    await log.write(12);
    await log.checkpoint();
    token = await (await service.seedUser({ roles: ['auditor'] })).token();
    // Entries of signing in and of earlier answers wait for their numbers throughout.
    for (const table of TABLES) await log.owner.query(`CREATE TABLE kept_${table} AS TABLE registry.${table}`);
  });
  beforeEach(async () => {
    expect((await ask(token)).body).toMatchObject(SOUND);
  });
  afterEach(async () => {
    await log.tamper(`TRUNCATE ${TABLES.map((table) => `registry.${table}`).join(', ')}`);
    for (const table of TABLES) await log.tamper(`INSERT INTO registry.${table} SELECT * FROM kept_${table}`);
  });
  afterAll(async () => {
    await log.disconnect();
    await service.stop();
  });

  it('is refused without a token and to other roles', async () => {
    expect((await ask()).status).toBe(401);
    const other = await service.seedUser({ roles: ['administrator', 'coordinator', 'analyst'] });
    expect((await ask(await other.token())).status).toBe(403);
  });

  it.each([
    [
      'altered',
      5,
      `UPDATE registry.audit_entry e SET username = 'x' FROM registry.audit_seal WHERE entry_id = id AND sequence = 5`,
    ],
    ['missing', 7, 'DELETE FROM registry.audit_entry USING registry.audit_seal WHERE entry_id = id AND sequence = 7'],
    [
      'node_altered',
      8,
      'UPDATE registry.audit_tree SET hashes = set_byte(hashes, 70, 255 - get_byte(hashes, 70)) WHERE sequence = 8',
    ],
    ['node_missing', 6, 'DELETE FROM registry.audit_tree WHERE sequence = 6'],
    ['node_missing', 10, 'DELETE FROM registry.audit_tree WHERE sequence > 9'],
    ['node_missing', 1, 'DELETE FROM registry.audit_tree'],
    ['node_beside', 13, `INSERT INTO registry.audit_tree VALUES (13, sha256('x'))`],
    ['root_differs', 12, `UPDATE registry.audit_checkpoint SET root = sha256('x')`],
    ['checkpoint_unsigned', 12, `UPDATE registry.audit_checkpoint SET note = split_part(note, '—', 1)`],
    [
      'checkpoint_beyond',
      20,
      'INSERT INTO registry.audit_checkpoint SELECT 20, root, note, now() FROM registry.audit_checkpoint',
    ],
  ])('tells %s at number %i', async (firstFault, firstFaultAt, sql) => {
    expect(await log.tamper(sql)).toBeGreaterThan(0);
    const { status, body } = await ask(token);
    expect([status, body]).toMatchObject([200, { ok: false, firstFault, firstFaultAt, stranded: 0, vanished: 0 }]);
  });

  it('tells how many entries the tree lacks that nobody has signed for yet, as after an update', async () => {
    await log.write(5);
    await log.seal();
    const grown = (await ask(token)).body as { checked: number };
    expect(grown).toMatchObject({ ok: true, outsideTree: 0 });
    expect(grown.checked).toBeGreaterThanOrEqual(17);
    await log.tamper('DELETE FROM registry.audit_tree WHERE sequence > 12');
    const behind = { ok: true, firstFault: null, checked: grown.checked, outsideTree: grown.checked - 12 };
    expect((await ask(token)).body).toMatchObject(behind);
    await log.seal();
    expect((await ask(token)).body).toMatchObject({ ok: true, outsideTree: 0 });
    await log.checkpoint();
    await log.tamper('DELETE FROM registry.audit_tree WHERE sequence > 12');
    expect((await ask(token)).body).toMatchObject({ ok: false, firstFault: 'node_missing', firstFaultAt: 13 });
  });

  it('tells how many entries wait longer than a service lets them', async () => {
    await log.seal();
    await log.write(3);
    expect((await ask(token)).body).toMatchObject({ ok: true, overdue: 0 });
    service.clock.advance(10_002);
    const { ok, overdue, unsealed } = (await ask(token)).body as Record<string, unknown>;
    expect([ok, overdue, unsealed]).toEqual([true, 4, 4]);
  });

  it('tells how many entries stand beside the chain', async () => {
    expect(await log.tamper(ENTRY_COPY)).toBe(1);
    expect((await ask(token)).body).toMatchObject({ ...SOUND, ok: false, stranded: 1 });
  });

  it('tells how many entries were deleted before they got a number, also of many', async () => {
    await log.write(25);
    await log.tamper(`DELETE FROM registry.audit_entry WHERE username = 'writer'
      AND id NOT IN (SELECT entry_id FROM registry.audit_seal)`);
    expect((await ask(token)).body).toMatchObject({ ...SOUND, ok: false, vanished: 25 });
  });
});
