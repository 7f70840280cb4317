// Stores proposals, reviews and withdrawals of links between persons, and finds who is linked with whom.

import type { EntityManager } from 'typeorm';
import type { StandingLink } from '../../domain/records/record-contents.js';
import { linkedAmong, linksAround } from './linked-persons.query.js';

export class PersonLinkRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Every link that stands or ever stood among these persons and all linked with them. */
  async around(personIds: readonly string[]): Promise<StandingLink[]> {
    return linksAround(this.manager, personIds);
  }

  /** Of these persons those whom a link of any state names. */
  async linkedAmong(personIds: readonly string[]): Promise<string[]> {
    return linkedAmong(this.manager, personIds);
  }
}
