// Twelve ways to tamper with the log as the owner of its database: each is found, the last two by the witness alone.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditVerdict } from '../../src/usecases/audit/verify-audit.js';
import { AuditLog } from '../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { runCommand } from './run-command.js';

const TABLES = [
  'audit_entry',
  'audit_seal',
  'audit_unsealed',
  'audit_tree',
  'audit_checkpoint',
  'audit_checkpoint_key',
] as const;
const FOREIGN = `INSERT INTO registry.audit_entry SELECT '01890000-0000-7000-8000-000000000099', recorded_at, user_id, 'foreign',
  organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details FROM registry.audit_entry WHERE id = $1`;

describe('a log that was tampered with', () => {
  let service: TestApplication;
  let log: AuditLog;
  let auditor: TestUser;
  let work: string;
  let older: number;
  let size: number;

  beforeAll(async () => {
    service = await startTestApplication();
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    auditor = await service.seedUser({ roles: ['auditor'] });
    work = await mkdtemp(path.join(tmpdir(), 'twelve-ways-'));
    await writeFile(path.join(work, 'token'), await auditor.token());
    await log.write(8);
    older = (await log.checkpoint())!.size;
    await copy('older');
    await log.write(8);
    size = (await log.checkpoint())!.size;
    expect((await witness()).exitCode).toBe(0);
  });
  beforeEach(() => copy('kept'));
  afterEach(async () => {
    await putBack('kept');
    expect((await log.verify()).ok).toBe(true);
  });
  afterAll(async () => {
    await rm(work, { recursive: true });
    await log.disconnect();
    await service.stop();
  });

  async function copy(name: string): Promise<void> {
    await log.owner.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    await log.owner.query(`CREATE SCHEMA ${name}`);
    for (const table of TABLES) await log.owner.query(`CREATE TABLE ${name}.${table} AS TABLE registry.${table}`);
  }

  async function putBack(name: string): Promise<void> {
    await log.tamper(`TRUNCATE ${TABLES.map((table) => `registry.${table}`).join(', ')}`);
    for (const table of TABLES) await log.tamper(`INSERT INTO registry.${table} SELECT * FROM ${name}.${table}`);
  }

  async function witness(): Promise<{ exitCode: number; code: string | undefined }> {
    const words = ['audit', 'witness', service.url, path.join(work, 'own'), '--token-file', path.join(work, 'token')];
    const { exitCode, out } = await runCommand(service.platform, ...words, '--json');
    return { exitCode, code: (JSON.parse(out) as { code?: string }).code };
  }

  const alter = async (sequence: number): Promise<void> => {
    const id = await log.entryAt(sequence);
    expect(await log.tamper(`UPDATE registry.audit_entry SET username = 'forged' WHERE id = $1`, [id])).toBe(1);
  };
  const remove = async (sequence: number): Promise<void> => {
    const id = await log.entryAt(sequence);
    await log.tamper('DELETE FROM registry.audit_entry WHERE id = $1', [id]);
    await log.tamper('DELETE FROM registry.audit_seal WHERE sequence = $1', [sequence]);
  };
  const renumber = async (from: number, to: number): Promise<void> => {
    await log.tamper('UPDATE registry.audit_seal SET sequence = $2 WHERE sequence = $1', [from, to]);
  };
  const insert = async (sequence: number): Promise<void> => {
    await log.tamper(FOREIGN, [await log.entryAt(1)]);
    for (let at = size; at >= sequence; at -= 1) await renumber(at, at + 1);
    const number = `INSERT INTO registry.audit_seal VALUES ($1, '01890000-0000-7000-8000-000000000099', sha256('foreign'), now())`;
    await log.tamper(number, [sequence]);
  };
  const swap = async (one: number, other: number): Promise<void> => {
    await renumber(one, 9_999);
    await renumber(other, one);
    await renumber(9_999, other);
  };
  const truncate = async (from: number): Promise<void> => {
    for (let at = from; at <= size; at += 1) await remove(at);
    await log.tamper('DELETE FROM registry.audit_tree WHERE sequence >= $1', [from]);
  };

  /** Every entry forged; seals, tree and checkpoints made anew by the service, with its own keys, and at the sizes that they had. */
  const rewrite = async (): Promise<void> => {
    const ids = await Promise.all(Array.from({ length: size }, (_, at) => log.entryAt(at + 1)));
    await log.tamper(`UPDATE registry.audit_entry SET username = 'forged'`);
    await log.tamper(
      `TRUNCATE ${TABLES.slice(1)
        .map((table) => `registry.${table}`)
        .join(', ')}`,
    );
    const sizes: number[] = [];
    for (const part of [ids, null]) {
      await log.tamper(
        `INSERT INTO registry.audit_unsealed SELECT recorded_at, id FROM registry.audit_entry e
         WHERE ($1::uuid[] IS NULL OR id = ANY($1)) AND NOT EXISTS (SELECT FROM registry.audit_seal WHERE entry_id = e.id)`,
        [part],
      );
      sizes.push((await log.checkpoint())?.size ?? 0);
    }
    expect(sizes[0]).toBe(size);
  };
  /** The registry works on, up to the size at which it was or less. */
  const restore = async (): Promise<void> => {
    await putBack('older');
    await log.write(1);
    await log.checkpoint();
  };

  const chain = (kind: string) => (verdict: AuditVerdict) => verdict.chain.firstFault?.kind === kind;
  const tree = (kind: string) => (verdict: AuditVerdict) => verdict.tree.firstFault?.kind === kind;

  /** What was done, how, and who finds it: the verifier by its first fault, or the witness by its exit code. */
  const WAYS: readonly (readonly [
    what: string,
    how: () => Promise<void>,
    found: ((verdict: AuditVerdict) => boolean) | string,
  ])[] = [
    ['the first entry altered', () => alter(1), chain('altered')],
    ['an entry altered', () => alter(6), chain('altered')],
    ['the last entry altered', () => alter(size), chain('altered')],
    ['the first entry deleted', () => remove(1), chain('missing')],
    ['an entry deleted', () => remove(6), chain('missing')],
    ['an entry inserted', () => insert(6), chain('inserted')],
    ['an entry inserted before the first', () => insert(1), chain('inserted')],
    ['neighbours swapped', () => swap(6, 7), chain('reordered')],
    ['distant entries swapped', () => swap(2, 12), chain('reordered')],
    ['the end truncated', () => truncate(older + 2), tree('checkpoint_beyond')],
    ['all rewritten with fresh hashes and signed again', rewrite, 'inconsistent_growth'],
    ['an older database restored', restore, 'older_checkpoint'],
  ];

  it('can be so in twelve ways', () => {
    expect(new Set(WAYS.map(([what]) => what)).size).toBe(12);
    expect(WAYS.slice(0, 10).every(([, , found]) => typeof found === 'function')).toBe(true);
    expect(WAYS.slice(10).every(([, , found]) => typeof found === 'string')).toBe(true);
  });

  it.each(WAYS)('is found: %s', async (_what, how, found) => {
    await how();
    const verdict = await log.verify();
    if (typeof found === 'function') {
      expect(verdict.ok).toBe(false);
      expect([verdict.chain.firstFault, verdict.tree.firstFault, found(verdict)]).toEqual([
        verdict.chain.firstFault,
        verdict.tree.firstFault,
        true,
      ]);
    } else {
      // The log by itself is without a fault: only who saw it before can tell.
      expect(verdict).toMatchObject({ ok: true, chain: { firstFault: null }, tree: { firstFault: null } });
      const { exitCode, code } = await witness();
      expect([code, exitCode > 2]).toEqual([found, true]);
    }
  });

  it('is accepted by the witness where it only grew', async () => {
    await log.write(3);
    await log.checkpoint();
    expect((await witness()).exitCode).toBe(0);
  });

  it('is found by the witness also where an older database has grown beyond what it saw', async () => {
    await putBack('older');
    await log.write(40);
    await log.checkpoint();
    expect(await log.verify()).toMatchObject({ ok: true });
    expect(await witness()).toEqual({ exitCode: 5, code: 'inconsistent_growth' });
  });
});
