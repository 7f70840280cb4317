// Holds the stored tree and the roots of checkpoints to the entries, leaf by leaf, while the chain is being verified.

import { sameHash, type Digest } from './audit-chain.js';
import { GrowingTree } from './merkle-tree.js';

/** What the tree keeps under one number: the hashes of the subtrees that its leaf completes, one behind the other. */
export interface StoredNodes {
  readonly sequence: number;
  readonly hashes: Uint8Array;
}

/** A size and the root that a checkpoint states for it. */
export interface StatedRoot {
  readonly size: number;
  readonly root: Uint8Array;
  /** Signed by a key of this registry, over this size and this root. */
  readonly signed: boolean;
}

/**
 * - `node_altered`: what the tree keeps under this number is not what the entries give
 * - `node_missing`: the tree has a gap here, or ends before this number although a root was signed over it
 * - `node_beside`: the tree goes on where the chain has ended
 * - `root_differs`: the entries up to this number do not give the root of the checkpoint of this size
 * - `checkpoint_beyond`: a checkpoint of this size was signed, and the log is shorter now
 * - `checkpoint_unsigned`: the checkpoint of this size bears no valid signature
 */
export type TreeFaultKind =
  'node_altered' | 'node_missing' | 'node_beside' | 'root_differs' | 'checkpoint_beyond' | 'checkpoint_unsigned';

export interface TreeFault {
  readonly sequence: number;
  readonly kind: TreeFaultKind;
}

function joinHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(hashes.reduce((length, hash) => length + hash.length, 0));
  let at = 0;
  for (const hash of hashes) {
    joined.set(hash, at);
    at += hash.length;
  }
  return joined;
}

/** The rows that `leaves` add behind `tree`. */
export function growTree(tree: GrowingTree, leaves: readonly Uint8Array[]): StoredNodes[] {
  return leaves.map((leaf) => {
    const hashes = joinHashes(tree.append(leaf));
    return { sequence: tree.size, hashes };
  });
}

/** Keeps the first fault; rows and roots must come in ascending order. */
export class TreeCheck {
  readonly #tree: GrowingTree;
  #fault: TreeFault | null = null;
  #row: StoredNodes | null = null;
  #stated: StatedRoot | null = null;
  #checkpoints = 0;
  /** Leaves of the tree that hold. */
  #size = 0;
  /** The last number that the tree has. */
  #last = 0;

  constructor(
    private readonly rows: AsyncIterator<StoredNodes>,
    private readonly roots: AsyncIterator<StatedRoot>,
    digest: Digest,
  ) {
    this.#tree = new GrowingTree(digest);
  }

  get size(): number {
    return this.#size;
  }

  get checkpoints(): number {
    return this.#checkpoints;
  }

  get fault(): TreeFault | null {
    return this.#fault;
  }

  async begin(): Promise<void> {
    await this.#nextRow();
    await this.#nextRoot();
  }

  /** The entry of the next number holds in the chain. */
  async hold(leaf: Uint8Array): Promise<void> {
    const hashes = joinHashes(this.#tree.append(leaf));
    const sequence = this.#tree.size;
    // Behind the tree's end: entries that it has still to be given.
    if (this.#row !== null) {
      if (this.#row.sequence > sequence) this.#tell(sequence, 'node_missing');
      else {
        if (sameHash(this.#row.hashes, hashes)) this.#size = sequence;
        else this.#tell(sequence, 'node_altered');
        await this.#nextRow();
      }
    }
    while (this.#stated !== null && this.#stated.size <= sequence) {
      this.#judge(this.#stated);
      await this.#nextRoot();
    }
  }

  /** All that is left over once the chain has ended without a fault. */
  end(): void {
    if (this.#row !== null) this.#tell(this.#row.sequence, 'node_beside');
    if (this.#stated !== null) this.#tell(this.#stated.size, 'checkpoint_beyond');
  }

  #judge({ size, root, signed }: StatedRoot): void {
    const holds = size === this.#tree.size && sameHash(root, this.#tree.root());
    if (!holds) this.#tell(size, 'root_differs');
    else if (!signed) this.#tell(size, 'checkpoint_unsigned');
    else {
      this.#checkpoints += 1;
      // A root is signed over nodes that are stored, and those are never removed: this tree was longer.
      if (this.#row === null && this.#last < size) this.#tell(this.#last + 1, 'node_missing');
    }
  }

  #tell(sequence: number, kind: TreeFaultKind): void {
    this.#fault ??= { sequence, kind };
  }

  async #nextRow(): Promise<void> {
    const next = await this.rows.next();
    this.#row = next.done === true ? null : next.value;
    this.#last = this.#row?.sequence ?? this.#last;
  }

  async #nextRoot(): Promise<void> {
    const next = await this.roots.next();
    this.#stated = next.done === true ? null : next.value;
  }
}
