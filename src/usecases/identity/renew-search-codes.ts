// Makes search codes of an older version anew, while services go on registering, changing and finding people.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { birthYearsOfPersons } from '../../persistence/records/birth-years-of-persons.js';
import type { RenewedCodes, YearsOf } from '../../vault/code-renewal.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface RenewSearchCodesCommand {
  /** People of this run; the next one takes the rest. All where it is absent. */
  readonly most?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the run after the batch under way; the same command goes on from there. */
  readonly signal?: AbortSignal;
}

export interface RenewedSearchCodes {
  /** People whose codes this run made anew. */
  readonly renewed: number;
  /** People who do not open; they stay findable by their older codes. */
  readonly broken: number;
  /** People with codes of an older version at the end, those among them. */
  readonly left: number;
  readonly outcome: 'finished' | 'interrupted';
}

interface Walked {
  readonly renewed: number;
  readonly broken: number;
}

@Injectable()
export class RenewSearchCodes {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Nothing is kept of how far one came: whoever has older codes is still to be done. A first walk passes over people whom others hold, a second
   * one waits for them.
   */
  async execute(principal: Principal, command: RenewSearchCodesCommand): Promise<RenewedSearchCodes> {
    requireService(principal);
    const { codeRenewal } = this.vault;
    const total = await codeRenewal.countOlder();
    if (total === 0) return { renewed: 0, broken: 0, left: 0, outcome: 'finished' };
    const yearsOf: YearsOf = (personIds) =>
      this.database.snapshot(principal, (room) => birthYearsOfPersons(room, personIds, this.entropy.now()));
    const first = await this.walk(command, yearsOf, { total, waits: false, before: 0 });
    const second = await this.walk(command, yearsOf, { total, waits: true, before: first.renewed });
    const done = {
      renewed: first.renewed + second.renewed,
      broken: Math.max(first.broken, second.broken),
      left: await codeRenewal.countOlder(),
    };
    if (done.renewed > 0) {
      await this.database.transaction(principal, ({ audit }) =>
        audit.note({ action: 'search_codes_renewed', subjectKind: 'vault', details: done }),
      );
    }
    return { ...done, outcome: command.signal?.aborted === true ? 'interrupted' : 'finished' };
  }

  private async walk(
    { most = Infinity, onProgress, signal }: RenewSearchCodesCommand,
    yearsOf: YearsOf,
    { total, waits, before }: { readonly total: number; readonly waits: boolean; readonly before: number },
  ): Promise<Walked> {
    let [renewed, broken] = [0, 0];
    for (let after: RenewedCodes['last'] = null; signal?.aborted !== true && before + renewed < most;) {
      const batch = await this.vault.codeRenewal.renewAfter(after, waits, yearsOf);
      if (batch.last === null) break;
      [after, renewed, broken] = [batch.last, renewed + batch.renewed, broken + batch.broken];
      const done = before + renewed;
      onProgress?.({ done, total: Math.max(total, done) });
    }
    return { renewed, broken };
  }
}
