// Walks the chain from its first entry and names the first one that was altered, removed, moved or slipped in.

import { EMPTY_HEAD, leafHash, linkHash, sameHash } from './audit-chain.js';
import type { ChainHead, Digest, SealedEntry } from './audit-chain.js';
import type { ChainFault } from './chain-fault.js';
import { explainMismatch } from './explain-mismatch.js';
import { RecordingOrder } from './recording-order.js';
import { DetailTally } from './sealed-detail.js';

export interface ChainVerdict {
  readonly ok: boolean;
  /** Entries that hold, from the first one on. */
  readonly checked: number;
  /** Of those, the ones whose detail was erased. */
  readonly erased: number;
  /** Of those, the ones recorded more than a minute before the entry of the number before: no fault, since clocks are not judged. */
  readonly recordedEarlier: number;
  /** The last link that holds. */
  readonly head: ChainHead;
  readonly firstFault: ChainFault | null;
}

export interface VerifyOptions {
  readonly digest: Digest;
  /** A head that was noted outside the database; without one a cut tail or a chain rewritten whole cannot be seen. */
  readonly noted?: ChainHead | null;
  /** Told the number of entries checked so far, once per entry. */
  readonly onChecked?: (checked: number) => void;
  /** Given the leaf of each entry that holds, in order; waited for. */
  readonly onLeaf?: (leaf: Uint8Array) => Promise<void>;
}

/** `links` must come in the order of their numbers and from the lowest one, also where that is below 1. */
export async function verifyChain(links: AsyncIterable<SealedEntry>, options: VerifyOptions): Promise<ChainVerdict> {
  const { digest, noted = null } = options;
  const rest = links[Symbol.asyncIterator]();
  let head = EMPTY_HEAD;
  const details = new DetailTally(digest);
  const order = new RecordingOrder();
  const ending = (firstFault: ChainFault | null): ChainVerdict => ({
    ok: firstFault === null,
    checked: head.sequence,
    erased: details.erased,
    recordedEarlier: order.earlier,
    head,
    firstFault,
  });
  try {
    if (departs(head, noted)) return ending({ sequence: 0, kind: 'rewritten', entryId: null });
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      const link = next.value;
      const sequence = head.sequence + 1;
      const leaf = fittingLeaf(link, head, digest);
      if (leaf === null) return ending(await explainMismatch({ head, link, rest, digest }));
      if (!details.take(link.entry)) return ending({ sequence, kind: 'altered', entryId: link.entryId });
      head = { sequence, hash: link.hash };
      order.take(link.entry?.recordedAt);
      if (departs(head, noted)) return ending({ sequence, kind: 'rewritten', entryId: link.entryId });
      if (options.onLeaf !== undefined) await options.onLeaf(leaf);
      options.onChecked?.(sequence);
    }
  } finally {
    await rest.return?.();
  }
  return ending(faultAtEnd(head, noted, details));
}

function faultAtEnd({ sequence }: ChainHead, noted: ChainHead | null, details: DetailTally): ChainFault | null {
  if (noted !== null && noted.sequence > sequence)
    return { sequence: sequence + 1, kind: 'rolled_back', entryId: null };
  return details.unnoted ? { sequence, kind: 'erased_unnoted', entryId: null } : null;
}

/** The leaf of the link's entry, or null where the link does not follow `head`. */
export function fittingLeaf(link: SealedEntry, head: ChainHead, digest: Digest): Uint8Array | null {
  const { sequence, entry, hash } = link;
  if (sequence !== head.sequence + 1 || entry === null) return null;
  const leaf = leafHash(entry, digest);
  return sameHash(linkHash(sequence, head.hash, leaf, digest), hash) ? leaf : null;
}

function departs(head: ChainHead, noted: ChainHead | null): boolean {
  return noted !== null && noted.sequence === head.sequence && !sameHash(noted.hash, head.hash);
}
