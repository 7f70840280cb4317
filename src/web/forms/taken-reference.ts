// Tells at its field that a number of the organisation's own was used before.

import type { DomainError, FieldFault } from '../../domain/domain-error.js';

/** The faults of a refusal; a taken reference is one of the field at `pointer`, whatever table found it. */
export function faultsWithReference(refusal: DomainError, pointer = '/reference'): readonly FieldFault[] {
  if (refusal.code !== 'reference_taken') return refusal.faults;
  return [{ pointer, code: refusal.code, expected: 'a number that your organisation has not used before' }];
}
