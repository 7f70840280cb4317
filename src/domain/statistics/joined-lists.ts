// Lists whose records are joined into people at one threshold of the score, and the capture table that this gives.

import { RecordGroups } from '../matching/record-groups.js';

/** Two records by their positions among the records of all lists. */
export interface ScoredPair {
  readonly one: number;
  readonly other: number;
  /** 0 to 1. */
  readonly score: number;
}

export interface ListCaptures {
  /** Of the patterns 1, 2, … (2^lists − 1), the first list being the lowest bit. */
  readonly counts: readonly number[];
  /** People on at least one list: groups of records, a record that is joined to none being a group. */
  readonly documented: number;
  /** People with more than one record on one list: it holds them twice, or two people were taken for one. */
  readonly duplicatesWithinLists: number;
  /** Records of the person with the most; more than there are lists are at least one too many. */
  readonly largestGroup: number;
}

/**
 * Records are one person where pairs at or above the threshold lead from one to the other. That chains: two of them may contradict each other, where a third agrees
 * with both. It needs no order of pairs, and a higher threshold never joins what a lower one leaves apart.
 */
export class JoinedLists {
  private readonly groups: RecordGroups;

  /** @param listOf of each record the position of its list, from 0 */
  constructor(
    readonly threshold: number,
    private readonly listOf: ArrayLike<number>,
  ) {
    this.groups = new RecordGroups(listOf.length);
  }

  take({ one, other, score }: ScoredPair): void {
    if (score >= this.threshold) this.groups.join(one, other);
  }

  /** @param lists how many there are, those without a record included */
  captures(lists: number): ListCaptures {
    const size = new Int32Array(this.listOf.length);
    const pattern = new Int32Array(this.listOf.length);
    const twice = new Uint8Array(this.listOf.length);
    for (let record = 0; record < this.listOf.length; record += 1) {
      const group = this.groups.firstOf(record);
      const list = 1 << (this.listOf[record] ?? 0);
      const before = pattern[group] ?? 0;
      if ((before & list) !== 0) twice[group] = 1;
      pattern[group] = before | list;
      size[group] = (size[group] ?? 0) + 1;
    }
    const counts = new Array<number>((1 << lists) - 1).fill(0);
    for (const mask of pattern) if (mask > 0) counts[mask - 1] = (counts[mask - 1] ?? 0) + 1;
    return {
      counts,
      documented: counts.reduce((sum, count) => sum + count, 0),
      duplicatesWithinLists: twice.reduce((sum, one) => sum + one, 0),
      largestGroup: size.reduce((most, one) => Math.max(most, one), 0),
    };
  }
}
