// Who may know of a person, as a value that can be compared: merging two persons must show nothing to anybody new.

import type { Person } from '../access/person-visibility.js';
import { DomainError } from '../domain-error.js';
import type { Organisation } from '../organisations/organisation.js';

export type Shared = Pick<Person, 'ownerOrganisationId' | 'sharingLevel' | 'namedOrganisations'>;

/** The same rule as the condition of `visible-person.query.ts`, which a test holds against it. */
export interface Audience {
  /** Every organisation that depends on no party. */
  readonly unbound: boolean;
  readonly centralAgencies: boolean;
  /** Ids of those that are in no such group; sorted. */
  readonly others: readonly string[];
}

export function audienceOf(person: Shared, organisations: readonly Organisation[]): Audience {
  const known = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const named = person.sharingLevel === 'named_organisations' ? person.namedOrganisations : [];
  const unbound = person.sharingLevel === 'partners_pseudonymous';
  const fromBureau = known.get(person.ownerOrganisationId)?.kind === 'national_information_bureau';
  const centralAgencies = person.sharingLevel !== 'registry_only' || fromBureau;
  const isInGroup = (id: string): boolean => {
    const organisation = known.get(id);
    if (organisation === undefined) return false;
    return (
      (unbound && organisation.party === null) || (centralAgencies && organisation.kind === 'central_tracing_agency')
    );
  };
  const others = [...new Set([person.ownerOrganisationId, ...named])].filter((id) => !isInGroup(id)).sort();
  return { unbound, centralAgencies, others };
}

/** Throws `visibility_differs`: what a merge would show to one organisation more, nobody agreed to show. */
export function requireSameAudience(a: Shared, b: Shared, organisations: readonly Organisation[]): void {
  const [first, second] = [audienceOf(a, organisations), audienceOf(b, organisations)];
  if (JSON.stringify(first) === JSON.stringify(second)) return;
  throw new DomainError(
    'visibility_differs',
    'These two persons are not shared with the same organisations, and a merge would show each to whoever knows of the other. ' +
      'Leave them apart, and agree with the organisations that registered them on one sharing level first.',
  );
}
