// Makes everybody's search codes anew under the current blind index key, while services go on registering, changing and finding people.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { birthYearsOfPersons } from '../../persistence/records/birth-years-of-persons.js';
import type { YearsOf } from '../../vault/code-renewal.js';
import { walkOlderCodes, type CodeWalk, type WalkedCodes } from '../../vault/code-walk.js';
import { IdentityVault } from '../../vault/identity-vault.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface RotatedIndexKey extends WalkedCodes {
  /** The version that everybody has codes of now. */
  readonly version: number;
  /** Older versions under which no codes can be stored since this run began. */
  readonly closed: readonly number[];
}

@Injectable()
export class RotateIndexKey {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The older versions are closed first, so that nobody can come in behind. Codes of older rules of names are made anew on the way. */
  async execute(principal: Principal, command: CodeWalk): Promise<RotatedIndexKey> {
    requireOperatorOr(principal, 'administer');
    const { indexCustody, indexVersions } = this.vaultKeys;
    await indexCustody.readAnew();
    const version = this.vault.codeRenewal.today.key;
    const steps = {
      action: 'index_key_rotated',
      subjectKind: 'keys',
      before: { version },
      after: ({ renewed, broken, left, outcome }: RotatedIndexKey) => ({ renewed, broken, left, outcome }),
    } as const;
    // What people are found by is made of what all may know of them, whatever an administrator knows who runs this.
    const yearsOf: YearsOf = (personIds) =>
      this.database.snapshot(principal, (room) => birthYearsOfPersons(room, personIds, this.entropy.now()), 'registry');
    return noteSteps(this.database, principal, steps, async () => {
      const closed = await indexVersions.closeBelow(version);
      const walked = await walkOlderCodes(this.vault.codeRenewal, yearsOf, command);
      return { version, closed, ...walked };
    });
  }
}
