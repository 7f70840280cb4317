// Reads on what ground something may be told of a person to whoever asked: who must agree, whether news waits, and what would be told.

import {
  consentStands,
  mayAskOwner,
  waitsForNews,
  type ConsentGround,
  type ReplyParties,
} from '../../domain/matching/reply-consent.js';
import { newsWaitsFirst, notConsented, type ReplyBasis } from '../../domain/matching/inquiry-reply.js';
import { asSeenBy } from '../../domain/records/embargo.js';
import { contentsAt, foldContents, membershipsOf, type RecordContents } from '../../domain/records/record-contents.js';
import type { PartyKey, Statement } from '../../domain/records/statement.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';

export interface ReplyGround {
  readonly parties: ReplyParties;
  /** Of the person and of those merged into their record. */
  readonly grounds: readonly ConsentGround[];
  /** Parties in whose power the record places or placed the person. */
  readonly holders: readonly PartyKey[];
  /** As both the agency and whoever asked may be told it. */
  readonly status: WhereaboutsStatus;
  /** False of one that was merged into another since. */
  readonly isRoot: boolean;
}

interface Asked {
  readonly personId: string;
  readonly askerOrganisationId: string;
  /** The central agency that replies. */
  readonly agencyId: string;
  readonly now: number;
}

export async function groundOfReply(room: Room, asked: Asked): Promise<ReplyGround> {
  const { personId, askerOrganisationId, agencyId, now } = asked;
  const asker = await room.organisations.findOrganisation(askerOrganisationId);
  const parties = { asker: { organisationId: askerOrganisationId, party: asker?.party?.partyKey ?? null }, agencyId };
  return room.reaching('registry', async () => {
    const members = await membersOf(room, personId);
    const contents = (await contentsOfRecords(room, [personId])).get(personId) ?? { statements: [], absorbed: [] };
    const told = (statement: Statement): boolean => isToldTo(statement, [askerOrganisationId, agencyId]);
    const record = foldContents(contentsAt(personId, onlyOf(contents, told)), {
      today: now,
      view: { organisationId: agencyId },
    });
    const holders = [record.custody?.holders ?? [], record.custodyEpisodes.flatMap(({ holder }) => holder ?? [])];
    return {
      parties,
      grounds: await room.inquiryReplies.groundsOf(members),
      holders: holders.flat(),
      status: record.status,
      isRoot: members.length > 0,
    };
  });
}

/** None where the record was merged into another. */
async function membersOf(room: Room, personId: string): Promise<string[]> {
  const links = await room.personLinks.around([personId]);
  if (links.length === 0) return [personId];
  const persons = [...new Set([personId, ...links.flatMap((link) => [link.fromPersonId, link.intoPersonId])])];
  return membershipsOf(persons, links)
    .filter(({ recordId, to }) => recordId === personId && to === Infinity)
    .map((membership) => membership.personId);
}

/** What anybody gives in confidence is told to nobody by a reply either, the agency's own included. */
function isToldTo(statement: Statement, organisationIds: readonly string[]): boolean {
  return !statement.confidential && organisationIds.every((id) => asSeenBy(statement, id) !== null);
}

function onlyOf(contents: RecordContents, wanted: (statement: Statement) => boolean): RecordContents {
  return { ...contents, statements: contents.statements.filter(({ statement }) => wanted(statement)) };
}

/**
 * Whether a reply may be prepared. What the person wants is not asked where the owner is: a refusal would tell the agency of somebody who was
 * found and wants nobody to know. Throws `reply_not_consented` and `news_waits`.
 */
export function requirePreparable(ground: ReplyGround, basis: ReplyBasis): void {
  const { grounds, parties, holders } = ground;
  const isOpen = basis === 'owner_consent' ? mayAskOwner(grounds, parties, holders) : stands(ground, basis);
  if (!isOpen) throw notConsented();
  requireNoNews(ground);
}

export function stands({ grounds, parties, holders, isRoot }: ReplyGround, basis: ReplyBasis): boolean {
  return isRoot && consentStands(basis, grounds, parties, holders);
}

/** Throws `news_waits`. */
export function requireNoNews({ grounds, parties }: ReplyGround): void {
  if (waitsForNews(grounds, parties)) throw newsWaitsFirst();
}
