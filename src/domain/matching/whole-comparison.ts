// Compares one person with others by all that is known of them, those pairs alone of which somebody hears.

import type { ProposalAudience } from '../links/proposal-audience.js';
import type { Organisation } from '../organisations/organisation.js';
import type { ComparedIdentity } from './identity-agreement.js';
import type { ComparedPair } from './kept-proposals.js';
import { kinKnownTo, type KinOfRecord } from './known-kin.js';
import { comparedOf, type MatchedPerson } from './matched-person.js';
import type { ProposalDeciders } from './match-proposal.js';
import type { PairHearing } from './pair-hearing.js';
import { proposeMatches, type MetPerson } from './propose-matches.js';

/** By person id: whoever is compared, and whoever they are compared with. */
export interface WholeFacts {
  readonly facts: ReadonlyMap<string, MatchedPerson>;
  readonly identities: ReadonlyMap<string, ComparedIdentity['identity']>;
  /** In whose record somebody's stands; absent of those whose is their own. */
  readonly roots: ReadonlyMap<string, string>;
  readonly kin: ReadonlyMap<string, KinOfRecord>;
  readonly organisations: readonly Organisation[];
}

interface HeardPair {
  readonly other: MatchedPerson;
  readonly deciders: ProposalDeciders;
  readonly organisationIds: ProposalAudience['organisationIds'];
}

/** Of these others those whose pair with the person somebody hears of. */
export function heardPairs(
  person: MatchedPerson,
  others: readonly string[],
  facts: ReadonlyMap<string, MatchedPerson>,
  hearing: PairHearing,
): HeardPair[] {
  return others.flatMap((id): HeardPair[] => {
    const other = facts.get(id);
    if (other === undefined) return [];
    const { shownTo, organisationIds } = hearing.of(person, other);
    return shownTo === 'nobody' ? [] : [{ other, deciders: shownTo, organisationIds }];
  });
}

/** Null where the person has nothing to be compared by. Those whose record is one with the person's already do not agree: they are no two. */
export function* compareWhole(
  person: MatchedPerson,
  heard: readonly HeardPair[],
  { identities, roots, kin, organisations }: WholeFacts,
): Generator<undefined, readonly ComparedPair[] | null> {
  const identity = identities.get(person.id);
  if (identity === undefined) return null;
  const recordOf = (id: string): string => roots.get(id) ?? id;
  const met = heard.flatMap(({ other, organisationIds }): MetPerson[] => {
    const held = identities.get(other.id);
    if (held === undefined || recordOf(other.id) === recordOf(person.id)) return [];
    const known = kinKnownTo(kin.get(other.id), organisationIds, organisations);
    return [{ personId: other.id, compared: { ...comparedOf(other, held), kin: known } }];
  });
  const own = { ...comparedOf(person, identity), kin: kin.get(person.id) ?? null };
  const found = yield* proposeMatches(own, met);
  return heard.map(({ other, deciders }) => ({ other, deciders, finding: found.get(other.id) ?? null }));
}
