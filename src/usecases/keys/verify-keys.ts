// Tries whether the data keys of people open under the key-encryption keys that are held; opens no name.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface VerifyKeysCommand {
  /** Everybody, and not a sample alone. */
  readonly all: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the check after the page under way. */
  readonly signal?: AbortSignal;
}

export interface VerifiedKeys {
  readonly people: number;
  readonly checked: number;
  /** People whose data key does not open. */
  readonly broken: number;
  readonly outcome: 'finished' | 'interrupted';
}

interface Counts {
  readonly checked: number;
  readonly broken: number;
  readonly outcome: VerifiedKeys['outcome'];
}

@Injectable()
export class VerifyKeys {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  async execute(principal: Principal, command: VerifyKeysCommand): Promise<VerifiedKeys> {
    requireOperatorOr(principal, 'administer');
    const { custody, versions, rotation } = this.vaultKeys;
    await custody.readAnew();
    const people = [...(await versions.people()).values()].reduce((sum, one) => sum + one, 0);
    const counts: Counts = command.all
      ? await this.everybody(people, command)
      : { ...(await rotation.checkSample(people)), outcome: 'finished' };
    const { checked, broken, outcome } = counts;
    await this.database.transaction(principal, (room) =>
      room.audit.note({
        action: 'keys_verified',
        subjectKind: 'keys',
        details: { all: command.all, checked, broken, outcome },
      }),
    );
    return { people, checked, broken, outcome };
  }

  private async everybody(people: number, { signal, onProgress }: VerifyKeysCommand): Promise<Counts> {
    let [checked, broken] = [0, 0];
    for (let after: string | null = null; ;) {
      if (signal?.aborted === true) return { checked, broken, outcome: 'interrupted' };
      const page = await this.vaultKeys.rotation.checkAfter(after);
      if (page.last === null) return { checked, broken, outcome: 'finished' };
      [after, checked, broken] = [page.last, checked + page.checked, broken + page.broken];
      onProgress?.({ done: checked, total: Math.max(people, checked) });
    }
  }
}
