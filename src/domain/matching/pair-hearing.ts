// Who hears of a pair of records, worked out once for all pairs that are owned and shared alike.

import { proposalAudience, type ProposalAudience } from '../links/proposal-audience.js';
import type { Organisation } from '../organisations/organisation.js';
import type { MatchedPerson } from './matched-person.js';

const NOBODY: ProposalAudience = { shownTo: 'nobody', organisationIds: [] };

/** All that an audience depends on. */
function sharedAs({ ownerOrganisationId, sharingLevel, namedOrganisations, will }: MatchedPerson): string {
  return JSON.stringify([ownerOrganisationId, sharingLevel, namedOrganisations, will]);
}

/** For one piece of work: organisations are those of its beginning. */
export class PairHearing {
  readonly #known = new Map<string, ProposalAudience>();

  constructor(private readonly organisations: readonly Organisation[]) {}

  /** Nobody hears of somebody who is closed or erased, nor of whom others are not told yet where another one registered the other. */
  of(person: MatchedPerson, other: MatchedPerson): ProposalAudience {
    const isOwn = person.ownerOrganisationId === other.ownerOrganisationId;
    if (!other.isOpen || !(isOwn || (person.isTold && other.isTold))) return NOBODY;
    const pair = `${sharedAs(person)} ${sharedAs(other)}`;
    const known = this.#known.get(pair);
    if (known !== undefined) return known;
    const audience = proposalAudience(person, other, this.organisations);
    this.#known.set(pair, audience);
    return audience;
  }
}
