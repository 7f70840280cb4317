// Checks that the organisations towards which somebody consents are organisations of this registry.

import { DomainError } from '../../domain/domain-error.js';
import type { Consent } from '../../domain/tracing/consent.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';

/** Throws `invalid_field` at the pointer of each consent whose recipient is unknown. */
export async function requireRecipients(
  room: Room,
  consents: readonly Consent[],
  pointerOf: (at: number) => string,
): Promise<void> {
  if (consents.every(({ recipientOrganisationId }) => recipientOrganisationId === null)) return;
  const known = new Set((await room.organisations.organisations()).map(({ id }) => id));
  const faults = consents.flatMap(({ recipientOrganisationId: id }, at) =>
    id === null || (isUuid(id) && known.has(id.toLowerCase()))
      ? []
      : [
          {
            pointer: pointerOf(at),
            code: 'unknown_organisation',
            expected: 'the id of an organisation of this registry',
          },
        ],
  );
  if (faults.length > 0)
    throw new DomainError('invalid_field', 'An organisation is not known to this registry.', faults);
}
