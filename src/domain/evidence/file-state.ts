// Whether a file of evidence is still opened: not while somebody whom it is of has been erased, until its organisation decides, and never once it is destroyed.

import { DomainError, type FieldFault } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import type { Instant } from '../records/instant.js';
import type { EvidenceFile, FileAccess } from './evidence-file.js';

export const FILE_STATES = ['kept', 'sealed', 'destroyed'] as const;
/** `sealed`: opened to nobody until a custodian decides; `destroyed`: its key is gone, and nobody decides any more. */
export type FileState = (typeof FILE_STATES)[number];

export const FILE_DECISIONS = ['keep', 'destroy'] as const;
export type FileDecision = (typeof FILE_DECISIONS)[number];

/** Of a file: what was decided of it. */
export interface FileSteps {
  readonly keptAt: Instant | null;
  readonly destroyedAt: Instant | null;
}

/** Somebody about whom a statement that stands names an item, as far as the organisation of the item may know it. */
export interface NamedInItem {
  /** Inner id. */
  readonly personId: string;
  readonly erasedAt: Instant | null;
  /** When the newest of these statements was recorded. */
  readonly namedAt: Instant;
  /** Whether one of them says that the item shows this person; others rest on it alone. */
  readonly depicted: boolean;
}

export type FileOfItem = Pick<EvidenceFile, 'access' | 'addedAt'> & FileSteps;

const SHORTEST_REASON = 10;
const LONGEST_REASON = 1000;

/** What was added or kept after an erasure was added or kept in knowledge of it, and stays so until somebody else is erased or named. */
export function fileState(file: FileOfItem, named: readonly NamedInItem[]): FileState {
  if (file.destroyedAt !== null) return 'destroyed';
  const { keptAt, addedAt } = file;
  const isUnknown = (since: Instant): boolean => (keptAt === null ? since >= addedAt : since > keptAt);
  const stillOf = named.some(({ erasedAt, namedAt }) => erasedAt !== null && isUnknown(Math.max(erasedAt, namedAt)));
  return stillOf || showsErased(file.access, named) ? 'sealed' : 'kept';
}

/** An original shows whom it shows, whatever anybody decides; a copy may be blurred. */
export function showsErased(access: FileAccess, named: readonly NamedInItem[]): boolean {
  return access === 'restricted' && named.some(({ erasedAt, depicted }) => erasedAt !== null && depicted);
}

/** Whether the files go with this person: the item shows them, and nobody else who is not erased is known to be in it. */
export function goesWith(
  personId: string,
  item: { readonly unidentified: boolean; readonly named: readonly NamedInItem[] },
): boolean {
  if (item.unidentified) return false;
  const shown = item.named.some((one) => one.personId === personId && one.depicted);
  return shown && item.named.every((one) => one.personId === personId || one.erasedAt !== null);
}

/** The refusal about a file that is not opened: to whoever asks alike. */
export function fileGone(state: Exclude<FileState, 'kept'>): DomainError {
  return new DomainError(
    'evidence_file_sealed',
    state === 'destroyed'
      ? 'This file was destroyed, since the identity of somebody whom it was of was erased.'
      : 'This file is sealed, since the identity of somebody whom it is of was erased. The organisation of the item decides what becomes of it.',
  );
}

/** Throws `invalid_field` with every fault. */
export function readFileDecision(given: { readonly decision: string; readonly reason: string }): {
  readonly decision: FileDecision;
  readonly reason: string;
} {
  const faults: FieldFault[] = [];
  const decision = FILE_DECISIONS.find((one) => one === given.decision);
  if (decision === undefined)
    faults.push({ pointer: '/decision', code: 'not_in_list', expected: `one of ${FILE_DECISIONS.join(', ')}` });
  const reason = given.reason.trim();
  const problem = textProblem(reason, { longest: LONGEST_REASON, severalLines: true, letterNeeded: true });
  if (problem !== null || Array.from(reason).length < SHORTEST_REASON)
    faults.push({
      pointer: '/reason',
      code: problem ?? 'too_short',
      expected: `a reason in words, ${SHORTEST_REASON} to ${LONGEST_REASON} characters`,
    });
  if (decision === undefined || faults.length > 0)
    throw new DomainError('invalid_field', 'The file cannot be decided on like this.', faults);
  return { decision, reason };
}

/** Throws `conflict` where nothing is to be decided, and for keeping an original that shows who was erased. */
export function requireDecidable(file: FileOfItem, named: readonly NamedInItem[], decision: FileDecision): void {
  const state = fileState(file, named);
  if (state !== 'sealed')
    throw new DomainError(
      'conflict',
      state === 'kept' ? 'This file is not sealed: nothing is to be decided.' : 'This file was destroyed.',
    );
  if (decision === 'keep' && showsErased(file.access, named))
    throw new DomainError(
      'conflict',
      'This original shows somebody whose identity was erased. It stays sealed, or is destroyed; a copy in which they cannot be made out can be added.',
    );
}
