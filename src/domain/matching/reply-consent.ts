// Whether a reply to an inquiry may be given: by the found person's will, and only where there is none by whoever registered them.

import type { SharingLevel } from '../access/person-visibility.js';
import type { WillRecipients } from '../news/person-will.js';
import type { PartyKey } from '../records/statement.js';
import type { ReplyBasis } from './inquiry-reply.js';

/** Who asked, and the central agency that would tell them. */
export interface ReplyParties {
  readonly asker: { readonly organisationId: string; readonly party: PartyKey | null };
  readonly agencyId: string;
}

/** What decides of one person of the record; of a merged record there are several. */
export interface ConsentGround {
  readonly ownerOrganisationId: string;
  readonly ownerIsBound: boolean;
  readonly sharingLevel: SharingLevel;
  readonly namedOrganisations: readonly string[];
  /** The newest; null where none is recorded. */
  readonly will: { readonly sharedWith: WillRecipients; readonly namedOrganisations: readonly string[] } | null;
  /** Whether news of the person waits for its verification, or for the visit to the family. */
  readonly newsWaits: boolean;
}

type LevelGround = Pick<ConsentGround, 'sharingLevel' | 'namedOrganisations'>;

/**
 * Whether the level leaves room for the owner to agree. Among partners an organisation that depends on a party is left out since it must not
 * learn by itself whom a party holds: consent and two persons are for that. Whoever named organisations, or the central agency alone, has said no to all others.
 */
function levelAllows({ sharingLevel, namedOrganisations }: LevelGround, askerId: string): boolean {
  if (sharingLevel === 'partners_pseudonymous') return true;
  return sharingLevel === 'named_organisations' && namedOrganisations.includes(askerId);
}

/** `partners` is as widely as the record is shared otherwise, and an organisation that depends on a party shares what names it alone. */
function willAllows(will: NonNullable<ConsentGround['will']>, organisationId: string, sharesRecord: boolean): boolean {
  if (will.sharedWith === 'partners') return sharesRecord;
  return will.sharedWith === 'named_organisations' && will.namedOrganisations.includes(organisationId);
}

function namesAsker({ sharingLevel, namedOrganisations }: LevelGround, askerId: string): boolean {
  return sharingLevel === 'named_organisations' && namedOrganisations.includes(askerId);
}

/** Whoever tells it must be one of those who may know, as well as whoever is told. */
function willConsents(ground: ConsentGround, { asker, agencyId }: ReplyParties): boolean {
  const { will } = ground;
  if (will === null) return false;
  return (
    willAllows(will, asker.organisationId, namesAsker(ground, asker.organisationId)) && willAllows(will, agencyId, true)
  );
}

/**
 * Whether the owner may be asked at all: everything that this depends on the central agency may know. An owner that depends on a party is not
 * asked, since the question tells who matters; and to a party in whose power the record places the person nothing is told by anybody but them.
 */
export function mayAskOwner(
  grounds: readonly ConsentGround[],
  { asker }: ReplyParties,
  holders: readonly PartyKey[],
): boolean {
  const owners = new Set(grounds.map(({ ownerOrganisationId }) => ownerOrganisationId));
  const isHolder = asker.party !== null && holders.includes(asker.party);
  return (
    owners.size === 1 &&
    !isHolder &&
    grounds.every((ground) => !ground.ownerIsBound && levelAllows(ground, asker.organisationId))
  );
}

/** Whether what a reply rests on holds today. A will that is recorded replaces every level and the owner's consent. */
export function consentStands(
  basis: ReplyBasis,
  grounds: readonly ConsentGround[],
  parties: ReplyParties,
  holders: readonly PartyKey[],
): boolean {
  if (grounds.length === 0) return false;
  if (basis === 'person_will') return grounds.every((ground) => willConsents(ground, parties));
  const unwilled = grounds.every((ground) => ground.will === null || willConsents(ground, parties));
  return unwilled && mayAskOwner(grounds, parties, holders);
}

/** Of somebody whose will leaves the central agency out, nothing that waits is told to it either. */
export function waitsForNews(grounds: readonly ConsentGround[], { agencyId }: ReplyParties): boolean {
  return grounds.some(({ newsWaits, will }) => newsWaits && (will === null || willAllows(will, agencyId, true)));
}
