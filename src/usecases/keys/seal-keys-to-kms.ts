// Puts the content of the key file under a key service, without which it is not opened any more.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

@Injectable()
export class SealKeysToKms {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  async execute(principal: Principal): Promise<void> {
    requireOperatorOr(principal, 'administer');
    const steps = { action: 'keys_sealed_to_kms', subjectKind: 'keys', before: {}, after: () => ({}) } as const;
    await noteSteps(this.database, principal, steps, () => this.vaultKeys.custody.sealToKms());
  }
}
