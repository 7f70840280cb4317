// Tells the demonstration under which pseudonym another of its organisations knows a person.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { notFound } from '../../domain/domain-error.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class IntroducePerson {
  constructor(private readonly database: Database) {}

  /** Refused outside a demonstration: elsewhere nobody may join two organisations' pseudonyms. */
  async execute(principal: Principal, person: { ownerId: string; reference: string; to: string }): Promise<string> {
    requireService(principal);
    return this.database.transaction(principal, async (room) => {
      const ids = await room.persons.findByReferences(person.ownerId, [person.reference]);
      const id = ids.get(person.reference);
      if ((await room.meta.find('demonstration')) === null || id === undefined) throw notFound();
      const pseudonym = (await room.persons.pseudonymsFor(person.to, [id])).get(id);
      if (pseudonym === undefined) throw notFound();
      return pseudonym;
    });
  }
}
