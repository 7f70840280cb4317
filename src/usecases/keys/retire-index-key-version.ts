// Retires a version of the blind index key of which there are no codes any more, and removes it from the key file.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface RetiredIndexKeyVersion {
  readonly version: number;
  /** False where the keys come from KEYS, from which it is removed by hand. */
  readonly removed: boolean;
}

@Injectable()
export class RetireIndexKeyVersion {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  /** First the vault's database is told, from which on no process can store codes under it; then its key goes. */
  async execute(principal: Principal, version: number): Promise<RetiredIndexKeyVersion> {
    requireOperatorOr(principal, 'administer');
    const steps = {
      action: 'index_key_version_retired',
      subjectKind: 'keys',
      before: { version },
      after: (removed: boolean) => ({ removed }),
    } as const;
    const { indexCustody } = this.vaultKeys;
    const removed = await noteSteps(this.database, principal, steps, () => indexCustody.retire(version));
    return { version, removed };
  }
}
