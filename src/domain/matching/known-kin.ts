// The kin of a record of whom all may know who hear of a pair with it.

import { allMayKnow } from '../links/proposal-audience.js';
import type { Organisation } from '../organisations/organisation.js';
import type { ComparedKin, ReadKin } from './kin-agreement.js';
import type { MatchedPerson } from './matched-person.js';

export interface KinOfRecord {
  readonly recordId: string;
  readonly kin: readonly (ComparedKin & { readonly as: MatchedPerson })[];
}

/** It is enough that one of the two sides is cut to these. */
export function kinKnownTo(
  record: KinOfRecord | undefined,
  organisationIds: readonly string[],
  organisations: readonly Organisation[],
): ReadKin | null {
  if (record === undefined) return null;
  const known = record.kin.filter(({ as }) => as.isOpen && as.isTold && allMayKnow(as, organisationIds, organisations));
  return { recordId: record.recordId, kin: known };
}
