// Says what happened where the chain breaks, by what the links behind the break still bear witness to.

import { leafHash, linkHash, sameHash } from './audit-chain.js';
import type { ChainHead, Digest, SealedEntry } from './audit-chain.js';
import type { ChainFault, ChainFaultKind } from './chain-fault.js';

interface Break {
  /** The last link that holds. */
  readonly head: ChainHead;
  /** What comes next in the database and does not fit. */
  readonly link: SealedEntry;
  /** The links behind it. */
  readonly rest: AsyncIterator<SealedEntry>;
  readonly digest: Digest;
}

/** By how many places the numbers behind removed or inserted entries are tried to have been moved. */
const MOVED_AT_MOST = 1_000;

/** Reads the rest of the chain; the links that it reads are judged only as witnesses of this one break. */
export async function explainMismatch(found: Break): Promise<ChainFault> {
  const sequence = found.head.sequence + 1;
  if (found.link.sequence < sequence) {
    return { sequence: found.link.sequence, kind: 'inserted', entryId: found.link.entryId };
  }
  const standing = found.link.sequence === sequence ? found.link : null;
  if (standing !== null && standing.entry === null) return { sequence, kind: 'missing', entryId: standing.entryId };
  const kind = await kindOf(sequence, standing, found);
  return { sequence, kind, entryId: standing?.entryId ?? null };
}

async function kindOf(sequence: number, standing: SealedEntry | null, found: Break): Promise<ChainFaultKind> {
  const search = new Search(sequence, standing, found.head, found.digest);
  if (standing === null) search.look(found.link);
  for (let next = await found.rest.next(); next.done !== true; next = await found.rest.next()) {
    search.look(next.value);
  }
  return search.kind();
}

/** Passes once over the links behind the break; keeps three hashes and no entry. */
class Search {
  /** The true hash of the broken number, once its entry was found under another one. */
  #elsewhere: Uint8Array | null = null;
  /** What stands at the broken number belongs to a later one. */
  #belongsLater = false;
  #next: SealedEntry | null = null;
  #before: SealedEntry | null;
  readonly #standingLeaf: Uint8Array | null;

  constructor(
    private readonly sequence: number,
    private readonly standing: SealedEntry | null,
    private readonly head: ChainHead,
    private readonly digest: Digest,
  ) {
    this.#before = standing;
    this.#standingLeaf = standing === null ? null : this.#leafOf(standing);
  }

  look(link: SealedEntry): void {
    const leaf = this.#leafOf(link);
    if (leaf !== null && this.#elsewhere === null) this.#lookForTrueEntry(link, leaf);
    if (link.sequence === this.sequence + 1) this.#next = link;
    if (this.#fitsStanding(link.sequence, this.#before?.hash ?? null)) this.#belongsLater = true;
    this.#before = link;
  }

  /** Either the whole link was moved, or its entry alone and the hash stayed at its place. */
  #lookForTrueEntry(link: SealedEntry, leaf: Uint8Array): void {
    const hash = linkHash(this.sequence, this.head.hash, leaf, this.digest);
    const staysHere = this.standing !== null && sameHash(hash, this.standing.hash);
    if (staysHere || sameHash(hash, link.hash)) this.#elsewhere = hash;
    if (staysHere) this.#belongsLater = true;
  }

  kind(): ChainFaultKind {
    const { standing } = this;
    if (this.#elsewhere !== null) return this.#movedOrInserted(this.#elsewhere);
    if (standing === null) return 'missing';
    return this.#judgeByNext(standing);
  }

  #movedOrInserted(trueHash: Uint8Array): ChainFaultKind {
    const exchanged = this.standing === null || this.#belongsLater || this.#fitsStanding(this.sequence + 1, trueHash);
    return exchanged ? 'reordered' : 'inserted';
  }

  /** The next link was made over the true hash of this number: does it vouch for the entry, the hash or neither? */
  #judgeByNext(standing: SealedEntry): ChainFaultKind {
    const next = this.#next;
    const nextLeaf = next === null ? null : this.#leafOf(next);
    if (next === null || nextLeaf === null || this.#standingLeaf === null) return 'altered';
    const expected = linkHash(this.sequence, this.head.hash, this.#standingLeaf, this.digest);
    if (sameHash(linkHash(next.sequence, expected, nextLeaf, this.digest), next.hash)) return 'hash_altered';
    const wasSealedAs = (number: number): boolean =>
      sameHash(linkHash(number, standing.hash, nextLeaf, this.digest), next.hash);
    for (let places = 1; places <= MOVED_AT_MOST; places += 1) {
      if (wasSealedAs(next.sequence + places)) return 'missing';
      if (wasSealedAs(next.sequence - places)) return 'inserted';
    }
    return 'altered';
  }

  #fitsStanding(sequence: number, previous: Uint8Array | null): boolean {
    if (this.standing === null || this.#standingLeaf === null || previous === null) return false;
    return sameHash(linkHash(sequence, previous, this.#standingLeaf, this.digest), this.standing.hash);
  }

  #leafOf(link: SealedEntry): Uint8Array | null {
    return link.entry === null ? null : leafHash(link.entry, this.digest);
  }
}
