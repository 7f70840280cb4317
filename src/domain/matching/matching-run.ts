// One run of matching: at what pace, what it came to, and why somebody could not be compared whose seal is whole.

import { DomainError } from '../domain-error.js';
import { MatchingPace } from './matching-pace.js';
import type { MarkedSomebody, SetAside } from './set-aside.js';

export class MatchingRun {
  readonly pace = new MatchingPace();
  #matched = 0;
  #proposals = 0;
  #failure: Error | null = null;
  #asideBefore: number;

  constructor(readonly aside: SetAside) {
    this.#asideBefore = aside.people;
  }

  get matched(): number {
    return this.#matched;
  }

  done(compared: readonly MarkedSomebody[], broken: readonly MarkedSomebody[], proposals: number): void {
    this.#matched += compared.length;
    this.#proposals += proposals;
    this.aside.remove(compared);
    this.aside.put(broken);
  }

  failed(people: readonly MarkedSomebody[], error: Error): void {
    this.aside.put(people);
    this.#failure ??= error;
  }

  /** Throws where more people were set aside since it was asked last than single ones are. */
  requireFewAside(): void {
    const { people, isOverfull } = this.aside;
    const isMore = people > this.#asideBefore;
    this.#asideBefore = people;
    if (!isOverfull || !isMore) return;
    throw this.#failure ?? new DomainError('seal_broken', 'Too many people cannot be compared: check keys and vault.');
  }

  /** Throws the first error that was of no seal, now that everybody else was compared. */
  end(): { readonly matched: number; readonly proposals: number; readonly notCompared: number } {
    if (this.#failure !== null) throw this.#failure;
    return { matched: this.#matched, proposals: this.#proposals, notCompared: this.aside.people };
  }
}
