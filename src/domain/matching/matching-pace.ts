// How many people are matched in one transaction: as many as share its statements with profit, and fewer where each meets many.

/** A statement for all of them costs little more than one for one person; with more of them a kill loses more, and they gain little. */
const MOST_PEOPLE = 25;

/** Pairs that are looked at in one transaction, some quarter of a second. */
const ENOUGH_PAIRS = 3_000;

export class MatchingPace {
  #people = MOST_PEOPLE;
  #alone = 0;

  /** People of the next transaction. */
  get people(): number {
    return this.#alone > 0 ? 1 : this.#people;
  }

  done({ people, pairs }: { readonly people: number; readonly pairs: number }): void {
    this.#alone = Math.max(0, this.#alone - people);
    const each = Math.max(1, pairs / Math.max(1, people));
    this.#people = Math.max(1, Math.min(MOST_PEOPLE, Math.floor(ENOUGH_PAIRS / each)));
  }

  /** Somebody of these cannot be matched: each of them by themselves, so that the others are. */
  oneByOne(people: number): void {
    this.#alone = people;
  }
}
