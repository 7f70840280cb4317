// Gives anybody the public keys that notes of releases and checkpoints of the log are signed with.

import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class ListReleaseKeys {
  constructor(private readonly database: Database) {}

  /** In the order in which they signed, each with the signatures of its succession. */
  async execute(requestId: string): Promise<readonly KeyRecord[]> {
    return this.database.snapshot(servicePrincipal('api', requestId), (room) => room.checkpoints.keys());
  }
}
