// Opens an account and makes the one-time link with which its holder chooses the password.

import { Injectable } from '@nestjs/common';
import { makeSecretToken } from '../../credentials/secret-token.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor, Role } from '../../domain/access/actor.js';
import { readRoleSet } from '../../domain/access/role-set.js';
import { LINK_LIFE } from '../../domain/access/password-link.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface CreateUserCommand {
  readonly organisationId: string;
  readonly username: string;
  readonly roles: readonly Role[];
}

export interface CreatedUser {
  readonly id: string;
  readonly username: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  /** The end of the link `/set-password/…`, told to the administrator once. */
  readonly linkToken: string;
  /** Milliseconds since the epoch. */
  readonly linkExpiresAt: number;
}

@Injectable()
export class CreateUser {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Throws DomainError `username_taken` or `invalid_field`. It takes no Idempotency-Key, since the answer holds a
   * secret that must not be kept; a repeated request is told that the username is taken.
   */
  async execute(actor: Actor, command: CreateUserCommand): Promise<CreatedUser> {
    requireAllowed(actor, 'administer');
    const roles = readRoleSet(command.roles);
    const { token, hash } = makeSecretToken(this.entropy);
    const at = this.entropy.now();
    const { username, organisationId } = command;
    const user = { id: this.entropy.shownId(), username, organisationId, roles };
    await this.database.transaction(actor, (room) =>
      room.reaching('accounts', async () => {
        await requireOrganisation(room, organisationId);
        await room.users.add({ ...user, passwordHash: null, at });
        await room.links.add({ hash, purpose: 'set_password', userId: user.id, at, expiresAt: at + LINK_LIFE });
        await room.audit.note({
          action: 'user_created',
          subjectKind: 'user',
          subjectId: user.id,
          details: { organisation: organisationId, roles },
        });
      }),
    );
    return { ...user, linkToken: token, linkExpiresAt: at + LINK_LIFE };
  }
}

async function requireOrganisation(room: Room, id: string): Promise<void> {
  if ((await room.organisations.findOrganisation(id)) === null)
    throw invalidField('/organisationId', 'the id of an organisation of this registry');
}
