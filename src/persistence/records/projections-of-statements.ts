// Works out the projection rows of a person: the shared one, and one for each organisation whose view differs from it.

import { foldRecord } from '../../domain/records/fold-record.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import { viewsBesideShared } from '../../domain/records/statement-weight.js';
import type { Statement } from '../../domain/records/statement.js';
import { SHARED_VIEW, type ProjectionOf } from './projection.repository.js';

export function projectionsOf(personId: string, statements: readonly Statement[], today: number): ProjectionOf[] {
  const shared = projectRecord(foldRecord(statements, { today, view: { organisationId: null } }));
  const rows: ProjectionOf[] = [{ personId, view: SHARED_VIEW, projection: shared }];
  for (const organisationId of viewsBesideShared(statements)) {
    const own = projectRecord(foldRecord(statements, { today, view: { organisationId } }));
    if (JSON.stringify(own) !== JSON.stringify(shared)) rows.push({ personId, view: organisationId, projection: own });
  }
  return rows;
}
