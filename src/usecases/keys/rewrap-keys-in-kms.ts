// Seals the key file anew under the newest version of the key service's own key.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

/** Versions of the key service's key, which are none of this registry's. */
export interface RewrappedKeys {
  readonly before: number;
  readonly after: number;
}

@Injectable()
export class RewrapKeysInKms {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  async execute(principal: Principal): Promise<RewrappedKeys> {
    requireOperatorOr(principal, 'administer');
    const steps = {
      action: 'keys_rewrapped_in_kms',
      subjectKind: 'keys',
      before: {},
      after: ({ before, after }: RewrappedKeys) => ({ from: before, to: after }),
    } as const;
    return noteSteps(this.database, principal, steps, () => this.vaultKeys.custody.rewrapInKms());
  }
}
