// Groups of records that pairs join, one after the other: whoever is joined to one of a group is of the group.

/** The groups are the same in whatever order the pairs come. */
export class RecordGroups {
  /** Of each record an earlier one of its group, or itself. */
  private readonly earlier: Int32Array;

  constructor(records: number) {
    this.earlier = Int32Array.from({ length: records }, (_, record) => record);
  }

  join(one: number, other: number): void {
    const [first, second] = [this.firstOf(one), this.firstOf(other)];
    if (first !== second) this.earlier[Math.max(first, second)] = Math.min(first, second);
  }

  /** The first record of the group that this one is of. */
  firstOf(record: number): number {
    let at = record;
    for (let before = this.before(at); before !== at; before = this.before(at)) {
      // Halves the way for whoever asks next.
      this.earlier[at] = this.before(before);
      at = this.before(at);
    }
    return at;
  }

  private before(record: number): number {
    return this.earlier[record] ?? record;
  }
}
