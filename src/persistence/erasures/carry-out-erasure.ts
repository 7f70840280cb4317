// Carries out an erasure that was confirmed: the vault destroys the key and those of the files that went with it, the log forgets of whom it told, and the registry notes that it is done.

import type { Principal } from '../../domain/access/actor.js';
import type { Database } from '../database.js';
import type { UnfinishedErasure } from './erasure.repository.js';

/** Destroys the key of a person or of a file, and all that was sealed under it; the same when repeated. */
type Destroy = (id: string) => Promise<void>;

/** What a kill cuts off is repeated as a whole: the vault finds nothing more to destroy, and one process notes the end. */
export async function carryOutErasure(
  database: Database,
  principal: Principal,
  erasure: UnfinishedErasure,
  { destroy, now }: { readonly destroy: Destroy; readonly now: () => number },
): Promise<void> {
  await destroy(erasure.personId);
  const files = await database.transaction(principal, (room) =>
    room.reaching('registry', () => room.evidenceFileSteps.destroyedWith(erasure.id)),
  );
  for (const fileId of files) await destroy(fileId);
  await database.transaction(principal, async (room) => {
    if (!(await room.erasures.finish(erasure.id, now()))) return;
    await room.reaching('registry', () => room.audit.eraseDetails(erasure.personId));
    await room.audit.note({
      action: 'identity_erased',
      subjectKind: 'erasure',
      subjectId: erasure.id,
      personId: erasure.personId,
    });
  });
}
