// Changes what a user may do: their roles, or whether the account is open at all. Their tokens and sessions end with it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor, Role } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import { readRoleSet } from '../../domain/access/role-set.js';
import { tagOfUser, type User } from '../../domain/access/user.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface ChangeUserCommand {
  readonly userId: string;
  /** Absent where the roles stay as they are. */
  readonly roles?: readonly Role[];
  readonly disabled?: boolean;
  /** The tag of the account as the administrator read it; null where they did not say. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class ChangeUser {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Nobody changes their own rights, so that a registry keeps an administrator and no right is self-given. */
  async execute(actor: Actor, command: ChangeUserCommand): Promise<User> {
    requireAllowed(actor, 'administer');
    if (command.userId === actor.userId) throw await this.refuseOwn(actor, command);
    const roles = command.roles === undefined ? null : readRoleSet(command.roles);
    return this.database.transaction(actor, (room) =>
      room.reaching('accounts', async () => {
        // Locked, so that two administrators change one account one after the other.
        const before = await room.users.lockCredentials(command.userId);
        if (before === null) throw notFound();
        requireSeen(command.ifMatch, tagOfUser(before));
        if (roles !== null) await this.changeRoles(room, before, roles);
        if (command.disabled !== undefined) await this.changeAccess(room, before, command.disabled);
        const after = await room.users.findById(command.userId);
        if (after === null) throw notFound();
        if (after.tokenVersion !== before.tokenVersion) await this.endSignIns(room, after.id);
        return after;
      }),
    );
  }

  /** Which roles somebody wanted to give themself is for whoever reads the log. */
  private async refuseOwn(actor: Actor, { roles }: ChangeUserCommand): Promise<DomainError> {
    await this.database.transaction(actor, (room) =>
      room.audit.note({
        action: 'own_rights_refused',
        subjectKind: 'user',
        subjectId: actor.userId,
        details: { change: roles === undefined ? 'access' : 'roles', wanted: roles ?? null },
      }),
    );
    return new DomainError('second_person_needed', 'Another administrator must change your account.');
  }

  private async changeRoles(room: Room, user: User, roles: readonly Role[]): Promise<void> {
    if (roles.join() === user.roles.join()) return;
    await room.users.setRoles(user.id, roles);
    await room.audit.note({
      action: 'user_changed',
      subjectKind: 'user',
      subjectId: user.id,
      details: { change: 'roles', before: user.roles, after: roles },
    });
  }

  private async changeAccess(room: Room, user: User, disabled: boolean): Promise<void> {
    if (user.disabled === disabled) return;
    await room.users.setDisabled(user.id, disabled ? this.entropy.now() : null);
    if (disabled) await room.links.discardUnused('set_password', user.id);
    await room.audit.note({
      action: 'user_changed',
      subjectKind: 'user',
      subjectId: user.id,
      details: { change: disabled ? 'disabled' : 'enabled' },
    });
  }

  private async endSignIns(room: Room, userId: string): Promise<void> {
    await room.refreshTokens.revokeAllOf(userId, this.entropy.now());
    await room.webSessions.removeAllOf(userId);
  }
}
