// People whom a process could not compare, as those whose seal is broken: each mark of theirs is tried once, so that they keep nobody else waiting.

export interface MarkedSomebody {
  readonly personId: string;
  readonly marks: readonly string[];
}

/** More of them are no matter of single people: the vault or its keys are not what they were. */
const MOST_PEOPLE = 1_000;

export class SetAside {
  readonly #marks = new Map<string, readonly string[]>();

  /** Whoever was compared by another process since is counted until `clear`. */
  get people(): number {
    return this.#marks.size;
  }

  get isOverfull(): boolean {
    return this.people > MOST_PEOPLE;
  }

  /** By these nobody is to be taken; a later mark of the same person is none of them. */
  get marks(): readonly string[] {
    return [...this.#marks.values()].flat();
  }

  put(people: readonly MarkedSomebody[]): void {
    for (const { personId, marks } of people) this.#marks.set(personId, marks);
  }

  /** They were compared by a later mark. */
  remove(people: readonly MarkedSomebody[]): void {
    for (const { personId } of people) this.#marks.delete(personId);
  }

  /** All of them are to be tried once more. */
  clear(): void {
    this.#marks.clear();
  }
}
