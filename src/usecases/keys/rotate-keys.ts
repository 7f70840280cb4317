// Seals every person's data key anew under the current key-encryption key, while services go on registering, changing and opening.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { noteSteps } from '../../persistence/audit/note-steps.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface RotateKeysCommand {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the rotation after the batch under way; the same command goes on from there. */
  readonly signal?: AbortSignal;
}

export interface RotatedKeys {
  /** The version that everybody is sealed under now. */
  readonly version: number;
  /** Older versions under which nobody can be sealed since this run began. */
  readonly closed: readonly number[];
  /** People whose data key this run sealed anew. */
  readonly renewed: number;
  /** People whose data key does not open; they stay under their version. */
  readonly broken: number;
  /** People who are under an older version at the end, those among them. */
  readonly left: number;
  readonly outcome: 'finished' | 'interrupted';
}

interface Walked {
  readonly renewed: number;
  readonly broken: number;
}

@Injectable()
export class RotateKeys {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  /**
   * Nothing is kept of how far one came: whoever is under an older version is still to be done. A first walk passes over people whom others
   * hold, a second one waits for them; nobody can come in behind, since the older versions were closed before.
   */
  async execute(principal: Principal, command: RotateKeysCommand): Promise<RotatedKeys> {
    requireOperatorOr(principal, 'administer');
    const { custody, rotation } = this.vaultKeys;
    await custody.readAnew();
    const steps = {
      action: 'keys_rotated',
      subjectKind: 'keys',
      before: { version: rotation.current },
      after: ({ renewed, broken, left, outcome }: RotatedKeys) => ({ renewed, broken, left, outcome }),
    } as const;
    return noteSteps(this.database, principal, steps, () => this.rotate(command));
  }

  private async rotate(command: RotateKeysCommand): Promise<RotatedKeys> {
    const { rotation } = this.vaultKeys;
    const closed = await rotation.begin();
    const total = await rotation.countOlder();
    const first = await this.walk(command, total, { waits: false, before: 0 });
    const second = await this.walk(command, total, { waits: true, before: first.renewed });
    return {
      version: rotation.current,
      closed,
      renewed: first.renewed + second.renewed,
      broken: Math.max(first.broken, second.broken),
      left: await rotation.countOlder(),
      outcome: command.signal?.aborted === true ? 'interrupted' : 'finished',
    };
  }

  private async walk(
    { signal, onProgress }: RotateKeysCommand,
    total: number,
    { waits, before }: { readonly waits: boolean; readonly before: number },
  ): Promise<Walked> {
    let [renewed, broken] = [0, 0];
    for (let after: string | null = null; signal?.aborted !== true;) {
      const batch = await this.vaultKeys.rotation.rotateAfter(after, waits);
      if (batch.last === null) break;
      [after, renewed, broken] = [batch.last, renewed + batch.renewed, broken + batch.broken];
      const done = before + renewed;
      onProgress?.({ done, total: Math.max(total, done) });
    }
    return { renewed, broken };
  }
}
