// Which organisations may hear that two records may be one person: those that know of both, unless the owners may not know of each other's.

import type { Organisation } from '../organisations/organisation.js';
import { audienceOf, type Audience, type Shared } from './audience.js';

export interface ProposalAudience {
  /** `central_agency` decides alone whether anyone else hears; nobody hears where not even it may know of both. */
  readonly shownTo: 'who_knows_both' | 'central_agency' | 'nobody';
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

/**
 * An owner that knows of both hears nothing either where the other owner does not: its question to the other would tell. What a giver let
 * nobody know of is not told to the central agency by way of a match.
 */
export function proposalAudience(a: Shared, b: Shared, organisations: readonly Organisation[]): ProposalAudience {
  const audiences = [audienceOf(a, organisations), audienceOf(b, organisations)];
  const both = organisations.filter((one) => audiences.every((audience) => belongsTo(audience, one)));
  const owners = [a.ownerOrganisationId, b.ownerOrganisationId];
  const mutual = owners.every((owner) => both.some(({ id }) => id === owner));
  const heard = mutual ? both : both.filter(({ kind }) => kind === 'central_tracing_agency');
  const organisationIds = heard.map(({ id }) => id).sort();
  if (heard.length === 0) return { shownTo: 'nobody', organisationIds };
  return { shownTo: mutual ? 'who_knows_both' : 'central_agency', organisationIds };
}
