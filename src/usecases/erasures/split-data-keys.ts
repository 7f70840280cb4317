// Seals people whose data key is whole, as all were before there was a key store, under two halves.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';
import { IdentityVault } from '../../vault/identity-vault.js';

/** People of one transaction of the vault. */
const BATCH = 200;
/** Of each run; the next one takes the rest. */
const MOST_SPLIT = 10_000;

@Injectable()
export class SplitDataKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
  ) {}

  /** Stopped or killed, it goes on where it was; several at once share the work. */
  async execute(principal: Principal): Promise<{ readonly split: number }> {
    requireService(principal);
    let split = 0;
    for (let more = true; more && split < MOST_SPLIT;) {
      const batch = await this.vault.splitKeys(BATCH);
      split += batch;
      more = batch === BATCH;
    }
    if (split > 0) {
      await this.database.transaction(principal, ({ audit }) =>
        audit.note({ action: 'data_keys_split', subjectKind: 'vault', details: { persons: split } }),
      );
    }
    return { split };
  }
}
