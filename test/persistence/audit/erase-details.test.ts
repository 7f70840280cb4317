// Erasing of whom and what the log tells: only that, only of one person, said in the log, and nothing else breaks.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Room } from '../../../src/persistence/room.js';
import { AuditLog, worker } from './audit-log.js';

let log: AuditLog;
let person: string;
const reader = worker('reader');

beforeAll(async () => {
  log = await AuditLog.create();
  person = randomUUID();
  await log.write(5);
  for (let at = 0; at < 3; at += 1) await read(person);
  await log.checkpoint();
  await read(person);
});
afterAll(() => log.close());

function read(personId: string): Promise<void> {
  const note = { action: 'record_read', subjectKind: 'person', subjectId: 'WB-OF-SOMEBODY', personId } as const;
  return log.database.transaction(reader, (room) => room.audit.note({ ...note, details: { purpose: 'medical' } }));
}

async function told(): Promise<Record<string, unknown>[]> {
  const { rows } = await log.owner.query<Record<string, unknown>>(
    `SELECT action, username, subject_id, person_id, details, salt IS NULL AS erased FROM registry.audit_entry WHERE username = 'reader' ORDER BY id`,
  );
  return rows;
}

describe('what the log tells of a person', () => {
  it('cannot be erased but by the one function, which the vault and others may not call', async () => {
    const app = new Client({ connectionString: log.test.urls.app });
    await app.connect();
    await expect(app.query(`UPDATE registry.audit_entry SET details = '{}'`)).rejects.toThrow(/permission denied/);
    await app.end();
    const owner = (sql: string): Promise<unknown> =>
      log.owner.query(`UPDATE registry.audit_entry SET ${sql} WHERE person_id = $1`, [person]);
    await expect(owner(`details = '{}'`)).rejects.toThrow(/append-only/);
    await expect(owner(`details = '{}', subject_id = NULL, person_id = NULL`)).rejects.toThrow(/append-only/);
    await expect(
      owner(`details = '{}', subject_id = NULL, person_id = NULL, salt = NULL, username = 'x'`),
    ).rejects.toThrow(/append-only/);
    const vault = new Client({ connectionString: log.test.urls.vault });
    await vault.connect();
    await expect(vault.query('SELECT registry.erase_log_details($1)', [person])).rejects.toThrow(/permission denied/);
    await vault.end();
    expect(await log.verify()).toMatchObject({ ok: true, chain: { erased: 0 } });
  });

  it('is not erased by a transaction that works for one organisation', async () => {
    expect(await log.database.transaction(reader, (room) => room.audit.eraseDetails(person))).toBe(0);
    expect(await log.verify()).toMatchObject({ ok: true, chain: { erased: 0 } });
  });

  it('is erased with a word in the log of how much, sealed or still waiting, and chain, tree and checkpoints hold', async () => {
    const erased = await log.database.transaction(reader, (room) =>
      room.reaching('registry', () => room.audit.eraseDetails(person)),
    );
    expect(erased).toBe(4);
    await log.checkpoint();
    const rows = (await told()).sort((a, b) => String(b['action']).localeCompare(String(a['action'])));
    const gone = {
      action: 'record_read',
      username: 'reader',
      subject_id: null,
      person_id: null,
      details: {},
      erased: true,
    };
    expect(rows).toEqual([
      ...Array.from({ length: 4 }, () => gone),
      { ...gone, action: 'log_details_erased', details: { entries: 0 }, erased: false },
      { ...gone, action: 'log_details_erased', details: { entries: 4 }, erased: false },
    ]);
    expect(await log.verify()).toMatchObject({
      ok: true,
      chain: { erased: 4, firstFault: null },
      tree: { firstFault: null },
    });
  });

  it('is nothing that a second time would erase', async () => {
    const again = (room: Room): Promise<number> => room.reaching('registry', () => room.audit.eraseDetails(person));
    expect(await log.database.transaction(reader, again)).toBe(0);
    await log.seal();
    expect((await log.verify()).ok).toBe(true);
  });

  it('is missed where somebody erased it beside the service', async () => {
    await log.tamper(
      `UPDATE registry.audit_entry SET subject_id = NULL, person_id = NULL, details = '{}', salt = NULL WHERE id = $1`,
      [await log.entryAt(2)],
    );
    const { ok, chain } = await log.verify();
    expect([ok, chain.firstFault?.kind]).toEqual([false, 'erased_unnoted']);
  });
});
