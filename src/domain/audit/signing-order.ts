// Holds checkpoints to the order in which their keys followed each other: a key is often changed because it was stolen, and must not sign behind its successor.

import { verifierText, type Verifier } from './signed-note.js';

/** A checkpoint's size, and the place of the key that signed it among those of the log. */
export interface SignedSize {
  readonly size: number;
  readonly signer: number;
}

/** The place of the key that whoever checks the log trusts by itself; the first one where they trust none. */
export function placeOfTrusted(keys: readonly Verifier[], trusted: string | null): number {
  return Math.max(
    0,
    keys.findIndex((key) => verifierText(key) === trusted),
  );
}

/**
 * Of checkpoints that come in ascending order of their sizes. A key becomes known with the first one that it signs, and no key before it signs a
 * larger one: what a key signed behind one of its successors does not count, nor what a key before the trusted one signed behind all that this
 * one and its successors did.
 */
export class SigningOrder {
  #latest = -1;

  constructor(private readonly trusted: number) {}

  /** Whether it comes in its order behind those before. */
  follows(signer: number): boolean {
    const inOrder = signer >= this.#latest;
    this.#latest = Math.max(this.#latest, signer);
    return inOrder;
  }

  /** Whether the largest of all may be signed by this key. */
  mayEnd(signer: number): boolean {
    return signer >= this.trusted;
  }
}

/** The same of all at once. */
export function countingSizes<Signed extends SignedSize>(signed: readonly Signed[], trusted: number): Set<Signed> {
  const order = new SigningOrder(trusted);
  const ascending = [...signed].sort((left, right) => left.size - right.size || left.signer - right.signer);
  const inOrder = ascending.filter(({ signer }) => order.follows(signer));
  const end = inOrder.findLastIndex(({ signer }) => order.mayEnd(signer));
  return new Set(inOrder.slice(0, end + 1));
}
