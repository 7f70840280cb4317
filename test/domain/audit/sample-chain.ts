// Invented log entries and the chain over them, as the database would hand it out.

import { createHash } from 'node:crypto';
import { EMPTY_HEAD, sealAfter, type SealedEntry } from '../../../src/domain/audit/audit-chain.js';
import type { AuditEntry } from '../../../src/domain/audit/audit-entry.js';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function sampleEntry(number: number, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    recordedAt: 1_622_548_800_000 + number,
    userId: '01890000-0000-7000-8000-aaaaaaaaaaaa',
    username: 'worker.one',
    organisationId: '01890000-0000-7000-8000-bbbbbbbbbbbb',
    via: 'api',
    action: 'record_read',
    subjectKind: 'person',
    subjectId: null,
    personId: '01890000-0000-7000-8000-cccccccccccc',
    requestId: `request-${number}`,
    details: { count: number },
    ...changes,
  };
}

export function sampleChain(length: number): SealedEntry[] {
  const entries = Array.from({ length }, (_, at) => sampleEntry(at + 1));
  return sealAfter(EMPTY_HEAD, entries, sha256);
}

export async function* streamed(links: readonly SealedEntry[]): AsyncGenerator<SealedEntry> {
  for (const link of [...links].sort((left, right) => left.sequence - right.sequence)) {
    await Promise.resolve();
    yield link;
  }
}
