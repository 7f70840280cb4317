// Checks proofs of the Merkle tree as RFC 9162 says (2.1.3.2 and 2.1.4.2); every input is taken to be hostile.

import { sameHash, type Digest } from './audit-chain.js';
import { NODE_LENGTH, nodeHash } from './merkle-tree.js';

/** 2^53 leaves have 53 levels, and a proof has at most one hash more than the tree has levels. */
const LONGEST_PROOF = 54;

export interface InclusionClaim {
  /** From 0. */
  readonly index: number;
  readonly size: number;
  /** The hash of the leaf. */
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyClaim {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** True only where the proof leads from this leaf at this index to this root of this size. */
export function includes(claim: InclusionClaim, digest: Digest): boolean {
  const { index, size, leaf, root, proof } = claim;
  if (!areSizes(index, size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  const climb = new Climb(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (climb.atTop) return false;
    hash = climb.isRight ? nodeHash(sibling, hash, digest) : nodeHash(hash, sibling, digest);
    climb.step();
  }
  return climb.atTop && sameHash(hash, root);
}

/** True only where the tree of the first root is the beginning of that of the second. Nothing follows from an empty tree: false. */
export function extendsTree(claim: ConsistencyClaim, digest: Digest): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!areSizes(first, second) || first < 1 || first > second) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && sameHash(firstRoot, secondRoot);
  const roots = proof.length === 0 ? null : rootsBy(claim, digest);
  return roots !== null && sameHash(roots.first, firstRoot) && sameHash(roots.second, secondRoot);
}

/** The two roots that the proof leads to, or null where it has too few or too many hashes. */
function rootsBy(
  { first, second, firstRoot, proof }: ConsistencyClaim,
  digest: Digest,
): { readonly first: Uint8Array; readonly second: Uint8Array } | null {
  const [start, ...rest] = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  if (start === undefined) return null;
  const climb = new Climb(first - 1, second - 1);
  climb.skipRightEdges();
  let old = start;
  let grown = start;
  for (const sibling of rest) {
    if (climb.atTop) return null;
    if (climb.isRight) old = nodeHash(sibling, old, digest);
    grown = climb.isRight ? nodeHash(sibling, grown, digest) : nodeHash(grown, sibling, digest);
    climb.step();
  }
  return climb.atTop ? { first: old, second: grown } : null;
}

/** The numbers that RFC 9162 calls fn and sn: a node's place in its level, and that of the level's last node. */
class Climb {
  constructor(
    private place: number,
    private last: number,
  ) {}

  get atTop(): boolean {
    return this.last === 0;
  }

  /** The sibling stands to the left: the node is a right child, or the last of its level, which the next left one is joined to. */
  get isRight(): boolean {
    return this.place % 2 === 1 || this.place === this.last;
  }

  step(): void {
    if (this.isRight) while (this.place % 2 === 0 && this.place !== 0) this.up();
    this.up();
  }

  skipRightEdges(): void {
    while (this.place % 2 === 1) this.up();
  }

  private up(): void {
    this.place = Math.floor(this.place / 2);
    this.last = Math.floor(this.last / 2);
  }
}

function areSizes(...sizes: readonly number[]): boolean {
  return sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.length <= LONGEST_PROOF + 2 && hashes.every((hash) => hash.length === NODE_LENGTH);
}

function isPowerOfTwo(size: number): boolean {
  // Math.log2 alone takes 2^53 - 1 for 2^53.
  return 2 ** Math.round(Math.log2(size)) === size;
}
