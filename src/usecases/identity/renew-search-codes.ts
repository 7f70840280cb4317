// Makes search codes of an older version anew, while services go on registering, changing and finding people.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { birthYearsOfPersons } from '../../persistence/records/birth-years-of-persons.js';
import type { YearsOf } from '../../vault/code-renewal.js';
import { walkOlderCodes, type CodeWalk, type WalkedCodes } from '../../vault/code-walk.js';
import { IdentityVault } from '../../vault/identity-vault.js';

@Injectable()
export class RenewSearchCodes {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(principal: Principal, command: CodeWalk): Promise<WalkedCodes> {
    requireService(principal);
    const yearsOf: YearsOf = (personIds) =>
      this.database.snapshot(principal, (room) => birthYearsOfPersons(room, personIds, this.entropy.now()));
    const walked = await walkOlderCodes(this.vault.codeRenewal, yearsOf, command);
    const { renewed, broken, left } = walked;
    if (renewed > 0) {
      await this.database.transaction(principal, ({ audit }) =>
        audit.note({ action: 'search_codes_renewed', subjectKind: 'vault', details: { renewed, broken, left } }),
      );
    }
    return walked;
  }
}
