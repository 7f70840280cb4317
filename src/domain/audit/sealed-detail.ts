// What an entry says of its subject is bound to it by a salted digest, so that it can be erased and the entry's hash still holds.

import type { Digest } from './audit-chain.js';
import type { AuditEntry, DetailSeal } from './audit-entry.js';
import { canonicalJson } from './canonical-entry.js';
import { bytesOfHex, hexOf } from './hexadecimal.js';

/** About whom, and what of them; who did what and when stays. */
type EntryDetail = Pick<AuditEntry, 'subjectId' | 'personId' | 'details'>;

/** 128 random bits: without them, whoever has the digest alone could try the few thousand details that there are. */
export const SALT_LENGTH = 16;

/** RFC 9162 uses 0x00 and 0x01, and links of the chain 0x02. */
const DETAIL = 0x03;

const UTF_8 = new TextEncoder();

function commitmentOf({ subjectId, personId, details }: EntryDetail, salt: Uint8Array, digest: Digest): string {
  const text = UTF_8.encode(canonicalJson({ details, personId, subjectId }));
  const input = new Uint8Array(1 + salt.length + text.length);
  input[0] = DETAIL;
  input.set(salt, 1);
  input.set(text, 1 + salt.length);
  return hexOf(digest(input));
}

/** `digest(0x03 ‖ salt ‖ detail in RFC 8785 JSON)` with its salt, both hexadecimal. */
export function sealDetail(detail: EntryDetail, salt: Uint8Array, digest: Digest): DetailSeal {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`A salt has ${SALT_LENGTH} bytes.`);
  return { commitment: commitmentOf(detail, salt, digest), salt: hexOf(salt) };
}

/** - `in_the_entry`: of an entry from before details were sealed, whose own hash covers them */
type DetailVerdict = 'in_the_entry' | 'held' | 'erased' | 'altered';

/** As much of an entry as its detail is judged by. */
export type EntryWithDetail = EntryDetail & Pick<AuditEntry, 'action' | 'seal'>;

function judgeDetail(entry: EntryWithDetail, digest: Digest): DetailVerdict {
  const { seal } = entry;
  if (seal === undefined) return 'in_the_entry';
  if (seal.salt === null) return isEmpty(entry) ? 'erased' : 'altered';
  const salt = bytesOfHex(seal.salt);
  if (salt?.length !== SALT_LENGTH) return 'altered';
  return commitmentOf(entry, salt, digest) === seal.commitment ? 'held' : 'altered';
}

/** Counts details along a log: what was erased must be as much as entries say was, for whoever may write to the database can erase too. */
export class DetailTally {
  #held = 0;
  #erased = 0;
  #noted = 0;

  constructor(private readonly digest: Digest) {}

  get held(): number {
    return this.#held;
  }

  get erased(): number {
    return this.#erased;
  }

  get unnoted(): boolean {
    return this.#erased > this.#noted;
  }

  /** False where the detail is not what was sealed, or there is no entry. */
  take(entry: EntryWithDetail | null): boolean {
    const verdict = entry === null ? 'altered' : judgeDetail(entry, this.digest);
    if (entry === null || verdict === 'altered') return false;
    if (verdict === 'held') this.#held += 1;
    if (verdict === 'erased') this.#erased += 1;
    const noted = entry.action === 'log_details_erased' ? entry.details['entries'] : 0;
    if (verdict === 'held' && typeof noted === 'number') this.#noted += noted;
    return true;
  }
}

function isEmpty({ subjectId, personId, details }: EntryDetail): boolean {
  return subjectId === null && personId === null && Object.keys(details).length === 0;
}
