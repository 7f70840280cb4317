// Several writers and several sequencers: one chain without gap, fork or double.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { AuditLog, sequencer, worker } from './audit-log.js';

interface ChainFacts {
  readonly entries: number;
  readonly seals: number;
  readonly first: number;
  readonly last: number;
  readonly waiting: number;
}

describe('sealing the log', () => {
  let log: AuditLog;

  beforeAll(async () => {
    log = await AuditLog.create();
  });
  afterAll(() => log.close());

  async function facts(): Promise<ChainFacts> {
    const found = await log.owner.query<ChainFacts>(
      `SELECT (SELECT count(*)::int FROM registry.audit_entry) AS entries, count(*)::int AS seals,
              min(sequence)::int AS first, max(sequence)::int AS last,
              (SELECT count(*)::int FROM registry.audit_unsealed) AS waiting
       FROM registry.audit_seal`,
    );
    const row = found.rows[0];
    if (row === undefined) throw new Error('no facts');
    return row;
  }

  it('is refused to users, whatever their roles', async () => {
    const everything = worker('all', undefined, ['administrator', 'auditor', 'coordinator', 'custodian']);
    const seal = new SealAuditEntries(log.database, log.clock);
    await expect(seal.execute(everything, { known: null })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('gives 2,000 entries of four writers one contiguous chain, with two sequencers at work and one killed in between', async () => {
    const other = await log.anotherDatabase();
    let writing = true;
    const writers = Array.from({ length: 4 }, (_, at) =>
      log.write(500, worker(`writer-${at}`), at % 2 === 0 ? log.database : other),
    );
    const sequencers = [log.database, other].map(async (database) => {
      let sealed = 0;
      while (writing) sealed += await log.seal(null, database);
      return sealed;
    });
    const done = await Promise.all([
      killedInBetween(log.test.urls.app),
      Promise.all(writers).then(() => (writing = false)),
      ...sequencers,
    ]);
    const rest = await log.seal();
    expect(done[2]).toBeGreaterThan(0);
    expect((done[2] ?? 0) + (done[3] ?? 0) + rest).toBe(2_000);
    expect(await facts()).toEqual({ entries: 2_000, seals: 2_000, first: 1, last: 2_000, waiting: 0 });
    expect(await log.verify()).toMatchObject({ ok: true, unsealed: 0, chain: { checked: 2_000, firstFault: null } });
  });

  it('leaves the log to the process that seals already', async () => {
    await log.write(3);
    const holder = new Client({ connectionString: log.test.urls.app });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT pg_advisory_xact_lock(7243114)');
    expect(await log.seal()).toBe(0);
    await holder.end();
    expect(await log.seal()).toBe(3);
  });

  it('takes entries in the order of recording, in batches, and continues where it stopped', async () => {
    const before = await facts();
    const actor = worker('bulk');
    await log.database.transaction(actor, (room) =>
      room.audit.note(
        ...Array.from(
          { length: 6_000 },
          (_, at) => ({ action: 'record_read', subjectKind: 'person', details: { at } }) as const,
        ),
      ),
    );
    const seal = new SealAuditEntries(log.database, log.clock);
    const first = await seal.execute(sequencer, { known: null });
    expect(first).toMatchObject({ sealed: 5_000, more: true, head: { sequence: before.last + 5_000 } });
    const second = await seal.execute(sequencer, { known: first.head });
    expect(second).toMatchObject({ sealed: 1_000, more: false, head: { sequence: before.last + 6_000 } });
    const unordered = await log.owner.query(
      `SELECT 1 FROM (SELECT e.id, lag(e.id) OVER (ORDER BY s.sequence) AS previous
                      FROM registry.audit_seal s JOIN registry.audit_entry e ON e.id = s.entry_id
                      WHERE e.username = 'bulk') o WHERE previous >= id`,
    );
    expect(unordered.rowCount).toBe(0);
    expect(await log.verify()).toMatchObject({ ok: true });
  });

  it('does not see an entry before its transaction is committed, nor one that was rolled back', async () => {
    const undone = log.database.transaction(worker('undone'), async (room) => {
      await room.audit.note({ action: 'record_read', subjectKind: 'person' });
      expect(await log.seal()).toBe(0);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await log.seal()).toBe(0);
    expect(await facts()).toMatchObject({ waiting: 0 });
  });

  it('lists what waits for longer than ten seconds, and what was deleted while it waited', async () => {
    await log.write(2);
    expect(await log.verify()).toMatchObject({ ok: true, unsealed: 2, overdue: { count: 0 }, stranded: { count: 0 } });
    log.clock.advance(10_001);
    const late = await log.verify();
    expect(late).toMatchObject({ ok: true, unsealed: 2, overdue: { count: 2 } });
    const gone = late.overdue.first[0]?.entryId ?? '';
    await log.tamper('DELETE FROM registry.audit_entry WHERE id = $1', [gone]);
    expect(await log.seal()).toBe(1);
    expect(await log.verify()).toMatchObject({
      ok: false,
      unsealed: 0,
      vanished: { count: 1, first: [gone] },
      chain: { ok: true },
    });
  });
});

/** A sequencer that dies with its transaction open: its numbers must not exist afterwards. */
async function killedInBetween(url: string): Promise<void> {
  const victim = new Client({ connectionString: url });
  victim.on('error', () => undefined);
  await victim.connect();
  await victim.query('BEGIN');
  for (;;) {
    const held = await victim.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock(7243114) AS held');
    if (held.rows[0]?.held === true) break;
  }
  await victim.query(`SELECT registry.act_as($1, 'registry', NULL, NULL)`, [TEST_PROOF]);
  await victim.query('DELETE FROM registry.audit_unsealed');
  await victim.query(
    `INSERT INTO registry.audit_seal SELECT coalesce(max(sequence), 0) + 1, gen_random_uuid(), sha256('lost'), now() FROM registry.audit_seal`,
  );
  (victim as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
