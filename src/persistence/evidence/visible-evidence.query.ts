// The SQL condition under which a reader's organisation may know of an item of evidence: the sharing levels of persons.

import { isCentralAgency, type Actor } from '../../domain/access/actor.js';

/** A condition on alias `e` (registry.evidence_item); its one parameter, at `first`, is the organisation. */
export function visibleEvidence(actor: Actor, first: number): string {
  const organisation = `$${first}::uuid`;
  const parts = [
    `e.organisation_id = ${organisation}`,
    `(e.sharing_level = 'named_organisations' AND EXISTS (SELECT 1 FROM registry.evidence_named_organisation n WHERE n.item_id = e.id AND n.organisation_id = ${organisation}))`,
  ];
  if (actor.party === null) parts.push(`e.sharing_level = 'partners_pseudonymous'`);
  if (isCentralAgency(actor)) {
    parts.push(`e.sharing_level <> 'registry_only'`);
    parts.push(
      `EXISTS (SELECT 1 FROM registry.organisation b WHERE b.id = e.organisation_id AND b.kind = 'national_information_bureau')`,
    );
  }
  return `(${parts.join(' OR ')})`;
}
