// The proposals of some people as they are kept, and what a comparison changes of them.

import { isDecided, pairOf, proposalAfter, type MatchProposal, type ProposalDeciders } from './match-proposal.js';
import type { MatchFinding } from './propose-matches.js';

export interface KeptProposal extends MatchProposal {
  readonly id: string;
  readonly personIds: readonly [string, string];
  /** Who registered them, in the same order. */
  readonly owners: readonly [string, string];
  readonly deciders: ProposalDeciders;
}

/** One side of a pair, as a proposal holds it. */
export interface PairSide {
  readonly id: string;
  readonly ownerOrganisationId: string;
}

export interface ComparedPair {
  readonly other: PairSide;
  readonly deciders: ProposalDeciders;
  /** Null where the two do not agree. */
  readonly finding: MatchFinding | null;
}

function keyOf([low, high]: readonly [string, string]): string {
  return `${low} ${high}`;
}

/** What one person's comparison changes is there for the next one's: a pair of two who are matched together is found once. */
export class KeptProposals {
  readonly #byPair = new Map<string, KeptProposal>();
  readonly #ofPerson = new Map<string, Set<string>>();
  readonly #changed = new Map<string, KeptProposal>();

  constructor(kept: readonly KeptProposal[]) {
    for (const one of kept) this.hold(one);
  }

  /** New ones and changed ones, each as it is to be kept. */
  get changed(): readonly KeptProposal[] {
    return [...this.#changed.values()];
  }

  /** Ids of the other persons of this one's proposals. */
  othersOf(personId: string, which: 'decided' | 'undecided'): string[] {
    return this.of(personId)
      .filter(({ state }) => isDecided(state) === (which === 'decided'))
      .map(({ personIds: [low, high] }) => (low === personId ? high : low));
  }

  /** Where there is nothing to compare this person by any more. Returns how many that changes. */
  supersede(personId: string): number {
    const standing = this.of(personId).filter(({ state }) => !isDecided(state) && state !== 'superseded');
    for (const one of standing) this.change({ ...one, state: 'superseded' });
    return standing.length;
  }

  /** Returns how many proposals these findings change; none that somebody decided on. */
  find(
    person: PairSide,
    pairs: readonly ComparedPair[],
    { normalForm, drawId }: { readonly normalForm: number; readonly drawId: () => string },
  ): number {
    // In an order of its own, so that ids are drawn alike however people were met.
    const ordered = pairs.toSorted((a, b) => (a.other.id < b.other.id ? -1 : 1));
    let changes = 0;
    for (const { other, deciders, finding } of ordered) {
      const personIds = pairOf(person.id, other.id);
      const kept = this.#byPair.get(keyOf(personIds)) ?? null;
      const after = proposalAfter(kept, finding, normalForm);
      if (after === null) continue;
      const sides = personIds[0] === person.id ? [person, other] : [other, person];
      const [low, high] = sides.map((side) => side.ownerOrganisationId) as [string, string];
      const now = { id: kept?.id ?? drawId(), personIds, owners: [low, high] as const, deciders, ...after };
      if (kept !== null && (isDecided(kept.state) || saysTheSame(kept, now))) continue;
      this.change(now);
      changes += 1;
    }
    return changes;
  }

  private of(personId: string): KeptProposal[] {
    return [...(this.#ofPerson.get(personId) ?? [])].flatMap((key) => this.#byPair.get(key) ?? []);
  }

  private change(proposal: KeptProposal): void {
    this.#changed.set(proposal.id, proposal);
    this.hold(proposal);
  }

  private hold(proposal: KeptProposal): void {
    const key = keyOf(proposal.personIds);
    this.#byPair.set(key, proposal);
    for (const personId of proposal.personIds) {
      const keys = this.#ofPerson.get(personId) ?? new Set();
      this.#ofPerson.set(personId, keys.add(key));
    }
  }
}

function saysTheSame(a: KeptProposal, b: KeptProposal): boolean {
  const said = ({ state, deciders, finding, normalForm }: KeptProposal): string =>
    JSON.stringify([
      state,
      deciders,
      finding.band,
      finding.why.map((one) => [one.part, one.finding, one.reason, one.byYear]),
      normalForm,
    ]);
  return said(a) === said(b);
}
