// Which of the people whom the search codes met are opened and compared with one person: of each kind of hearers those first who share most codes.

import type { ProposalDeciders } from './match-proposal.js';
import type { MatchedPerson } from './matched-person.js';
import type { PairHearing } from './pair-hearing.js';

/**
 * Those that both owners may know of are counted apart from those that only the central agency may: a record out of an owner's sight pushes none out of
 * its queue. Pairs that nobody hears of are not picked.
 */
export class CandidatePicks {
  readonly #picked: Readonly<Record<ProposalDeciders, MatchedPerson[]>> = { owners: [], central_agency: [] };

  constructor(
    private readonly person: MatchedPerson,
    /** Ids of those on whom it was decided, who are not compared again. */
    private readonly decided: ReadonlySet<string>,
    private readonly mostOfEach: number,
  ) {}

  get isFull(): boolean {
    const { owners, central_agency: agency } = this.#picked;
    return owners.length >= this.mostOfEach && agency.length >= this.mostOfEach;
  }

  /** In the order in which they were met. */
  offer(other: MatchedPerson, hearing: PairHearing): void {
    if (other.id === this.person.id || this.decided.has(other.id)) return;
    const { shownTo } = hearing.of(this.person, other);
    if (shownTo === 'nobody') return;
    const picked = this.#picked[shownTo];
    if (picked.length < this.mostOfEach) picked.push(other);
  }

  get picked(): readonly MatchedPerson[] {
    return [...this.#picked.owners, ...this.#picked.central_agency];
  }
}
