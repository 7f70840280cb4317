// Tells which versions of the two rotated keys there are, how many people are sealed or found under each, and which may be retired.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';
import type { KeyCustody, KeyOrigin } from '../../vault/key-custody.js';
import type { KeyVersionState, KeyVersionTable } from '../../vault/key-version-table.js';
import { VaultKeys } from '../../vault/vault-keys.js';

export interface KeyVersion {
  readonly version: number;
  /** As the vault's database has it: `in_use` is written under and read with, `closed` read with only, `retired` neither. */
  readonly state: KeyVersionState;
  /** Whether its key is in the file or in KEYS. */
  readonly held: boolean;
  readonly current: boolean;
  readonly people: number;
  readonly mayBeRetired: boolean;
}

interface KeyVersions {
  readonly current: number;
  readonly versions: readonly KeyVersion[];
}

/** The versions are those of the key-encryption key. */
export interface KeysRead extends KeyVersions {
  readonly origin: KeyOrigin;
  /** Of the blind index key; people are those who have search codes under a version. */
  readonly index: KeyVersions;
}

@Injectable()
export class ReadKeys {
  constructor(
    private readonly database: Database,
    private readonly vaultKeys: VaultKeys,
  ) {}

  async execute(principal: Principal): Promise<KeysRead> {
    requireOperatorOr(principal, 'administer');
    const { custody, versions, indexCustody, indexVersions } = this.vaultKeys;
    const origin = await custody.origin();
    const sealing = await versionsOf(custody, versions);
    const index = await versionsOf(indexCustody, indexVersions);
    await this.database.transaction(principal, (room) =>
      room.audit.note({ action: 'keys_read', subjectKind: 'keys', details: { versions: sealing.versions.length } }),
    );
    return { origin, ...sealing, index };
  }
}

async function versionsOf(custody: KeyCustody, table: KeyVersionTable): Promise<KeyVersions> {
  const held = await custody.heldVersions();
  const [states, people] = [await table.states(), await table.people()];
  const all = [...new Set([...held.versions, ...states.keys(), ...people.keys()])].sort((a, b) => a - b);
  const versions = all.map((version): KeyVersion => {
    const isHeld = held.versions.includes(version);
    const current = version === held.current;
    const count = people.get(version) ?? 0;
    return {
      version,
      state: states.get(version) ?? 'in_use',
      held: isHeld,
      current,
      people: count,
      mayBeRetired: isHeld && !current && version < held.current && count === 0,
    };
  });
  return { current: held.current, versions };
}
