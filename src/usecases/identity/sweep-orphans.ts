// Settles what a crash left pending in the vault: confirms what the registry knows, removes what it does not.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface SweptOrphans {
  readonly confirmed: number;
  readonly removed: number;
  /** Still being registered by a process that lives. */
  readonly inFlight: number;
}

/** Seconds; far above the 10 s that a statement of a registering transaction may take, so that the lock is rarely asked for in vain. */
const SWEPT_AFTER = 60;
/** Of each sweep; the next one takes the rest. */
const MOST_SWEPT = 500;

@Injectable()
export class SweepOrphans {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
  ) {}

  /** `olderThan` in seconds by the vault's clock. */
  async execute(principal: Principal, olderThan = SWEPT_AFTER): Promise<SweptOrphans> {
    requireService(principal);
    const outcomes = { confirmed: 0, removed: 0, inFlight: 0 };
    for (const id of await this.vault.pendingOlderThan(olderThan, MOST_SWEPT)) {
      outcomes[await this.settle(principal, id)] += 1;
    }
    return outcomes;
  }

  /** The lock is the one that registering holds until its commit: whoever gets it sees what the registry has decided. */
  private async settle(principal: Principal, id: string): Promise<keyof SweptOrphans> {
    return this.database.transaction(principal, async (room) => {
      if (!(await room.persons.tryLockRegistration(id))) return 'inFlight';
      const known = await isKnown(room, id);
      if (known) await this.vault.confirm([id]);
      else await this.vault.discard([id]);
      await room.audit.note({
        action: 'orphans_swept',
        subjectKind: 'vault',
        details: { outcome: known ? 'confirmed' : 'removed' },
      });
      return known ? 'confirmed' : 'removed';
    });
  }
}

/** Whatever the registry can keep under an id of its own in the vault. */
async function isKnown(room: Room, id: string): Promise<boolean> {
  return (
    (await room.persons.exists(id)) ||
    (await room.inquiries.exists(id)) ||
    (await room.tracingRequests.enquirerExists(id)) ||
    (await room.lists.lineExists(id)) ||
    (await room.evidenceFiles.exists(id))
  );
}
