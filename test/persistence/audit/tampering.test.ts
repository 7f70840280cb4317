// An administrator of the server tampers with the log behind the service's back; verification names the first fault.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChainFault } from '../../../src/domain/audit/chain-fault.js';
import { storedDetails } from '../../../src/persistence/audit/audit-entry-row.js';
import { AuditLog } from './audit-log.js';

describe('a log that was tampered with in the database', () => {
  let log: AuditLog;
  let ids: readonly string[];
  const id = (sequence: number): string => ids[sequence - 1] ?? '';

  beforeAll(async () => {
    log = await AuditLog.create();
    await log.write(12);
    await log.seal();
    ids = await Promise.all(Array.from({ length: 12 }, (_, at) => log.entryAt(at + 1)));
  });
  afterAll(() => log.close());

  /** Each case works on the same log and is rolled back by its copy. */
  async function faultAfter(...steps: readonly (readonly [string, unknown[]])[]): Promise<ChainFault | null> {
    await log.owner.query('DROP TABLE IF EXISTS kept_entry, kept_seal, kept_queue');
    await log.owner.query(`CREATE TABLE kept_entry AS TABLE registry.audit_entry`);
    await log.owner.query(`CREATE TABLE kept_seal AS TABLE registry.audit_seal`);
    try {
      for (const [sql, parameters] of steps) expect(await log.tamper(sql, parameters)).toBeGreaterThan(0);
      const verdict = await log.verify();
      expect(verdict.ok).toBe(false);
      return verdict.chain.firstFault;
    } finally {
      await log.tamper('TRUNCATE registry.audit_entry, registry.audit_seal, registry.audit_unsealed');
      await log.tamper('INSERT INTO registry.audit_entry SELECT * FROM kept_entry');
      await log.tamper('INSERT INTO registry.audit_seal SELECT * FROM kept_seal');
    }
  }

  it.each([
    [`recorded_at = recorded_at + interval '1 microsecond'`],
    [`recorded_at = 'infinity'`],
    [`username = 'another'`],
    [`user_id = NULL`],
    [`organisation_id = NULL`],
    [`via = 'console'`],
    [`action = 'records_listed'`],
    [`subject_kind = ''`],
    [`subject_id = ''`],
    [`person_id = NULL`],
    [`request_id = request_id || ' '`],
    [`details = details || '{"more": null}'`],
    [`details = details || '{"at": 4.00000000000000000001}'`],
    [`details = '{"at": {"deep": [1, {"a": 1e400}]}}'`],
    [`details = '[]'`],
  ])('names the entry whose row got %s', async (assignment) => {
    const fault = await faultAfter([`UPDATE registry.audit_entry SET ${assignment} WHERE id = $1`, [id(5)]]);
    expect(fault).toEqual({ sequence: 5, kind: 'altered', entryId: id(5) });
  });

  it('names a deleted entry', async () => {
    expect(await faultAfter(['DELETE FROM registry.audit_entry WHERE id = $1', [id(7)]])).toEqual({
      sequence: 7,
      kind: 'missing',
      entryId: id(7),
    });
  });

  it('names a deleted number, whose entry then stands beside the chain', async () => {
    expect(await faultAfter(['DELETE FROM registry.audit_seal WHERE sequence = 7', []])).toEqual({
      sequence: 7,
      kind: 'missing',
      entryId: null,
    });
  });

  it('names the first of two numbers that were exchanged', async () => {
    const move = 'UPDATE registry.audit_seal SET sequence = $2 WHERE sequence = $1';
    expect(await faultAfter([move, [4, 99]], [move, [9, 4]], [move, [99, 9]])).toEqual({
      sequence: 4,
      kind: 'reordered',
      entryId: id(9),
    });
  });

  it('names a foreign entry that was numbered in between', async () => {
    const shift = 'UPDATE registry.audit_seal SET sequence = sequence + $1 WHERE sequence >= $2';
    const copy = `INSERT INTO registry.audit_entry SELECT '01890000-0000-7000-8000-000000000099', recorded_at, user_id, 'foreign',
      organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details FROM registry.audit_entry WHERE id = $1`;
    const number = `INSERT INTO registry.audit_seal VALUES (6, '01890000-0000-7000-8000-000000000099', sha256('foreign'), now())`;
    const fault = await faultAfter([shift, [1000, 6]], [shift, [-999, 1006]], [copy, [id(6)]], [number, []]);
    expect(fault).toEqual({ sequence: 6, kind: 'inserted', entryId: '01890000-0000-7000-8000-000000000099' });
  });

  it('names a foreign entry below the first number', async () => {
    const add = `INSERT INTO registry.audit_seal VALUES (-9223372036854775808, gen_random_uuid(), sha256('foreign'), now())`;
    expect(await faultAfter([add, []])).toMatchObject({ kind: 'inserted' });
  });

  it('names a changed hash', async () => {
    expect(await faultAfter([`UPDATE registry.audit_seal SET hash = sha256('x') WHERE sequence = 3`, []])).toEqual({
      sequence: 3,
      kind: 'hash_altered',
      entryId: id(3),
    });
  });

  it('names the earliest of several faults', async () => {
    const fault = await faultAfter(
      [`UPDATE registry.audit_entry SET username = 'another' WHERE id = $1`, [id(10)]],
      ['DELETE FROM registry.audit_entry WHERE id = $1', [id(2)]],
      [`UPDATE registry.audit_seal SET hash = sha256('x') WHERE sequence = 6`, []],
    );
    expect(fault).toEqual({ sequence: 2, kind: 'missing', entryId: id(2) });
  });

  it('sees an entry that was put in beside the service, and one whose number was cut off the end', async () => {
    const foreign = `INSERT INTO registry.audit_entry SELECT '01890000-0000-7000-8000-000000000099', recorded_at, user_id, 'foreign',
      organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details FROM registry.audit_entry WHERE id = $1`;
    expect(await faultAfter([foreign, [id(1)]])).toBeNull();
    expect(await faultAfter(['DELETE FROM registry.audit_seal WHERE sequence = 12', []])).toBeNull();
  });

  it('shows a cut tail and a rewritten chain only against a head noted earlier', async () => {
    const { head } = (await log.verify()).chain;
    expect(await log.verify(head)).toMatchObject({ ok: true, chain: { checked: 12 } });
    await log.owner.query(`CREATE TEMPORARY TABLE cut AS SELECT * FROM registry.audit_seal WHERE sequence > 10`);
    await log.owner.query(
      `CREATE TEMPORARY TABLE cut_entry AS SELECT e.* FROM registry.audit_entry e JOIN cut ON entry_id = id`,
    );
    await log.tamper('DELETE FROM registry.audit_entry WHERE id IN (SELECT entry_id FROM cut)');
    await log.tamper('DELETE FROM registry.audit_seal WHERE sequence > 10');
    expect(await log.verify()).toMatchObject({
      ok: false,
      tree: { firstFault: { sequence: 11, kind: 'node_beside' } },
    });
    await log.tamper('DELETE FROM registry.audit_tree WHERE sequence > 10');
    expect(await log.verify()).toMatchObject({ ok: true, chain: { checked: 10 } });
    expect((await log.verify(head)).chain.firstFault).toEqual({ sequence: 11, kind: 'rolled_back', entryId: null });
    await log.write(2);
    await expect(log.seal(head)).rejects.toMatchObject({ code: 'seal_broken' });
    await log.seal();
    expect(await log.verify()).toMatchObject({ ok: true, chain: { checked: 12 } });
    expect((await log.verify(head)).chain.firstFault).toMatchObject({ sequence: 12, kind: 'rewritten' });
  });

  it('stays as it was: the application role may neither change nor delete nor empty it, and the owner is stopped by the guards', async () => {
    await expect(log.owner.query('DELETE FROM registry.audit_entry')).rejects.toThrow(/append-only/);
    await expect(log.owner.query(`UPDATE registry.audit_seal SET sealed_at = now()`)).rejects.toThrow(/append-only/);
    await expect(log.owner.query('TRUNCATE registry.audit_entry')).rejects.toThrow(/append-only/);
    const rights = await log.owner.query<{ right: string }>(
      `SELECT privilege_type AS right FROM information_schema.role_table_grants
       WHERE grantee = 'whereabouts_app' AND table_name IN ('audit_entry', 'audit_seal')`,
    );
    expect([...new Set(rights.rows.map((row) => row.right))].sort()).toEqual(['INSERT', 'SELECT']);
  });
});

describe('details as they are stored', () => {
  it.each(['{"a": 1.0}', '{"a": 1e21}', '{"a": 12345678901234567890}', '[0.1, 0.10]', '{"a": {"b": -0.0}}'])(
    'are kept as text where JavaScript would round %s',
    (text) => {
      expect(storedDetails(text)).toEqual({ unreadable: text });
    },
  );

  it.each(['{"a": 1, "b": -2.5, "c": "1.0 \\" 1e21", "d": ["-0"], "1.0": null}', '{}'])('are read from %s', (text) => {
    expect(storedDetails(text)).toEqual(JSON.parse(text));
  });
});
