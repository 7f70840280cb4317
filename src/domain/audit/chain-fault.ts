// What can be wrong with the log's chain, at the first place where it does not hold.

/**
 * - `altered`: the entry is not what was sealed under this number; the same shows here when the entry before it was
 *   altered and that one's hash made anew
 * - `hash_altered`: the entry is what was sealed; the hash beside it was changed
 * - `missing`: the entry or its number is gone
 * - `reordered`: the entry of this number stands under another one
 * - `inserted`: what stands under this number, or under the one before it, was not part of the chain
 * - `rewritten`: the chain holds in itself, but differs from the head noted earlier
 * - `erased_unnoted`: details of more entries are gone than entries say were erased
 * - `rolled_back`: the chain ends before the head noted earlier
 */
export type ChainFaultKind =
  'altered' | 'hash_altered' | 'missing' | 'reordered' | 'inserted' | 'rewritten' | 'erased_unnoted' | 'rolled_back';

export interface ChainFault {
  readonly sequence: number;
  readonly kind: ChainFaultKind;
  /** The entry that stands under this number now, or null when none does. */
  readonly entryId: string | null;
}
