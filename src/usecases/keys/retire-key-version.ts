// Retires a version of the key-encryption key under which nobody is sealed any more, and removes it from the key file.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface RetiredKeyVersion {
  readonly version: number;
  /** False where the keys come from KEYS, from which it is removed by hand. */
  readonly removed: boolean;
}

@Injectable()
export class RetireKeyVersion {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  /** First the vault's database is told, from which on no process can seal under it; then its key goes. */
  async execute(principal: Principal, version: number): Promise<RetiredKeyVersion> {
    requireOperatorOr(principal, 'administer');
    const steps = {
      action: 'key_version_retired',
      subjectKind: 'keys',
      before: { version },
      after: (removed: boolean) => ({ removed }),
    } as const;
    const removed = await noteSteps(this.database, principal, steps, () => this.vaultKeys.custody.retire(version));
    return { version, removed };
  }
}
