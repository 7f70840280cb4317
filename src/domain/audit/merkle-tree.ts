// The Merkle tree of RFC 9162, section 2.1, over the log's leaves: how it grows, what its root is, and which nodes a proof is made of.

import type { Digest } from './audit-chain.js';

/** Bytes of every hash of the tree. */
export const NODE_LENGTH = 32;

/** RFC 9162, 2.1.1: a node's prefix differs from a leaf's (0x00), so that no node can be passed off as a leaf. */
const NODE = 0x01;

/** A perfect subtree: its 2^level leaves begin at index position × 2^level. */
export interface NodeAddress {
  readonly level: number;
  readonly position: number;
}

/** Leaves `from` up to, not including, `to`; one hash of a proof stands for one such range. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** The number under which the last leaf of the subtree was sealed; the subtree's hash is stored beside it. */
export function completedBy({ level, position }: NodeAddress): number {
  return (position + 1) * 2 ** level;
}

export function nodeHash(left: Uint8Array, right: Uint8Array, digest: Digest): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = NODE;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return digest(input);
}

/** The perfect subtrees that a range consists of, from left to right; at most two for each level of the tree. */
export function subtreesOf({ from, to }: LeafRange): NodeAddress[] {
  const subtrees: NodeAddress[] = [];
  for (let start = from; start < to;) {
    let level = 0;
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level += 1;
    subtrees.push({ level, position: start / 2 ** level });
    start += 2 ** level;
  }
  return subtrees;
}

/** RFC 9162, 2.1.1, over the hashes of a range's perfect subtrees: the right ones are the smaller ones and are joined first. */
export function joinSubtrees(hashes: readonly Uint8Array[], digest: Digest): Uint8Array {
  const [last, ...before] = [...hashes].reverse();
  if (last === undefined) return digest(new Uint8Array(0));
  return before.reduce((right, left) => nodeHash(left, right, digest), last);
}

/** RFC 9162, 2.1.3.1: what proves that leaf `index` is in the tree of `size` leaves, from the leaf's own level up to the root's. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const downwards: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      downwards.push({ from: middle, to });
      to = middle;
    } else {
      downwards.push({ from, to: middle });
      from = middle;
    }
  }
  return downwards.reverse();
}

/** RFC 9162, 2.1.4.1: what proves that the tree of `first` leaves is the beginning of that of `second`; 0 < first ≤ second. */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  const downwards: LeafRange[] = [];
  let from = 0;
  let to = second;
  while (to !== first) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      downwards.push({ from: middle, to });
      to = middle;
    } else {
      downwards.push({ from, to: middle });
      from = middle;
    }
  }
  // Whoever has the first root knows the subtree that is that whole tree.
  if (from > 0) downwards.push({ from, to });
  return downwards.reverse();
}

/** The largest power of two below `count`, which is at least 2. Sizes beyond 2^31 rule out bit operators. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** A tree that grows leaf by leaf and keeps no more than the roots of its perfect subtrees. */
export class GrowingTree {
  #size: number;
  readonly #subtrees: Uint8Array[];

  /** `subtrees` are the hashes of `subtreesOf({ from: 0, to: size })`, in that order. */
  constructor(
    private readonly digest: Digest,
    size = 0,
    subtrees: readonly Uint8Array[] = [],
  ) {
    this.#size = size;
    this.#subtrees = [...subtrees];
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf's hash; answers the hashes of the subtrees that it completes, of level 0 (the leaf itself) and up. */
  append(leaf: Uint8Array): Uint8Array[] {
    this.#size += 1;
    const completed = [leaf];
    let hash = leaf;
    for (let rest = this.#size; rest % 2 === 0; rest /= 2) {
      hash = nodeHash(this.#subtrees.pop() ?? new Uint8Array(0), hash, this.digest);
      completed.push(hash);
    }
    this.#subtrees.push(hash);
    return completed;
  }

  root(): Uint8Array {
    return joinSubtrees(this.#subtrees, this.digest);
  }
}
