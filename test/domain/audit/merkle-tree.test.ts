// Proofs that were tampered with are refused; the tree, its roots and proofs are those of RFC 9162.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  extendsTree,
  includes,
  type ConsistencyClaim,
  type InclusionClaim,
} from '../../../src/domain/audit/merkle-proof.js';
import {
  completedBy,
  consistencyRanges,
  GrowingTree,
  inclusionRanges,
  joinSubtrees,
  subtreesOf,
  type LeafRange,
} from '../../../src/domain/audit/merkle-tree.js';
import { naivePath, naiveProof, naiveRoot, sampleLeaves } from './naive-tree.js';
import { sha256 } from './sample-chain.js';

const LARGEST = 130;
const leaves = sampleLeaves(LARGEST);
const leafOf = (data: Uint8Array): Uint8Array => sha256(Buffer.concat([Buffer.from([0]), data]));
const leafAt = (index: number): Uint8Array => leafOf(leaves[index] ?? Buffer.alloc(0));
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => naiveRoot(leaves.slice(0, size)));
const rootAt = (size: number): Uint8Array => roots[size] ?? new Uint8Array(0);

/** What each leaf completed, as the database keeps it. */
const tree = new GrowingTree(sha256);
const stored = leaves.map((leaf) => tree.append(leafOf(leaf)));

function hashOf(range: LeafRange): Uint8Array {
  const hashes = subtreesOf(range).map((address) => {
    const hash = stored[completedBy(address) - 1]?.[address.level];
    if (hash === undefined) throw new Error('no such node');
    return hash;
  });
  return joinSubtrees(hashes, sha256);
}

const inclusion = (index: number, size: number): InclusionClaim => ({
  index,
  size,
  leaf: leafAt(index),
  root: rootAt(size),
  proof: inclusionRanges(index, size).map(hashOf),
});
const consistency = (first: number, second: number): ConsistencyClaim => ({
  first,
  second,
  firstRoot: rootAt(first),
  secondRoot: rootAt(second),
  proof: consistencyRanges(first, second).map(hashOf),
});
const flipped = (hash: Uint8Array, bit: number): Uint8Array =>
  hash.map((byte, at) => (at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte));
const hex = (hash: Uint8Array | undefined): string => Buffer.from(hash ?? []).toString('hex');

/** Every way in which a proof itself can be wrong. */
function mutatedProofs(proof: readonly Uint8Array[]): Uint8Array[][] {
  const foreign = sha256(Buffer.from('foreign'));
  const positions = proof.map((_, at) => at);
  return [
    ...positions.flatMap((at) =>
      [0, 7, 128, 255].map((bit) => proof.map((hash, i) => (i === at ? flipped(hash, bit) : hash))),
    ),
    ...positions.map((at) => proof.filter((_, i) => i !== at)),
    ...positions.map((at) => [...proof.slice(0, at), foreign, ...proof.slice(at)]),
    ...positions.map((at) => proof.map((hash, i) => (i === at ? foreign : hash))),
    ...positions.map((at) => proof.map((hash, i) => (i === at ? hash.subarray(0, 31) : hash))),
    ...positions.map((at) => proof.map((hash, i) => (i === at ? Buffer.concat([hash, Buffer.alloc(1)]) : hash))),
    ...positions
      .slice(1)
      .map((at) => [...proof.slice(0, at - 1), proof[at] ?? foreign, proof[at - 1] ?? foreign, ...proof.slice(at + 1)]),
    [...proof, foreign],
    [...proof, new Uint8Array(0)],
    [foreign, ...proof],
    ...(proof.length > 0 ? [[], [...proof, ...proof], [...proof].reverse().concat(foreign)] : []),
    Array.from({ length: 1_000 }, () => foreign),
  ];
}

describe('a hostile proof of inclusion', () => {
  const claims = [
    inclusion(0, 1),
    inclusion(0, 2),
    inclusion(2, 3),
    inclusion(4, 7),
    inclusion(5, 8),
    inclusion(12, 13),
    inclusion(77, 130),
  ];

  it('is refused with any proof but its own', () => {
    let refused = 0;
    for (const claim of claims) {
      expect(includes(claim, sha256)).toBe(true);
      for (const proof of mutatedProofs(claim.proof)) {
        expect(includes({ ...claim, proof }, sha256)).toBe(false);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThanOrEqual(196);
  });

  it('is refused at any other index, for any other leaf and against any other root', () => {
    for (const claim of claims) {
      for (const index of [...leaves.keys(), -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        if (index !== claim.index) expect(includes({ ...claim, index }, sha256)).toBe(false);
      }
      for (const bit of Array.from({ length: 256 }, (_, at) => at)) {
        expect(includes({ ...claim, leaf: flipped(claim.leaf, bit) }, sha256)).toBe(false);
        expect(includes({ ...claim, root: flipped(claim.root, bit) }, sha256)).toBe(false);
      }
      expect(includes({ ...claim, root: new Uint8Array(0) }, sha256)).toBe(false);
      expect(includes({ ...claim, leaf: new Uint8Array(0) }, sha256)).toBe(false);
    }
  });

  /** A size with a path of the same shape cannot be told apart by arithmetic: size and root are signed together. */
  it('is refused for size 0, a size before its leaf, no whole size, and a size with its own root', () => {
    for (const claim of claims) {
      for (const size of [0, claim.index, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 40]) {
        expect(includes({ ...claim, size }, sha256)).toBe(false);
      }
      for (let size = 1; size <= LARGEST; size += 1) {
        if (size !== claim.size) expect(includes({ ...claim, size, root: rootAt(size) }, sha256)).toBe(false);
      }
    }
    expect(includes({ index: 0, size: 0, leaf: leafAt(0), root: rootAt(0), proof: [] }, sha256)).toBe(false);
  });

  it('does not pass a node off as a leaf', () => {
    const node = stored[1]?.[1] ?? new Uint8Array(0);
    const upper = inclusion(0, 8).proof.slice(1);
    expect(includes({ index: 0, size: 8, leaf: node, root: rootAt(8), proof: upper }, sha256)).toBe(false);
  });
});

describe('a hostile proof of consistency', () => {
  const claims = [
    consistency(1, 2),
    consistency(2, 3),
    consistency(3, 7),
    consistency(4, 7),
    consistency(6, 8),
    consistency(64, 130),
    consistency(77, 130),
  ];

  it('is refused with any proof but its own', () => {
    let refused = 0;
    for (const claim of claims) {
      expect(extendsTree(claim, sha256)).toBe(true);
      for (const proof of mutatedProofs(claim.proof)) {
        expect(extendsTree({ ...claim, proof }, sha256)).toBe(false);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThanOrEqual(196);
  });

  it('is refused for other roots, exchanged sizes and from size 0', () => {
    for (const claim of claims) {
      const { first, second, firstRoot, secondRoot } = claim;
      for (const bit of Array.from({ length: 256 }, (_, at) => at)) {
        expect(extendsTree({ ...claim, firstRoot: flipped(firstRoot, bit) }, sha256)).toBe(false);
        expect(extendsTree({ ...claim, secondRoot: flipped(secondRoot, bit) }, sha256)).toBe(false);
      }
      expect(extendsTree({ ...claim, first: second, second: first }, sha256)).toBe(false);
      expect(extendsTree({ ...claim, firstRoot: secondRoot, secondRoot: firstRoot }, sha256)).toBe(false);
      for (const size of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        expect(extendsTree({ ...claim, first: size }, sha256)).toBe(false);
        expect(extendsTree({ ...claim, second: size }, sha256)).toBe(false);
      }
    }
    const empty = { first: 0, firstRoot: rootAt(0), second: 8, secondRoot: rootAt(8) };
    expect(extendsTree({ ...empty, proof: [] }, sha256)).toBe(false);
    expect(extendsTree({ ...empty, second: 0, secondRoot: rootAt(0), proof: [] }, sha256)).toBe(false);
  });

  it('is refused when the older tree is no beginning of the newer one', () => {
    const forged = [...sampleLeaves(2), Buffer.from('forged'), ...sampleLeaves(12).slice(3)];
    for (let first = 3; first < 12; first += 1) {
      const claim = consistency(first, 12);
      expect(extendsTree({ ...claim, firstRoot: naiveRoot(forged.slice(0, first)) }, sha256)).toBe(false);
      expect(extendsTree({ ...claim, secondRoot: naiveRoot(forged), proof: naiveProof(first, forged) }, sha256)).toBe(
        false,
      );
    }
  });

  it('is refused between two trees of one size that differ, and holds with no hash between equal ones', () => {
    expect(extendsTree({ first: 5, second: 5, firstRoot: rootAt(5), secondRoot: rootAt(6), proof: [] }, sha256)).toBe(
      false,
    );
    expect(
      extendsTree({ first: 5, second: 5, firstRoot: rootAt(5), secondRoot: rootAt(5), proof: [leafAt(1)] }, sha256),
    ).toBe(false);
    expect(extendsTree(consistency(5, 5), sha256)).toBe(true);
  });
});

describe('the tree', () => {
  it('has the roots of the reference leaves of Certificate Transparency', () => {
    const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const reference = new GrowingTree(sha256);
    expect(hex(reference.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const reached = data.map((leaf) => {
      reference.append(leafOf(Buffer.from(leaf, 'hex')));
      return hex(reference.root());
    });
    expect(reached).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  /** RFC 9162, 2.1.5: a tree of seven leaves a to f and j; the paths as its figure names them. */
  it('has the paths of the example of RFC 9162', () => {
    const single = (index: number): LeafRange => ({ from: index, to: index + 1 });
    const [h, l, k] = [
      { from: 2, to: 4 },
      { from: 4, to: 7 },
      { from: 0, to: 4 },
    ];
    expect(inclusionRanges(0, 7)).toEqual([single(1), h, l]);
    expect(inclusionRanges(3, 7)).toEqual([single(2), { from: 0, to: 2 }, l]);
    expect(inclusionRanges(4, 7)).toEqual([single(5), single(6), k]);
    expect(inclusionRanges(6, 7)).toEqual([{ from: 4, to: 6 }, k]);
    expect(consistencyRanges(3, 7)).toEqual([single(2), single(3), { from: 0, to: 2 }, l]);
    expect(consistencyRanges(4, 7)).toEqual([l]);
    expect(consistencyRanges(6, 7)).toEqual([{ from: 4, to: 6 }, single(6), k]);
  });

  it(`has the root that the definition gives, for every size to ${LARGEST}`, () => {
    const growing = new GrowingTree(sha256);
    for (let size = 0; size <= LARGEST; size += 1) {
      expect(hex(growing.root())).toBe(hex(rootAt(size)));
      const resumed = new GrowingTree(
        sha256,
        size,
        subtreesOf({ from: 0, to: size }).map((one) =>
          hashOf({ from: one.position * 2 ** one.level, to: completedBy(one) }),
        ),
      );
      expect(hex(resumed.root())).toBe(hex(growing.root()));
      growing.append(leafAt(size));
    }
  });

  it('proves every leaf of every size by the path of the definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), (size, draw) => {
        const claim = inclusion(draw % size, size);
        expect(claim.proof.map(hex)).toEqual(naivePath(claim.index, leaves.slice(0, size)).map(hex));
        expect(includes(claim, sha256)).toBe(true);
      }),
      { seed: 20201110, numRuns: 300 },
    );
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) expect(includes(inclusion(index, size), sha256)).toBe(true);
    }
  });

  it('proves every size against every later one by the proof of the definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), (second, draw) => {
        const claim = consistency(1 + (draw % second), second);
        expect(claim.proof.map(hex)).toEqual(naiveProof(claim.first, leaves.slice(0, second)).map(hex));
        expect(extendsTree(claim, sha256)).toBe(true);
      }),
      { seed: 20201110, numRuns: 300 },
    );
    for (let second = 1; second <= LARGEST; second += 1) {
      for (let first = 1; first <= second; first += 1)
        expect(extendsTree(consistency(first, second), sha256)).toBe(true);
    }
  });

  it('counts sizes beyond 2^31', () => {
    const size = 2 ** 40 + 1;
    expect(subtreesOf({ from: 0, to: size })).toEqual([
      { level: 40, position: 0 },
      { level: 0, position: 2 ** 40 },
    ]);
    expect(inclusionRanges(2 ** 40, size)).toEqual([{ from: 0, to: 2 ** 40 }]);
    expect(completedBy({ level: 40, position: 0 })).toBe(2 ** 40);
  });
});
