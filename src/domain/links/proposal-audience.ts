// Which organisations hear that two records may be one person: both owners, or the central agency where they may not know of each other's.

import type { ProposalDeciders } from '../matching/match-proposal.js';
import type { PersonWill } from '../news/person-will.js';
import type { Organisation } from '../organisations/organisation.js';
import { audienceOf, type Audience, type Shared } from './audience.js';

/** `will` is the newest one of a person who was found; it goes before every sharing level, that of a bureau's people too. */
export interface SharedPerson extends Shared {
  readonly will: Pick<PersonWill, 'sharedWith' | 'namedOrganisations'> | null;
}

export interface ProposalAudience {
  /** `central_agency` decides alone whether anyone else hears; nobody hears where not even it may know of both. */
  readonly shownTo: ProposalDeciders | 'nobody';
  /** Ids of the organisations, sorted. */
  readonly organisationIds: readonly string[];
}

function belongsTo(audience: Audience, { id, kind, party }: Organisation): boolean {
  return (
    (audience.unbound && party === null) ||
    (audience.centralAgencies && kind === 'central_tracing_agency') ||
    audience.others.includes(id)
  );
}

function isWilling({ will, ownerOrganisationId }: SharedPerson, { id }: Organisation): boolean {
  if (will === null || will.sharedWith === 'partners' || id === ownerOrganisationId) return true;
  return will.sharedWith === 'named_organisations' && will.namedOrganisations.includes(id);
}

/** Whether each of these organisations may know of the person. */
export function allMayKnow(
  person: SharedPerson,
  organisationIds: readonly string[],
  organisations: readonly Organisation[],
): boolean {
  const audience = audienceOf(person, organisations);
  const knowing = organisations.filter((one) => belongsTo(audience, one) && isWilling(person, one));
  return organisationIds.every((wanted) => knowing.some(({ id }) => id === wanted));
}

/**
 * The owners, where each may know of the other's record; a third one that knows of both has nothing to decide, and is not told. An owner that
 * knows of both hears nothing either where the other owner does not: its question to the other would tell. What a giver let nobody know of is
 * not told to the central agency by way of a match.
 */
export function proposalAudience(
  a: SharedPerson,
  b: SharedPerson,
  organisations: readonly Organisation[],
): ProposalAudience {
  const persons = [a, b].map((person) => ({ person, audience: audienceOf(person, organisations) }));
  const both = organisations.filter((one) =>
    persons.every(({ person, audience }) => belongsTo(audience, one) && isWilling(person, one)),
  );
  const owners = new Set([a.ownerOrganisationId, b.ownerOrganisationId]);
  const mutual = [...owners].every((owner) => both.some(({ id }) => id === owner));
  const heard = both.filter(({ id, kind }) => (mutual ? owners.has(id) : kind === 'central_tracing_agency'));
  const organisationIds = heard.map(({ id }) => id).sort();
  if (heard.length === 0) return { shownTo: 'nobody', organisationIds };
  return { shownTo: mutual ? 'owners' : 'central_agency', organisationIds };
}
