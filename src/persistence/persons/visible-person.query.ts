// The SQL condition under which a reader's organisation may know of a person, used by every door.

import { isCentralAgency, type Actor } from '../../domain/access/actor.js';

/**
 * A condition on alias `p` (registry.person) with its parameters, numbered from `first`.
 * - The owner sees its own.
 * - `named_organisations` adds those that are named.
 * - `partners_pseudonymous` adds every organisation that depends on no party: a holder must not learn whom it holds.
 * - The central agency sees all but `registry_only`, and everything that a national information bureau gives (GC IV 137).
 */
export function visiblePerson(actor: Actor, first: number): { condition: string; parameters: unknown[] } {
  const organisation = `$${first}::uuid`;
  const parts = [
    `p.owner_organisation_id = ${organisation}`,
    `(p.sharing_level = 'named_organisations' AND EXISTS (SELECT 1 FROM registry.person_named_organisation n WHERE n.person_id = p.id AND n.organisation_id = ${organisation}))`,
  ];
  if (actor.party === null) parts.push(`p.sharing_level = 'partners_pseudonymous'`);
  if (isCentralAgency(actor)) {
    parts.push(`p.sharing_level <> 'registry_only'`);
    parts.push(
      `EXISTS (SELECT 1 FROM registry.organisation o WHERE o.id = p.owner_organisation_id AND o.kind = 'national_information_bureau')`,
    );
  }
  return { condition: `(${parts.join(' OR ')})`, parameters: [actor.organisationId] };
}
