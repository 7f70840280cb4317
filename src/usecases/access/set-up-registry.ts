// Gives an empty registry its first organisation and administrator, for whoever holds the set-up link.

import { Injectable } from '@nestjs/common';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { servicePrincipal, type OrganisationKind } from '../../domain/access/actor.js';
import { requireGoodPassword } from '../../domain/access/password-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface SetUpRegistryCommand {
  readonly token: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly username: string;
  readonly password: string;
}

@Injectable()
export class SetUpRegistry {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /** The link is the right to do this. Throws DomainError `setup_token_refused` or `setup_already_done`. */
  async execute(
    command: SetUpRegistryCommand,
    requestId: string,
  ): Promise<{ organisationId: string; username: string }> {
    const principal = servicePrincipal('api', requestId);
    requireGoodPassword(command.password, command.username);
    const hash = hashSecretToken(command.token);
    await this.database.transaction(principal, (room) => this.requireOpenLink(room, hash));
    const passwordHash = await this.passwords.make(command.password);
    return this.database.transaction(principal, async (room) => {
      await room.meta.lockForSetUp();
      await this.requireOpenLink(room, hash);
      return this.establish(room, command, hash, passwordHash);
    });
  }

  /** That a registry is set up is no secret: it shows wherever somebody signs in. */
  private async requireOpenLink(room: Room, hash: Uint8Array): Promise<void> {
    // The link is looked at first: where somebody else has just used it, their account is there by the second look.
    const link = await room.links.find(hash, 'set_up', this.entropy.now());
    if ((await room.users.count()) > 0)
      throw new DomainError('setup_already_done', 'This registry has an administrator. Ask them for an account.');
    if (link === null) {
      throw new DomainError(
        'setup_token_refused',
        'This set-up link is not valid or has expired. Starting the service again prints a new one.',
      );
    }
  }

  private async establish(
    room: Room,
    command: SetUpRegistryCommand,
    hash: Uint8Array,
    passwordHash: string,
  ): Promise<{ organisationId: string; username: string }> {
    const at = this.entropy.now();
    const organisationId = this.entropy.shownId();
    const userId = this.entropy.shownId();
    const { organisationName: name, organisationKind: kind, username } = command;
    await room.organisations.addOrganisation({ id: organisationId, name, kind, party: null }, at);
    await room.users.add({ id: userId, organisationId, username, passwordHash, roles: ['administrator'], at });
    await room.links.use(hash, 'set_up', at);
    await room.meta.set('set_up', { at: new Date(at).toISOString() });
    await room.audit.note({
      action: 'set_up_done',
      subjectKind: 'organisation',
      subjectId: organisationId,
      details: { administrator: userId },
    });
    return { organisationId, username };
  }
}
