// The SQL condition under which a reader's organisation may know of a site or a case of remains: the sharing levels of persons.

import { isCentralAgency, type Actor } from '../../domain/access/actor.js';

/** A condition on `alias` (registry.site or registry.remains_case); its one parameter, at `first`, is the organisation. */
export function visibleRemains(actor: Actor, first: number, alias = 'r'): string {
  const parts = [`${alias}.organisation_id = $${first}::uuid`];
  if (actor.party === null) parts.push(`${alias}.sharing_level = 'partners_pseudonymous'`);
  if (isCentralAgency(actor)) {
    parts.push(`${alias}.sharing_level <> 'registry_only'`);
    parts.push(
      `EXISTS (SELECT 1 FROM registry.organisation b WHERE b.id = ${alias}.organisation_id AND b.kind = 'national_information_bureau')`,
    );
  }
  return `(${parts.join(' OR ')})`;
}
