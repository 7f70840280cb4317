// Finds people of the searcher's own organisation by name, and answers pseudonyms; the names stay where they are.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { toldEvidence, type ToldEvidence } from '../../domain/matching/identity-agreement.js';
import { NameQuota } from '../../domain/matching/name-quota.js';
import { readSearch } from '../../domain/matching/search.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import { searchOwnPeople } from '../../persistence/inquiries/search-people.js';
import { spendNameQuery } from '../../persistence/inquiries/spend-name-query.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface SearchPersonsCommand {
  readonly name: string;
  readonly birthYear?: number | undefined;
  readonly purpose: string;
}

export interface FoundPerson {
  readonly pseudonym: string;
  readonly band: 'one_match' | 'possible';
  readonly status: WhereaboutsStatus;
  /** What of the search agrees, part by part. */
  readonly why: readonly ToldEvidence[];
}

export interface SearchPersonsAnswer {
  /** The surest first, at most MOST_FOUND. */
  readonly found: readonly FoundPerson[];
  /** Whether more people may be meant than are listed: a fuller name or a year of birth tells them apart. */
  readonly more: boolean;
}

const MOST_FOUND = 10;

@Injectable()
export class SearchPersons {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
    private readonly quota: NameQuota,
  ) {}

  async execute(actor: Actor, command: SearchPersonsCommand): Promise<SearchPersonsAnswer> {
    requireAllowed(actor, 'search_persons');
    const now = this.entropy.now();
    const { sought, purpose } = readSearch(command, now);
    await spendNameQuery(this.database, actor, { quota: this.quota, request: null, now });
    return this.database.transaction(actor, async (room) => {
      const { matches, capped } = await searchOwnPeople(room, actor, {
        sought,
        search: this.vault.identitySearch,
        nobody: this.entropy.shownId(),
        now,
      });
      const shown = matches.slice(0, MOST_FOUND);
      const pseudonyms = await room.persons.pseudonymsFor(
        actor.organisationId,
        shown.map(({ personId }) => personId),
      );
      const sure = !capped && matches.filter(({ verdict }) => verdict === 'agrees').length === 1;
      const found = shown.map(({ personId, status, verdict, evidence }) => ({
        pseudonym: pseudonyms.get(personId) ?? '',
        band: sure && verdict === 'agrees' ? ('one_match' as const) : ('possible' as const),
        status,
        why: toldEvidence(evidence),
      }));
      await room.audit.note({
        action: 'search_made',
        subjectKind: 'person',
        details: { purpose, withBirthYear: command.birthYear !== undefined, found: matches.length },
      });
      return { found, more: capped || matches.length > MOST_FOUND };
    });
  }
}
