// Adds the second factor that was begun, once its first code has proved that the device has it, and hands out the codes for a lost device.

import { Injectable } from '@nestjs/common';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { stepOfCode } from '../../credentials/time-codes.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import {
  CONFIRMED_WITHIN,
  plainCode,
  RECOVERY_BYTES,
  RECOVERY_CODES,
  recoveryCodeOf,
  type HeldFactor,
} from '../../domain/access/second-factor.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { changeSecondFactor } from '../../persistence/sessions/change-second-factor.js';
import { KeyRing } from '../../vault/key-ring.js';
import { SealBroken } from '../../vault/sealed-box.js';
import { secretsUnder } from '../../vault/sealed-secret.js';

@Injectable()
export class ConfirmSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Answers the recovery codes, of which hashes alone are kept. All sign-ins of the account end, this one too: from now on each has shown a code.
   * Throws `conflict` where nothing was begun within the last quarter of an hour or what was begun was altered, and `invalid_field` for a code of another secret or time.
   */
  async execute(actor: Actor, given: { readonly code: string }): Promise<{ readonly recoveryCodes: string[] }> {
    requireAllowed(actor, 'change_own_account');
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () =>
      recoveryCodeOf(this.entropy.randomBytes(RECOVERY_BYTES)),
    );
    await this.database.transaction(actor, (room) =>
      room.reaching('accounts', () => this.add(room, actor, given.code, recoveryCodes)),
    );
    return { recoveryCodes };
  }

  private async add(room: Room, actor: Actor, code: string, recoveryCodes: readonly string[]): Promise<void> {
    const { userId } = actor;
    // Held, so that of two at once one adds it.
    await room.users.lockCredentials(userId);
    const now = this.entropy.now();
    const step = this.stepOf(userId, await room.secondFactors.find(userId), plainCode(code), now);
    if (!(await room.secondFactors.confirm(userId, step, now))) throw nothingBegun();
    const hashes = recoveryCodes.map((one) => hashSecretToken(plainCode(one)));
    await room.secondFactors.setRecoveryCodes(userId, hashes);
    await changeSecondFactor(room, userId, { since: now, now, note: { action: 'second_factor_added' } });
  }

  private stepOf(userId: string, held: HeldFactor | null, code: string, now: number): number {
    if (held === null || held.confirmedAt !== null || now - held.begunAt > CONFIRMED_WITHIN) throw nothingBegun();
    const step = this.opened(userId, held, (secret) => stepOfCode(secret, code, now));
    if (step === null) {
      throw invalidField('/code', 'the code that the app shows now; is the clock of the device right?');
    }
    return step;
  }

  /** What was altered since it was begun is begun anew. */
  private opened<T>(userId: string, { sealed }: HeldFactor, use: (secret: Buffer) => T): T {
    try {
      return secretsUnder(this.keys)(userId, sealed, use);
    } catch (error) {
      if (error instanceof SealBroken) throw nothingBegun();
      throw error;
    }
  }
}

function nothingBegun(): DomainError {
  return new DomainError('conflict', 'No second factor waits to be confirmed. Begin to add one.');
}
