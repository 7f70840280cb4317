// An auditor reads what their own organisation did, page by page, and leaves an entry behind.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import { ListAuditEntries, type AuditEntriesPage } from '../../../src/usecases/audit/list-audit-entries.js';
import { VerifyAudit } from '../../../src/usecases/audit/verify-audit.js';
import { AuditLog, operator, sequencer, worker } from '../../persistence/audit/audit-log.js';

const NORTH = randomUUID();
const SOUTH = randomUUID();
const auditor = worker('auditor.north', NORTH, ['auditor']);

describe('listing the log', () => {
  let log: AuditLog;
  let list: ListAuditEntries;

  beforeAll(async () => {
    log = await AuditLog.create();
    list = new ListAuditEntries(log.database);
    await log.write(7, worker('worker.north', NORTH));
    await log.write(3, worker('worker.south', SOUTH));
  });
  afterAll(() => log.close());

  const page = (cursor: string | null, limit = 3): Promise<AuditEntriesPage> =>
    list.execute(auditor, { cursor, limit, action: 'record_read' });

  it('is refused to every role but the auditor’s, and to the service', async () => {
    for (const role of ROLES.filter((one) => one !== 'auditor')) {
      const other = worker('other', NORTH, [role]);
      await expect(list.execute(other, { cursor: null, limit: 10, action: null })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    const service = sequencer as unknown as typeof auditor;
    await expect(list.execute(service, { cursor: null, limit: 10, action: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([0, 201, 1.5, Number.NaN])('refuses a page of %p', async (limit) => {
    await expect(page(null, limit)).rejects.toMatchObject({ code: 'invalid_field' });
  });

  it.each(['', 'x', 'AAAA', `${'A'.repeat(21)}B`, `${'A'.repeat(22)}==`, "' OR 1=1 --"])(
    'refuses the cursor %p',
    async (cursor) => {
      await expect(page(cursor)).rejects.toMatchObject({ code: 'invalid_field' });
    },
  );

  it('gives every entry of the own organisation once, newest first', async () => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const { entries, nextCursor }: AuditEntriesPage = await page(cursor);
      seen.push(...entries.map((entry) => Number(entry.details['at'])));
      expect(entries.every((entry) => entry.username === 'worker.north')).toBe(true);
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(Math.floor((seen[0] ?? 0) / 5)).toBe(1);
  });

  it('shows nobody’s id', async () => {
    const text = JSON.stringify(await page(null, 200));
    expect(text).not.toContain('personId');
    expect(text).not.toContain('subjectId');
    expect(text).not.toContain(NORTH);
  });

  it('is an entry itself', async () => {
    const before = await list.execute(auditor, { cursor: null, limit: 200, action: 'audit_read' });
    const after = await list.execute(auditor, { cursor: null, limit: 200, action: 'audit_read' });
    expect(after.entries).toHaveLength(before.entries.length + 1);
    expect(after.entries[0]).toMatchObject({
      username: 'auditor.north',
      details: { entries: before.entries.length, action: 'audit_read' },
    });
  });
});

describe('verifying the log', () => {
  let log: AuditLog;

  beforeAll(async () => {
    log = await AuditLog.create();
    await log.write(2);
    await log.seal();
  });
  afterAll(() => log.close());

  it('is refused to every role but the auditor’s, and to the service as it runs', async () => {
    const verify = new VerifyAudit(log.database, log.clock, log.keys);
    for (const role of ROLES.filter((one) => one !== 'auditor')) {
      await expect(verify.execute(worker('other', NORTH, [role]), { noted: null })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(verify.execute(sequencer, { noted: null })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('writes nothing for the operator, and an entry for an auditor', async () => {
    const verify = new VerifyAudit(log.database, log.clock, log.keys);
    await verify.execute(operator, { noted: null });
    expect(await log.seal()).toBe(0);
    const told: number[] = [];
    await verify.execute(auditor, { noted: null, onChecked: (checked) => told.push(checked) });
    expect(told).toEqual([1, 2]);
    expect(await log.seal()).toBe(1);
  });
});
