// Adds a version of the key-encryption key to the key file and makes it the current one.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

@Injectable()
export class AddKeyVersion {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  /** Nobody seals under it before it is met: running services read the file anew when the vault refuses their own version or shows them another. */
  async execute(principal: Principal): Promise<{ readonly version: number }> {
    requireOperatorOr(principal, 'administer');
    const steps = {
      action: 'key_version_added',
      subjectKind: 'keys',
      before: {},
      after: (version: number) => ({ version }),
    } as const;
    const version = await noteSteps(this.database, principal, steps, () => this.vaultKeys.custody.addVersion());
    return { version };
  }
}
