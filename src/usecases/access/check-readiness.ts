// Asks whether the registry and the vault answer, and may be written to.

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

  /** Open to all, since it tells nothing but that. Throws DomainError `unavailable` or `database_read_only`. */
  async execute(): Promise<void> {
    try {
      await Promise.all([this.database.ping(), this.vault.ping()]);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'database_read_only')
        throw new DomainError('database_read_only', 'The registry answers nobody while its database may only be read.');
      // Whatever else keeps them from answering, a watchdog is told the same.
      throw new DomainError('unavailable', 'The registry cannot answer just now. Try again in a few seconds.');
    }
  }
}
