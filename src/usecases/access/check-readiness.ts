// Asks whether the registry and the vault answer.

import { Injectable } from '@nestjs/common';
import { Database } from '../../persistence/database.js';
import { IdentityVault } from '../../vault/identity-vault.js';

@Injectable()
export class CheckReadiness {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
  ) {}

  /** Open to all, since it tells nothing but that. Throws DomainError `unavailable`. */
  async execute(): Promise<void> {
    await Promise.all([this.database.ping(), this.vault.ping()]);
  }
}
