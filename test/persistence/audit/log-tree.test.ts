// The tree and the checkpoints over the log: tampering with either is found, and whoever seals may die at any step.

import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { trustedKeys, readCheckpoint, signerOf } from '../../../src/domain/audit/checkpoint.js';
import { sha256 } from '../../../src/persistence/audit/sha-256.js';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { SignCheckpoint } from '../../../src/usecases/audit/sign-checkpoint.js';
import { isCheckpointSignature } from '../../../src/vault/checkpoint-key.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { AuditLog, sequencer, worker } from './audit-log.js';

const checks = { digest: sha256, verify: isCheckpointSignature };

describe('tree and checkpoints', () => {
  let log: AuditLog;

  beforeEach(async () => {
    log = await AuditLog.create();
  });
  afterEach(() => log.close());

  it('are signed by the service alone', async () => {
    const everything = worker('all', undefined, ['administrator', 'auditor', 'coordinator', 'custodian']);
    const sign = new SignCheckpoint(log.database, log.clock, log.keys);
    await expect(sign.execute(everything)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are signed every five seconds at most, and not while nothing is sealed', async () => {
    expect(await log.checkpoint()).toBeNull();
    await log.write(3);
    expect(await log.checkpoint()).toMatchObject({ size: 3 });
    expect(await log.checkpoint()).toBeNull();
    await log.write(1);
    await log.seal();
    const sign = new SignCheckpoint(log.database, log.clock, log.keys);
    log.clock.advance(-10_000);
    expect(await sign.execute(sequencer)).toMatchObject({ size: 4 });
    await log.write(1);
    await log.seal();
    log.clock.advance(4_000);
    expect(await sign.execute(sequencer)).toBeNull();
    expect(await log.checkpoint()).toMatchObject({ size: 5 });
    expect(await log.verify()).toMatchObject({ ok: true, tree: { size: 5, checkpoints: 3, firstFault: null } });
  });

  it.each([
    [
      'an altered node',
      'node_altered',
      8,
      `UPDATE registry.audit_tree SET hashes = set_byte(hashes, 70, 255 - get_byte(hashes, 70)) WHERE sequence = 8`,
    ],
    ['a missing node', 'node_missing', 6, 'DELETE FROM registry.audit_tree WHERE sequence = 6'],
    ['an end that was cut off', 'node_missing', 10, 'DELETE FROM registry.audit_tree WHERE sequence > 9'],
    ['no node at all', 'node_missing', 1, 'DELETE FROM registry.audit_tree'],
    ['a node beside the chain', 'node_beside', 13, `INSERT INTO registry.audit_tree VALUES (13, sha256('x'))`],
    ['another root', 'root_differs', 12, `UPDATE registry.audit_checkpoint SET root = sha256('x')`],
    [
      'a note of another root',
      'checkpoint_unsigned',
      12,
      `UPDATE registry.audit_checkpoint SET note = replace(note, chr(10) || '12' || chr(10), chr(10) || '11' || chr(10))`,
    ],
    [
      'a note without a signature',
      'checkpoint_unsigned',
      12,
      `UPDATE registry.audit_checkpoint SET note = split_part(note, '—', 1)`,
    ],
    [
      'a checkpoint beyond the end',
      'checkpoint_beyond',
      20,
      `INSERT INTO registry.audit_checkpoint SELECT 20, root, note, now() FROM registry.audit_checkpoint`,
    ],
    [
      'a key put in its place',
      'checkpoint_unsigned',
      12,
      `UPDATE registry.audit_checkpoint_key SET verifier = 'x' || verifier`,
    ],
  ])('show %s', async (_what, kind, sequence, sql) => {
    await log.write(12);
    await log.checkpoint();
    expect(await log.verify()).toMatchObject({ ok: true, tree: { size: 12, checkpoints: 1 } });
    expect(await log.tamper(sql)).toBeGreaterThan(0);
    expect(await log.verify()).toMatchObject({
      ok: false,
      chain: { ok: true },
      tree: { firstFault: { sequence, kind } },
    });
  });

  it('show a log that was rewritten whole with fresh hashes, which no key signed', async () => {
    await log.write(12);
    await log.checkpoint();
    await log.tamper(`UPDATE registry.audit_entry SET username = 'forged'`);
    await log.tamper('TRUNCATE registry.audit_seal, registry.audit_tree, registry.audit_unsealed');
    await log.tamper('INSERT INTO registry.audit_unsealed SELECT recorded_at, id FROM registry.audit_entry');
    await log.seal();
    expect(await log.verify()).toMatchObject({
      ok: false,
      chain: { ok: true, checked: 12 },
      tree: { firstFault: { sequence: 12, kind: 'root_differs' } },
    });
    await log.tamper('TRUNCATE registry.audit_checkpoint, registry.audit_checkpoint_key');
    await log.checkpoint(readKeys(makeKeys()));
    expect(await log.verify()).toMatchObject({ ok: false, tree: { firstFault: { kind: 'checkpoint_unsigned' } } });
  });

  it('are not continued over a root that does not lead on from the last one', async () => {
    await log.write(4);
    await log.checkpoint();
    await log.write(4);
    await log.seal();
    await log.tamper(
      `UPDATE registry.audit_tree SET hashes = set_byte(hashes, 64, 255 - get_byte(hashes, 64)) WHERE sequence = 8`,
    );
    await expect(log.checkpoint()).rejects.toMatchObject({ code: 'seal_broken' });
    await log.tamper('DELETE FROM registry.audit_seal WHERE sequence > 5');
    await expect(log.checkpoint()).rejects.toMatchObject({ code: 'seal_broken' });
  });

  it('are made for entries that were sealed before there was a tree, batch by batch, also when that is cut short', async () => {
    await log.write(7_003);
    await log.seal();
    const { rows } = await log.owner.query<{ all: string }>(
      `SELECT sha256(string_agg(hashes, '' ORDER BY sequence))::text AS all FROM registry.audit_tree`,
    );
    await log.tamper('TRUNCATE registry.audit_tree');
    expect(await log.verify()).toMatchObject({ ok: true, tree: { size: 0, firstFault: null } });
    const seal = new SealAuditEntries(log.database, log.clock);
    await log.write(1);
    expect(await seal.execute(sequencer, { known: null })).toMatchObject({ sealed: 0, more: true });
    expect(await log.verify()).toMatchObject({ ok: true, unsealed: 1, tree: { size: 5_000 } });
    expect(await log.seal()).toBe(1);
    const again = await log.owner.query<{ all: string }>(
      `SELECT sha256(string_agg(hashes, '' ORDER BY sequence))::text AS all FROM registry.audit_tree WHERE sequence <= 7003`,
    );
    expect(again.rows).toEqual(rows);
    expect(await log.checkpoint()).toMatchObject({ size: 7_004 });
    expect(await log.verify()).toMatchObject({ ok: true, tree: { size: 7_004, checkpoints: 1 } });
  });

  it('end before an entry that was altered before there was a tree, while sealing goes on', async () => {
    await log.write(6);
    await log.seal();
    await log.tamper('TRUNCATE registry.audit_tree');
    await log.tamper(`UPDATE registry.audit_entry SET username = 'x' WHERE id = $1`, [await log.entryAt(4)]);
    await log.write(2);
    expect(await log.seal()).toBe(2);
    const seal = new SealAuditEntries(log.database, log.clock);
    expect(await seal.execute(sequencer, { known: null })).toMatchObject({ treeEndsBefore: 4 });
    expect(await log.verify()).toMatchObject({ ok: false, chain: { firstFault: { sequence: 4, kind: 'altered' } } });
  });

  it.each([
    'DELETE FROM registry.audit_unsealed',
    'INSERT INTO registry.audit_seal',
    'INSERT INTO registry.audit_tree',
    'INSERT INTO registry.audit_checkpoint',
  ])('are whole after their sequencer was killed at %s', async (statement) => {
    await log.write(3);
    await log.checkpoint();
    await log.write(4);
    const table = /registry\.(\w+)/.exec(statement)?.[1] ?? '';
    const event = statement.startsWith('DELETE') ? 'DELETE' : 'INSERT';
    await log.owner.query(
      `CREATE OR REPLACE FUNCTION registry.die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
         BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$`,
    );
    await log.owner.query(
      `CREATE TRIGGER dies AFTER ${event} ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.die()`,
    );
    await expect(log.checkpoint()).rejects.toThrow();
    expect((await log.verify()).tree.firstFault).toBeNull();
    await log.owner.query(`DROP TRIGGER dies ON registry.${table}`);
    expect(await log.checkpoint()).toMatchObject({ size: 7 });
    expect(await log.verify()).toMatchObject({
      ok: true,
      unsealed: 0,
      chain: { checked: 7 },
      tree: { size: 7, checkpoints: 2, firstFault: null },
    });
  });
});

describe('a change of the signing key', () => {
  let log: AuditLog;
  const old = makeKeys();
  const pem = (): string => String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const changed = (text: string, kid: string, key: string): string => {
    const fields = JSON.parse(text) as { checkpointSigningKeys?: { keys: Record<string, string> } };
    const keys = { ...fields.checkpointSigningKeys?.keys, [kid]: key };
    return JSON.stringify({ ...fields, checkpointSigningKeys: { current: kid, keys } });
  };
  const second = changed(old, 'second', pem());
  const third = changed(second, 'third', pem());

  beforeAll(async () => {
    log = await AuditLog.create();
  });
  afterAll(() => log.close());

  it('is signed by the old key and the new one, so that trust in any of them reaches all checkpoints', async () => {
    for (const text of [old, second, third]) {
      await log.write(2);
      await log.checkpoint(readKeys(text));
    }
    expect(await log.verify(null, readKeys(third))).toMatchObject({ ok: true, tree: { checkpoints: 3 } });
    const { keys, notes } = await log.database.transaction(sequencer, async (room) => ({
      keys: await room.checkpoints.keys(),
      notes: (await room.checkpoints.list(null, 10)).map(({ note }) => readCheckpoint(note)),
    }));
    expect(keys).toHaveLength(3);
    for (const { verifier } of keys) {
      const trusted = trustedKeys(keys, verifier, checks);
      expect(trusted).toHaveLength(3);
      for (const note of notes)
        expect(note === null ? -1 : signerOf(note, trusted, isCheckpointSignature)).toBeGreaterThan(-1);
    }
    const [first = { verifier: '', succession: null }, next = first, last = first] = keys;
    const cut = [first, { ...next, succession: last.succession }, last];
    expect(trustedKeys(cut, first.verifier, checks)).toHaveLength(1);
    expect(trustedKeys(cut, last.verifier, checks)).toHaveLength(2);
    expect(trustedKeys(keys, 'unknown', checks)).toEqual([]);
  });

  it('is refused back to a key that was replaced, and without the key before', async () => {
    await log.write(1);
    await expect(log.checkpoint(readKeys(second))).rejects.toMatchObject({ code: 'conflict' });
    await expect(log.checkpoint(readKeys(makeKeys()))).rejects.toMatchObject({ code: 'conflict' });
    expect(await log.checkpoint(readKeys(third))).toMatchObject({ size: 7 });
  });
});
