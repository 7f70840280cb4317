// Tells anybody the names of places of the first administrative level, as the tables of a release need them.

import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class NameStates {
  constructor(private readonly database: Database) {}

  /** Names by code; a code that the gazetteer does not know is absent. No record is read. */
  async execute(requestId: string): Promise<ReadonlyMap<string, string>> {
    const places = await this.database.snapshot(servicePrincipal('console', requestId), (room) => room.places.list());
    return new Map(places.filter(({ level }) => level === 1).map(({ code, name }) => [code, name]));
  }
}
