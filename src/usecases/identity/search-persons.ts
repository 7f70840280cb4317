// Finds people of the searcher's own organisation by name, and answers pseudonyms; the names stay where they are.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { Entropy } from '../../domain/entropy.js';
import { compareCandidates } from '../../domain/matching/compare-candidates.js';
import type { IdentityEvidence } from '../../domain/matching/identity-agreement.js';
import { NameQuota } from '../../domain/matching/name-quota.js';
import { readSearch } from '../../domain/matching/search.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import { spendNameQuery } from '../../persistence/inquiries/spend-name-query.js';
import { survivorsOf } from '../../persistence/links/shown-survivor.js';
import { recordsForReader } from '../../persistence/records/records-for-reader.js';
import { givingWay } from '../../vault/give-way.js';
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
  readonly why: readonly FoundReason[];
}

export type FoundReason = Pick<IdentityEvidence, 'part' | 'finding' | 'reason'>;

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
    // The id of nobody: with it the same statement runs where only others know of such a name, and where nobody does.
    const nobody = this.entropy.shownId();
    return this.database.transaction(actor, async (room) => {
      let own: readonly Person[] = [];
      const { candidates, capped } = await this.vault.findCandidates(sought, async (met) => {
        own = (await room.persons.filterNamed(actor, [nobody, ...met])).filter((person) => isOwner(actor, person));
        return new Set(own.map(({ id }) => id));
      });
      const identities = new Map(candidates.map(({ personId, identity }) => [personId, identity]));
      own = own.filter(({ id }) => identities.has(id));
      const survivors = await survivorsOf(room, actor, own);
      const records = await recordsForReader(room, actor, [...new Set(survivors.values())], {}, now);
      const compared = own.flatMap((person) => {
        const survivor = survivors.get(person.id) ?? person;
        const [identity, record] = [identities.get(person.id), records.get(survivor.id)];
        if (identity === undefined || record === undefined) return [];
        const { birthYears, sex, status } = record;
        return [{ personId: survivor.id, status, held: { identity, birthYears, sex } }];
      });
      const agreements = await givingWay(
        compareCandidates(
          sought,
          compared.map(({ held }) => held),
        ),
      );
      const hits = compared.flatMap(({ personId, status }, at) => {
        const agreement = agreements[at];
        return agreement === undefined || agreement.verdict === 'contradicts'
          ? []
          : [{ personId, status, ...agreement }];
      });
      hits.sort((a, b) => Number(b.verdict === 'agrees') - Number(a.verdict === 'agrees') || b.score - a.score);
      // Records that were merged are one person, under whichever of its names it is found.
      const matches = hits.filter(({ personId }, at) => hits.findIndex((hit) => hit.personId === personId) === at);
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
        why: evidence.map(({ part, finding, reason }) => ({ part, finding, reason })),
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
