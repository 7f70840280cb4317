// Works out the projection rows of a person: the shared one, and one for each organisation whose view differs from it.

import { contentsAt, foldContents, type RecordContents } from '../../domain/records/record-contents.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import { viewsBesideShared } from '../../domain/records/statement-weight.js';
import { SHARED_VIEW, type ProjectionOf } from './projection.repository.js';

export function projectionsOf(personId: string, contents: RecordContents, today: number): ProjectionOf[] {
  const held = contentsAt(personId, contents);
  const shared = projectRecord(foldContents(held, { today, view: { organisationId: null } }));
  const rows: ProjectionOf[] = [{ personId, view: SHARED_VIEW, projection: shared }];
  for (const organisationId of viewsBesideShared(held.statements)) {
    const own = projectRecord(foldContents(held, { today, view: { organisationId } }));
    if (JSON.stringify(own) !== JSON.stringify(shared)) rows.push({ personId, view: organisationId, projection: own });
  }
  return rows;
}
