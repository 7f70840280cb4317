// Asks whether the registry and the vault answer.

import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/domain-error.js';
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
    try {
      await Promise.all([this.database.ping(), this.vault.ping()]);
    } catch {
      // Whatever keeps them from answering, a watchdog is told the same.
      throw new DomainError('unavailable', 'The registry cannot answer just now. Try again in a few seconds.');
    }
  }
}
