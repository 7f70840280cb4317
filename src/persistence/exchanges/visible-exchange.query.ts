// The SQL condition under which a reader's organisation may know of an exchange: the sharing levels of persons, on an exchange.

import { isCentralAgency, type Actor } from '../../domain/access/actor.js';

/**
 * A condition on alias `e` (registry.exchange) with its parameters, numbered from `first`; the same rule as that of
 * `visible-person.query.ts`, what a national information bureau gives included (GC IV 137).
 */
export function visibleExchange(actor: Actor, first: number): { condition: string; parameters: unknown[] } {
  const organisation = `$${first}::uuid`;
  const parts = [
    `e.organisation_id = ${organisation}`,
    `(e.sharing_level = 'named_organisations' AND EXISTS (SELECT 1 FROM registry.exchange_named_organisation n WHERE n.exchange_id = e.id AND n.organisation_id = ${organisation}))`,
  ];
  if (actor.party === null) parts.push(`e.sharing_level = 'partners_pseudonymous'`);
  if (isCentralAgency(actor)) {
    parts.push(`e.sharing_level <> 'registry_only'`);
    parts.push(
      `EXISTS (SELECT 1 FROM registry.organisation o WHERE o.id = e.organisation_id AND o.kind = 'national_information_bureau')`,
    );
  }
  return { condition: `(${parts.join(' OR ')})`, parameters: [actor.organisationId] };
}
