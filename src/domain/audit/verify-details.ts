// Checks of an exported log what entries tell of their subjects, which may be missing where it was erased, against what they were sealed as.

import type { Digest } from './audit-chain.js';
import { AUDIT_ACTIONS, type AuditEntry } from './audit-entry.js';
import { DetailTally, type EntryWithDetail } from './sealed-detail.js';

export interface DetailsVerdict {
  readonly held: number;
  readonly erased: number;
  /** Index of the first entry whose detail is not the one that was sealed, or is no detail; null where none is. */
  readonly firstFault: number | null;
  /** More details are gone than entries say were erased. */
  readonly unnoted: boolean;
}

type Detail = Pick<AuditEntry, 'subjectId' | 'personId' | 'details'> & { readonly salt: string | null };

/** The line for an entry: `null` for one whose own hash covers its detail. */
export function detailLine({ subjectId, personId, details, seal }: AuditEntry): string {
  return JSON.stringify(seal === undefined ? null : { details, personId, salt: seal.salt, subjectId });
}

/** Both hold a line for each entry, in their order. */
export async function verifyDetails(
  entries: AsyncIterable<string>,
  details: AsyncIterable<string>,
  digest: Digest,
): Promise<DetailsVerdict> {
  const rest = details[Symbol.asyncIterator]();
  const tally = new DetailTally(digest);
  let index = 0;
  let firstFault: number | null = null;
  for await (const line of entries) {
    const next = await rest.next();
    if (!tally.take(next.done === true ? null : joined(objectOf(line), next.value))) firstFault ??= index;
    index += 1;
  }
  if ((await rest.next()).done !== true) firstFault ??= index;
  return { held: tally.held, erased: tally.erased, firstFault, unnoted: tally.unnoted };
}

/** Null where the two lines are not of one entry. */
function joined(entry: Readonly<Record<string, unknown>> | null, line: string): EntryWithDetail | null {
  const action = AUDIT_ACTIONS.find((one) => one === entry?.['action']);
  if (entry === null || action === undefined) return null;
  const { detail: commitment } = entry;
  if (typeof commitment !== 'string')
    return line === 'null' ? { action, subjectId: null, personId: null, details: {} } : null;
  const detail = objectOf(line);
  if (!isDetail(detail)) return null;
  const { subjectId, personId, details, salt } = detail;
  return { action, subjectId, personId, details, seal: { commitment, salt } };
}

export function objectOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function isDetail(value: object | null): value is Detail {
  const isTextOrNull = (field: unknown): boolean => field === null || typeof field === 'string';
  if (value === null || !('details' in value && 'subjectId' in value && 'personId' in value && 'salt' in value))
    return false;
  const { details, subjectId, personId, salt } = value;
  return typeof details === 'object' && details !== null && [subjectId, personId, salt].every(isTextOrNull);
}
