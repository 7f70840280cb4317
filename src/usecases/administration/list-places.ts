// Lists the gazetteer, level by level.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';
import type { GazetteerPlace } from '../../persistence/places/place.repository.js';

@Injectable()
export class ListPlaces {
  constructor(private readonly database: Database) {}

  /** The places right under `parentCode`, or the first level when it is null; by code. */
  async execute(actor: Actor, parentCode: string | null): Promise<readonly GazetteerPlace[]> {
    requireAllowed(actor, 'list_places');
    const places = await this.database.transaction(actor, (room) => room.places.list());
    return places.filter((place) => place.parentCode === parentCode);
  }

  /** Every place of every level, by code, for choosing one from a list. */
  async gazetteer(actor: Actor): Promise<readonly GazetteerPlace[]> {
    requireAllowed(actor, 'list_places');
    return this.database.transaction(actor, (room) => room.places.list());
  }
}
