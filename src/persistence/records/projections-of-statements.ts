// Works out the projection rows of a person: the shared one, and one for each organisation whose confidential statements change it.

import { foldRecord } from '../../domain/records/fold-record.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import type { Statement } from '../../domain/records/statement.js';
import { SHARED_VIEW, type ProjectionOf } from './projection.repository.js';

export function projectionsOf(personId: string, statements: readonly Statement[], today: number): ProjectionOf[] {
  const shared = projectRecord(foldRecord(statements, { today, view: { organisationId: null } }));
  const rows: ProjectionOf[] = [{ personId, view: SHARED_VIEW, projection: shared }];
  const owners = new Set(
    statements.filter((statement) => statement.confidential).map((statement) => statement.author.organisationId),
  );
  for (const organisationId of owners) {
    const own = projectRecord(foldRecord(statements, { today, view: { organisationId } }));
    if (JSON.stringify(own) !== JSON.stringify(shared)) rows.push({ personId, view: organisationId, projection: own });
  }
  return rows;
}
