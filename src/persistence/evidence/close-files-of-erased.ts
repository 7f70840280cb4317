// Closes the files of evidence that are of somebody who is being erased, in the transaction of the erasure: they are destroyed with the person, or sealed until they are decided on.

import { fileState, goesWith } from '../../domain/evidence/file-state.js';
import { dayAfter } from '../../domain/retention/retention-days.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { Room } from '../room.js';
import type { ItemOfPerson, StandingFile } from './evidence-file-step.repository.js';

interface BeingErased {
  readonly erasureId: string;
  readonly personId: string;
  /** Of the organisation that registered the person. */
  readonly organisationId: string;
  readonly at: number;
}

/** Days within which a custodian decides on what was sealed; nothing happens by itself after them. */
const DECIDE_WITHIN = 30;

/**
 * The caller has marked the person as erased, and holds them. Who erases decides on files of its own items alone: what another organisation holds is sealed by that
 * organisation's own word of whom it shows, and nobody destroys evidence by saying that it shows somebody and then erasing them.
 */
export function closeFilesOfErased(room: Room, erased: BeingErased): Promise<void> {
  return room.reaching('registry', () => closeAll(room, erased));
}

async function closeAll(room: Room, erased: BeingErased): Promise<void> {
  const { personId, at } = erased;
  const found = await room.evidenceFileSteps.itemsOfPerson(personId);
  if (found.length === 0) return;
  // Whoever says of one of these that it shows somebody else, or adds a file, comes before all of this or after it.
  await room.assessments.lockOriginals([...new Set(found.map(({ sha256 }) => sha256))], 'alone');
  const items = await room.evidenceFileSteps.itemsOfPerson(personId);
  const ids = items.map(({ id }) => id);
  const named = await room.evidenceFileSteps.namedIn(ids);
  const files = await room.evidenceFileSteps.filesOf(ids);
  const toDecide = new Set<string>();
  for (const item of items) {
    const of = named.get(item.id) ?? [];
    const own = item.organisationId === erased.organisationId;
    const goes = own && goesWith(personId, { unidentified: item.unidentified, named: of });
    for (const file of files.filter(({ itemId, destroyedAt }) => itemId === item.id && destroyedAt === null)) {
      if (goes) await destroy(room, item, file, erased);
      else if (fileState(file, of) === 'sealed') {
        toDecide.add(item.organisationId);
        await note(room, 'evidence_file_sealed', item, file);
      }
    }
  }
  const due = dayAfter(dayOf(at), DECIDE_WITHIN);
  const task = { personId, kind: 'decide_evidence_file', due, origin: 'erasure' } as const;
  // Which item it is stands nowhere in the task: whom an item shows is told to nobody any more.
  await room.tasks.add(
    [...toDecide].sort().map((organisationId) => ({ ...task, organisationId })),
    at,
  );
}

async function destroy(
  room: Room,
  item: ItemOfPerson,
  file: StandingFile,
  { erasureId, at }: BeingErased,
): Promise<void> {
  await room.evidenceFileSteps.take(file.id, 'destroyed', { erasureId }, at);
  await note(room, 'evidence_file_destroyed', item, file);
}

/** Without the person: the log of the item goes on when the one of the person is erased. */
async function note(
  room: Room,
  action: 'evidence_file_sealed' | 'evidence_file_destroyed',
  item: ItemOfPerson,
  { access }: StandingFile,
): Promise<void> {
  await room.audit.note({ action, subjectKind: 'evidence', subjectId: item.code, details: { access } });
}
