// Whom a record calls kin, as all who may know of it are told: credible statements that name somebody in the registry.

import { instantsSeen } from './embargo.js';
import type { Instant } from './instant.js';
import type { Kinship, PersonReference } from './kinds/kind-values.js';
import type { RecordContents } from './record-contents.js';
import { weighStatements } from './statement-weight.js';
import type { Statement } from './statement.js';

export interface ToldKin {
  readonly kinship: Kinship;
  readonly person: PersonReference;
}

/** `statements` are those that the record holds today. */
export function kinToldToAll(statements: readonly Statement[], today: Instant): readonly ToldKin[] {
  const seen = weighStatements(statements, { today, view: { organisationId: null } });
  return seen.flatMap(({ statement, weight }): ToldKin[] => {
    if (statement.kind !== 'kin_link' || weight !== 'counts') return [];
    const { kinship, person } = statement.details;
    return person === undefined ? [] : [{ kinship, person }];
  });
}

/** Whether all who may know of the record are told of other kin from this instant on. */
export function tellsOtherKin({ statements }: RecordContents, at: Instant): boolean {
  return statements.some(
    ({ statement }) => statement.kind === 'kin_link' && !statement.confidential && instantsSeen(statement).includes(at),
  );
}
