// Marks an empty registry as a demonstration before anything is put into it, so that no real start ever takes it for its own.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { Database } from '../../persistence/database.js';

export type DemonstrationState = 'none' | 'loading' | 'loaded';

@Injectable()
export class MarkDemonstration {
  constructor(private readonly database: Database) {}

  /** What the registry is: a demonstration that is loading or loaded, or none. */
  async state(principal: Principal): Promise<DemonstrationState> {
    requireService(principal);
    return this.database.snapshot(principal, async (room) => stateOf(await room.meta.find('demonstration')));
  }

  /** Throws DomainError `conflict` for a registry that holds anything else. */
  async begin(principal: Principal): Promise<DemonstrationState> {
    requireService(principal);
    return this.database.transaction(principal, async (room) => {
      await room.meta.lockForSetUp();
      const state = stateOf(await room.meta.find('demonstration'));
      if (state !== 'none') return state;
      if ((await room.users.count()) > 0) {
        throw new DomainError(
          'conflict',
          'This registry is in use and is no demonstration. Give the demonstration a DATA_DIR or database of its own.',
        );
      }
      await room.meta.set('demonstration', { state: 'loading' });
      return 'loading';
    });
  }

  async finish(principal: Principal): Promise<void> {
    requireService(principal);
    await this.database.transaction(principal, async (room) => {
      await room.meta.set('demonstration', { state: 'loaded' });
      await room.audit.note({ action: 'demonstration_loaded', subjectKind: 'registry' });
    });
  }
}

function stateOf(value: unknown): DemonstrationState {
  if (typeof value !== 'object' || value === null) return 'none';
  return (value as { state?: unknown }).state === 'loaded' ? 'loaded' : 'loading';
}
