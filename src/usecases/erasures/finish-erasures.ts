// Goes on with erasures that were cut off after they were confirmed, and erases again whom a restored backup of the vault brought back.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { carryOutErasure } from '../../persistence/erasures/carry-out-erasure.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface FinishedErasures {
  readonly finished: number;
  readonly erasedAgain: number;
}

/** Of each run; the next one takes the rest. */
const MOST_FINISHED = 500;
const PAGE = 1_000;

@Injectable()
export class FinishErasures {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(principal: Principal): Promise<FinishedErasures> {
    requireService(principal);
    const unfinished = await this.database.transaction(principal, (room) => room.erasures.unfinished(MOST_FINISHED));
    const destroy = (personId: string): Promise<void> => this.vault.erase(personId);
    for (const erasure of unfinished) {
      await carryOutErasure(this.database, principal, erasure, { destroy, now: () => this.entropy.now() });
    }
    const erasedAgain = await this.eraseAgain(principal);
    if (erasedAgain > 0) {
      await this.database.transaction(principal, ({ audit }) =>
        audit.note({ action: 'restored_identities_erased', subjectKind: 'vault', details: { persons: erasedAgain } }),
      );
    }
    return { finished: unfinished.length, erasedAgain };
  }

  /** The registry remembers also whom both an older vault and an older key store have forgotten to be erased, and the files that are destroyed. */
  private async eraseAgain(principal: Principal): Promise<number> {
    // Of each of these the log has said that it is destroyed: a decision that was cut off, or what an older vault brought back.
    await this.eraseHeld(principal, (room, after) => room.evidenceFileSteps.destroyed(after, PAGE));
    return this.eraseHeld(principal, (room, after) => room.erasures.erasedPersons(after, PAGE));
  }

  private async eraseHeld(
    principal: Principal,
    listed: (room: Room, after: string | null) => Promise<readonly string[]>,
  ): Promise<number> {
    let erased = 0;
    let after: string | null = null;
    do {
      const from: string | null = after;
      const page: readonly string[] = await this.database.transaction(principal, (room) => listed(room, from));
      for (const id of await this.vault.held(page)) {
        await this.vault.erase(id);
        erased += 1;
      }
      after = page.length < PAGE ? null : (page.at(-1) ?? null);
    } while (after !== null);
    return erased;
  }
}
