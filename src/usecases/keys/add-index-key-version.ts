// Adds a version of the blind index key to the key file and makes it the current one.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

@Injectable()
export class AddIndexKeyVersion {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  /** Running services read the file anew when the vault refuses their own version or holds codes of one that they do not know. */
  async execute(principal: Principal): Promise<{ readonly version: number }> {
    requireOperatorOr(principal, 'administer');
    const steps = {
      action: 'index_key_version_added',
      subjectKind: 'keys',
      before: {},
      after: (version: number) => ({ version }),
    } as const;
    const version = await noteSteps(this.database, principal, steps, () => this.vaultKeys.indexCustody.addVersion());
    return { version };
  }
}
