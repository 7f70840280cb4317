// A file of an item of evidence: its original, restricted where it is hard to show, or a copy that is open to whoever may see the item.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import type { EvidenceItem, Sensitivity } from './evidence-item.js';

/** Open: for whoever may see the item. Restricted: for its organisation, and for others by a grant alone. */
export const FILE_ACCESSES = ['open', 'restricted'] as const;
export type FileAccess = (typeof FILE_ACCESSES)[number];

/** None that a browser would run. */
export const FILE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/ogg',
  'application/pdf',
] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** Sealed, kept and answered as a whole: what is larger is held where it is, and known here by its digest. */
export const MOST_FILE_BYTES = 4 * 1024 * 1024;
/** Of the same in base64, in which the API takes and gives it. */
export const LONGEST_FILE_TEXT = 4 * Math.ceil(MOST_FILE_BYTES / 3);

/** What an original is restricted for. That its source deleted it, or that it deceives, says nothing of who is seen in it. */
const HARD_TO_SHOW: readonly Sensitivity[] = [
  'personal_information_visible',
  'graphic_violence',
  'sexual_violence',
  'child_visible',
  'made_in_custody',
  'public_curiosity',
  'family_not_yet_told',
];

export interface EvidenceFile {
  /** UUIDv7, never shown; the vault keeps the content under it. */
  readonly id: string;
  readonly access: FileAccess;
  readonly mediaType: FileType;
  /** Length of the content. */
  readonly bytes: number;
  /** Of the content, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly addedAt: Instant;
}

export interface GivenFile {
  readonly access: string;
  readonly mediaType: string;
  /** Null where it cannot be read. */
  readonly content: { readonly bytes: number; readonly sha256: string } | null;
}

type ReadFile = Pick<EvidenceFile, 'access' | 'mediaType' | 'bytes' | 'sha256'>;

/**
 * A restricted file is the item's original, by its digest: what an organisation is granted is what it asked for. The original of what is hard to
 * show is never open; a copy of it, in which that is blurred, is. Throws `invalid_field` with every fault.
 */
export function requireFile(given: GivenFile, item: Pick<EvidenceItem, 'sha256' | 'sensitivities'>): ReadFile {
  const faults: FieldFault[] = [];
  const access = readAccess(given.access, faults);
  const mediaType = FILE_TYPES.find((one) => one === given.mediaType) ?? null;
  if (mediaType === null)
    faults.push({ pointer: '/mediaType', code: 'not_in_list', expected: `one of ${FILE_TYPES.join(', ')}` });
  const { content } = given;
  if (content === null || content.bytes === 0 || content.bytes > MOST_FILE_BYTES)
    faults.push({ pointer: '/content', code: 'not_a_file', expected: `1 to ${MOST_FILE_BYTES} bytes, in base64` });
  else if (access !== null) faults.push(...faultsOfAccess(access, content.sha256 === item.sha256, item));
  if (access === null || mediaType === null || content === null || faults.length > 0)
    throw new DomainError('invalid_field', 'The file cannot be added as given.', faults);
  return { access, mediaType, ...content };
}

/** Throws `invalid_field`. */
export function requireAccess(given: string): FileAccess {
  const faults: FieldFault[] = [];
  const access = readAccess(given, faults);
  if (access === null) throw new DomainError('invalid_field', 'An item has no such file.', faults);
  return access;
}

function readAccess(given: string, faults: FieldFault[]): FileAccess | null {
  const access = FILE_ACCESSES.find((one) => one === given) ?? null;
  if (access === null)
    faults.push({ pointer: '/access', code: 'not_in_list', expected: `one of ${FILE_ACCESSES.join(', ')}` });
  return access;
}

function faultsOfAccess(
  access: FileAccess,
  isOriginal: boolean,
  { sensitivities }: Pick<EvidenceItem, 'sensitivities'>,
): FieldFault[] {
  if (access === 'restricted' && !isOriginal)
    return [
      { pointer: '/content', code: 'not_the_original', expected: 'the original, of which the item has the digest' },
    ];
  if (access === 'open' && isOriginal && sensitivities.some((one) => HARD_TO_SHOW.includes(one)))
    return [
      { pointer: '/access', code: 'original_is_restricted', expected: 'restricted, or a copy in which it is blurred' },
    ];
  return [];
}
