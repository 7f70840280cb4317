// The Merkle tree as RFC 9162, section 2.1, writes it down: recursive, over whole lists, for comparison with the one that is used.

import { sha256 } from './sample-chain.js';

const concatenated = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

function split(n: number): number {
  let k = 1;
  while (k < n && k * 2 < n) k *= 2;
  return k;
}

export function naiveRoot(data: readonly Uint8Array[]): Uint8Array {
  const n = data.length;
  if (n === 0) return sha256(Buffer.alloc(0));
  if (n === 1) return sha256(concatenated(Buffer.from([0]), data[0] ?? Buffer.alloc(0)));
  const k = split(n);
  return sha256(concatenated(Buffer.from([1]), naiveRoot(data.slice(0, k)), naiveRoot(data.slice(k))));
}

/** PATH(m, D[n]). */
export function naivePath(m: number, data: readonly Uint8Array[]): Uint8Array[] {
  const n = data.length;
  if (n <= 1) return [];
  const k = split(n);
  if (m < k) return [...naivePath(m, data.slice(0, k)), naiveRoot(data.slice(k))];
  return [...naivePath(m - k, data.slice(k)), naiveRoot(data.slice(0, k))];
}

/** PROOF(m, D[n]). */
export function naiveProof(m: number, data: readonly Uint8Array[]): Uint8Array[] {
  return naiveSubproof(m, data, true);
}

function naiveSubproof(m: number, data: readonly Uint8Array[], complete: boolean): Uint8Array[] {
  const n = data.length;
  if (m === n) return complete ? [] : [naiveRoot(data)];
  const k = split(n);
  if (m <= k) return [...naiveSubproof(m, data.slice(0, k), complete), naiveRoot(data.slice(k))];
  return [...naiveSubproof(m - k, data.slice(k), false), naiveRoot(data.slice(0, k))];
}

/** `count` different leaves. */
export function sampleLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => Buffer.from(`leaf ${at}`));
}
