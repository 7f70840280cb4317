// What a process makes of somebody whose sealed rows or halves were moved: each way to open them is refused alike and shows nothing.

import { inspect } from 'node:util';
import { expect } from '@jest/globals';
import type { KeyProcess } from '../usecases/keys/key-world.js';

/** Refused with its code, and nothing of what was sealed or of any key in it: alone, among many, and to whoever changes it. */
export async function expectBroken({ vault }: KeyProcess, personId: string, others: readonly string[]): Promise<void> {
  const ways: readonly Promise<unknown>[] = [
    vault.openIdentity(personId, ['names', 'marks']),
    vault.openIdentities([...others, personId], ['names', 'marks']),
    vault.changeIdentity(personId, { notes: 'new' }, null),
  ];
  for (const end of await Promise.allSettled(ways)) {
    const said: unknown = end.status === 'rejected' ? end.reason : end.value;
    expect(said).toMatchObject({ name: 'DomainError', code: 'seal_broken' });
    expect(inspect(said, { showHidden: true, depth: 9 })).not.toMatch(/Canary|scar \d/);
  }
}
