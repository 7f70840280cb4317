// Finds a file of an item with the state that it is in, for whoever asks for it, opens it or decides on it.

import { notFound, type DomainError } from '../../domain/domain-error.js';
import type { EvidenceFile, FileAccess } from '../../domain/evidence/evidence-file.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { fileGone, fileState, type FileState, type NamedInItem } from '../../domain/evidence/file-state.js';
import type { Room } from '../room.js';
import type { StandingFile } from './evidence-file-step.repository.js';

export interface FileInState extends EvidenceFile {
  readonly state: FileState;
}

export interface FoundFile {
  readonly file: FileInState;
  readonly standing: StandingFile;
  readonly named: readonly NamedInItem[];
}

/** The open one first; what was destroyed stays among them until a copy takes its place. */
export async function filesInState(room: Room, item: EvidenceItem, knownAt: number | null): Promise<FileInState[]> {
  const files = await room.evidenceFiles.ofItem(item.id, knownAt);
  if (files.length === 0) return [];
  const standing = new Map((await room.evidenceFileSteps.filesOf([item.id])).map((one) => [one.id, one]));
  const named = (await room.evidenceFileSteps.namedIn([item.id])).get(item.id) ?? [];
  // As of a time before its place was taken, it was destroyed by now all the same.
  return files.map((file) => {
    const now = standing.get(file.id);
    return { ...file, state: now === undefined ? 'destroyed' : fileState(now, named) };
  });
}

/** Throws `not_found`. */
export async function getStandingFile(room: Room, item: EvidenceItem, access: FileAccess): Promise<FoundFile> {
  const file = (await room.evidenceFiles.ofItem(item.id, null)).find((one) => one.access === access);
  const standing = (await room.evidenceFileSteps.filesOf([item.id])).find(({ id }) => id === file?.id);
  if (file === undefined || standing === undefined) throw notFound();
  const named = (await room.evidenceFileSteps.namedIn([item.id])).get(item.id) ?? [];
  return { file: { ...file, state: fileState(standing, named) }, standing, named };
}

/** Null where it may be opened; returned and not thrown, since the log keeps refusals too. */
export function goneRefusal({ state }: FileInState): DomainError | null {
  return state === 'kept' ? null : fileGone(state);
}
