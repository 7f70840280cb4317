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

/** The same digest, hexadecimal in small letters. */
type HexDigest = (bytes: Uint8Array) => string;

const UTF_8 = new TextEncoder();
/** Bytes of UTF-8 that a unit of UTF-16 takes at most. */
const LONGEST_UNIT = 3;
/** Bytes, for texts that may take three a unit: the detail of a disclosure of every field by a request has 380 units. */
const page = new Uint8Array(2_048);

/** A list of its own where the page is too short; what was digested does not stay on it. */
function commitmentOf({ subjectId, personId, details }: EntryDetail, salt: Uint8Array, hexDigest: HexDigest): string {
  // Spelt out in the order of its keys, since every entry passes through here.
  const text = `{"details":${canonicalJson(details)},"personId":${canonicalJson(personId)},"subjectId":${canonicalJson(subjectId)}}`;
  const begin = 1 + salt.length;
  const most = begin + LONGEST_UNIT * text.length;
  const input = most <= page.length ? page : new Uint8Array(most);
  input[0] = DETAIL;
  input.set(salt, 1);
  const end = begin + UTF_8.encodeInto(text, input.subarray(begin)).written;
  const commitment = hexDigest(input.subarray(0, end));
  input.fill(0, 0, end);
  return commitment;
}

/** `digest(0x03 ‖ salt ‖ detail in RFC 8785 JSON)` with its salt, both hexadecimal. */
export function sealDetail(detail: EntryDetail, salt: Uint8Array, hexDigest: HexDigest): DetailSeal {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`A salt has ${SALT_LENGTH} bytes.`);
  return { commitment: commitmentOf(detail, salt, hexDigest), salt: hexOf(salt) };
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
  const hexDigest = (bytes: Uint8Array): string => hexOf(digest(bytes));
  return commitmentOf(entry, salt, hexDigest) === seal.commitment ? 'held' : 'altered';
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
