// Whose consent a merge of two persons needs, and who may give it, refuse it or take it back.

import type { Actor } from '../access/actor.js';
import type { Person } from '../access/person-visibility.js';
import { DomainError } from '../domain-error.js';
import { linkState, type LinkVerdict, type PersonLink } from './person-link.js';

type Owned = Pick<Person, 'ownerOrganisationId'>;

/**
 * The organisations that are still to confirm. Who proposes consents for their own organisation, so that the other owner is asked; where
 * there is no other, a second person of the same one.
 */
export function consentsAwaited(
  { proposedBy, reviews }: Pick<PersonLink, 'proposedBy' | 'reviews'>,
  persons: readonly Owned[],
): string[] {
  const owners = [...new Set(persons.map((person) => person.ownerOrganisationId))];
  const others = owners.filter((id) => id !== proposedBy.organisationId);
  const asked = others.length > 0 ? others : owners;
  return asked.filter((id) => !reviews.some(({ by }) => by.organisationId === id));
}

/** Throws `link_state_conflict`, `forbidden` or `second_person_needed`; else says whether this review is the last one needed. */
export function judgeReview(
  actor: Actor,
  link: PersonLink,
  persons: readonly Owned[],
  verdict: LinkVerdict,
): { readonly completes: boolean } {
  const state = linkState(link);
  if (state !== 'proposed') {
    throw new DomainError(
      'link_state_conflict',
      `This link is ${state}; only a proposed one is reviewed. Propose it again if there is something new.`,
    );
  }
  const awaited = consentsAwaited(link, persons);
  if (!awaited.includes(actor.organisationId)) {
    throw new DomainError(
      'forbidden',
      'This review is for the organisation that registered the other person; yours is not asked, or has answered.',
    );
  }
  if (link.proposedBy.userId === actor.userId) {
    throw new DomainError('second_person_needed', 'You proposed this link; another verifier must review it.');
  }
  return { completes: verdict === 'confirmed' && awaited.length === 1 };
}

/** An owner may always take its person back; a proposal also whoever made it. Throws `link_state_conflict` or `forbidden`. */
export function requireWithdrawable(actor: Actor, link: PersonLink, persons: readonly Owned[]): void {
  const state = linkState(link);
  if (state !== 'proposed' && state !== 'confirmed') {
    throw new DomainError('link_state_conflict', `This link is ${state}; there is nothing to take back.`);
  }
  const owns = persons.some((person) => person.ownerOrganisationId === actor.organisationId);
  const proposed = state === 'proposed' && link.proposedBy.organisationId === actor.organisationId;
  if (!owns && !proposed) {
    throw new DomainError('forbidden', 'Only an organisation that registered one of the two takes a merge back.');
  }
}

/** Reasons and names of workers are for the organisations that take part; others see what they see in the records. */
export function takesPart(actor: Actor, link: PersonLink, persons: readonly Owned[]): boolean {
  return (
    link.proposedBy.organisationId === actor.organisationId ||
    persons.some((person) => person.ownerOrganisationId === actor.organisationId)
  );
}
