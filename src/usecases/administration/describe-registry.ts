// Tells anybody what kind of registry this is: whether it is a demonstration.

import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

export interface RegistryDescription {
  readonly demonstration: boolean;
}

@Injectable()
export class DescribeRegistry {
  private demonstration = false;

  constructor(private readonly database: Database) {}

  /** Open to all: every page says it. A registry that was marked stays so, and is not asked again. */
  async execute(requestId: string): Promise<RegistryDescription> {
    this.demonstration ||= await this.database.snapshot(
      servicePrincipal('console', requestId),
      async (room) => (await room.meta.find('demonstration')) !== null,
    );
    return { demonstration: this.demonstration };
  }
}
