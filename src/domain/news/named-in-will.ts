// Whether the organisations that a will names can be told anything by it.

import { DomainError, type FieldFault } from '../domain-error.js';
import { audienceOf, belongsTo, type Shared } from '../links/audience.js';
import type { Organisation } from '../organisations/organisation.js';

const FAULTS = {
  unknown_organisation: 'the id of an organisation of this registry',
  shut_out_by_sharing_level:
    'The sharing level of this person shuts this organisation out: it would be told nothing. Name one that may know of the person.',
} as const;

/**
 * A will chooses among those who may know of the person, and lets in nobody else: whoever names another one would believe that it is told. Throws
 * `invalid_field` with a fault for each, `unknown_organisation` or `shut_out_by_sharing_level`.
 */
export function requireNameable(
  person: Shared,
  named: readonly string[],
  organisations: readonly Organisation[],
): void {
  const audience = audienceOf(person, organisations);
  const faults = named.flatMap((wanted, at): FieldFault[] => {
    const organisation = organisations.find(({ id }) => id === wanted);
    if (organisation !== undefined && belongsTo(audience, organisation)) return [];
    const code = organisation === undefined ? 'unknown_organisation' : 'shut_out_by_sharing_level';
    return [{ pointer: `/namedOrganisations/${at}`, code, expected: FAULTS[code] }];
  });
  if (faults.length > 0)
    throw new DomainError('invalid_field', 'An organisation cannot be told of this person by the will.', faults);
}
