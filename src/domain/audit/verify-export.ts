// Checks an exported log from its files alone: entries against the tree's nodes, and both against signed roots.

import { sameHash, type Digest } from './audit-chain.js';
import { bytesOfHex } from './hexadecimal.js';
import { GrowingTree, NODE_LENGTH } from './merkle-tree.js';

/** A root that somebody signed, for the entries up to this size. */
export interface SignedRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * - `altered`, `deleted`, `inserted`, `swapped`: the entry of this index is not the one that the tree was grown over
 * - `truncated`: the log ends here, although the tree or a checkpoint goes on
 * - `rewritten`: entries and tree agree and are not what was signed; the first change lies between this index and `before`
 * - `node_missing`: the nodes end before this entry, and no signed root vouches for it either
 * - `unsigned`: not one signed root holds, so that entries and nodes may have been made anew together
 */
export type ExportFaultKind =
  'altered' | 'deleted' | 'inserted' | 'swapped' | 'truncated' | 'rewritten' | 'node_missing' | 'unsigned';

export interface ExportFault {
  /** From 0. */
  readonly index: number;
  readonly kind: ExportFaultKind;
  /** Size of the signed root that failed; null where none did. */
  readonly before: number | null;
}

export interface ExportVerdict {
  readonly entries: number;
  /** Signed roots that the entries give. */
  readonly roots: number;
  /** Entries behind the last signed root that holds: whoever wrote the files could have made them up, with their nodes. */
  readonly unvouched: number;
  readonly firstFault: ExportFault | null;
  /** The nodes do not fit entries that a signed root vouches for, or end among them: the entries are whole, the file of nodes is not. */
  readonly nodesFault: number | null;
}

export interface ExportedLog {
  /** A line for each entry: the bytes that were hashed, as text. */
  readonly entries: AsyncIterable<string>;
  /** A line for each entry: what the tree keeps under its number, hexadecimal. Fewer where the tree was still being grown over older entries. */
  readonly nodes: AsyncIterable<string>;
  /** Whose signatures were checked before. */
  readonly roots: readonly SignedRoot[];
}

const UTF_8 = new TextEncoder();

/** No bytes, which fit no node. */
const NOT_HEXADECIMAL = new Uint8Array(0);

export async function verifyExport(log: ExportedLog, digest: Digest): Promise<ExportVerdict> {
  const check = new ExportCheck(log.roots, digest);
  const nodes = log.nodes[Symbol.asyncIterator]();
  for await (const entry of log.entries) check.take(leafOf(entry, digest), await nextLine(nodes));
  return check.end((await nextLine(nodes)) !== null);
}

async function nextLine(lines: AsyncIterator<string>): Promise<string | null> {
  const next = await lines.next();
  return next.done === true ? null : next.value;
}

function leafOf(entry: string, digest: Digest): Uint8Array {
  return digest(Uint8Array.from([0x00, ...UTF_8.encode(entry)]));
}

interface Difference {
  readonly index: number;
  /** Where the difference was seen: at a leaf itself, or only in a node above several. */
  readonly atLeaf: boolean;
  readonly standing: Uint8Array;
  readonly expected: Uint8Array;
  kind: 'altered' | 'deleted' | 'inserted' | 'swapped' | 'node_missing';
}

/** Passes once over both files and keeps one difference: the first one behind the last root that held. */
class ExportCheck {
  readonly #tree: GrowingTree;
  readonly #roots: SignedRoot[];
  #difference: Difference | null = null;
  #nodesFault: number | null = null;
  #held = 0;
  #heldSize = 0;
  #failedSize: number | null = null;

  constructor(roots: readonly SignedRoot[], digest: Digest) {
    this.#tree = new GrowingTree(digest);
    this.#roots = [...roots].sort((left, right) => left.size - right.size);
  }

  take(leaf: Uint8Array, line: string | null): void {
    const index = this.#tree.size;
    const completed = this.#tree.append(leaf);
    this.#compare(index, completed, line);
    while (this.#roots[0] !== undefined && this.#roots[0].size <= this.#tree.size) this.#judge(this.#roots.shift());
  }

  #compare(index: number, completed: readonly Uint8Array[], line: string | null): void {
    const stored = bytesOfHex(line ?? '') ?? NOT_HEXADECIMAL;
    const expected = stored.subarray(0, NODE_LENGTH);
    const leaf = completed[0] ?? new Uint8Array(0);
    if (this.#difference !== null) {
      this.#explain(this.#difference, index, leaf, expected);
      return;
    }
    const fits = (hash: Uint8Array, level: number): boolean =>
      sameHash(hash, stored.subarray(level * NODE_LENGTH, (level + 1) * NODE_LENGTH));
    const level = completed.findIndex((hash, at) => !fits(hash, at));
    if (level === -1) return;
    const first = index + 1 - 2 ** level;
    const kind = line === null ? 'node_missing' : 'altered';
    this.#difference = { index: first, atLeaf: level === 0, standing: leaf, expected, kind };
  }

  /** What stands at a later index tells what happened at the first. */
  #explain(found: Difference, index: number, leaf: Uint8Array, expected: Uint8Array): void {
    if (!found.atLeaf) return;
    const standsLater = sameHash(leaf, found.expected);
    const belongsLater = sameHash(expected, found.standing);
    if (standsLater && belongsLater) found.kind = 'swapped';
    else if (found.kind === 'altered' && index === found.index + 1 && standsLater) found.kind = 'inserted';
    else if (found.kind === 'altered' && index === found.index + 1 && belongsLater) found.kind = 'deleted';
  }

  #judge(stated: SignedRoot | undefined): void {
    if (stated === undefined || this.#failedSize !== null) return;
    if (stated.size !== this.#tree.size || !sameHash(stated.root, this.#tree.root())) {
      this.#failedSize = stated.size;
      return;
    }
    this.#held += 1;
    this.#heldSize = stated.size;
    if (this.#difference !== null) this.#nodesFault ??= this.#difference.index;
    this.#difference = null;
  }

  end(nodesGoOn: boolean): ExportVerdict {
    return {
      entries: this.#tree.size,
      roots: this.#held,
      unvouched: this.#tree.size - this.#heldSize,
      firstFault: this.#fault(nodesGoOn),
      nodesFault: this.#nodesFault,
    };
  }

  #fault(nodesGoOn: boolean): ExportFault | null {
    const before = this.#failedSize;
    // Where a root failed, the change may lie before the first entry that has no node.
    if (this.#difference !== null && (this.#difference.kind !== 'node_missing' || before === null)) {
      const { index, kind, atLeaf } = this.#difference;
      // A node above that does not fit says only that something below it was changed.
      return { index: Math.max(index, this.#heldSize), kind: atLeaf ? kind : 'rewritten', before };
    }
    if (before !== null) return { index: this.#heldSize, kind: 'rewritten', before };
    const beyond = this.#roots[0]?.size ?? null;
    return nodesGoOn || beyond !== null ? { index: this.#tree.size, kind: 'truncated', before: beyond } : null;
  }
}
