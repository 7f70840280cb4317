// Shows proposals to somebody who decides on them: both persons by the reader's own pseudonyms, and what was said so far.

import type { Actor } from '../../domain/access/actor.js';
import { seesExact } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { rungOf } from '../../domain/anonymity/rungs.js';
import { isOpenLink, type PersonLink } from '../../domain/links/person-link.js';
import { saysNothing } from '../../domain/matching/match-verdict.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import { LOSS_TOLD_WHOLE, toldLossOf, toldWhy, type ToldLoss } from '../../domain/matching/told-why.js';
import { toldOfPersons } from '../anonymity/told-of-persons.js';
import { visibleAmong } from '../links/get-visible-link.js';
import type { Room } from '../room.js';
import { judgedOf } from './judged-proposal.js';
import type { HeardProposal } from './match-proposal.repository.js';

export async function shownMatches(
  room: Room,
  actor: Actor,
  proposals: readonly HeardProposal[],
): Promise<ShownMatch[]> {
  if (proposals.length === 0) return [];
  const ids = [...new Set(proposals.flatMap(({ personIds }) => personIds))];
  const persons = new Map((await room.persons.filterVisible(actor, ids)).map((person) => [person.id, person]));
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [...persons.keys()]);
  const organisations = new Map((await room.organisations.organisations()).map(({ id, name }) => [id, name]));
  const usernames = await namesOfColleagues(room, actor, proposals);
  const links = (await room.personLinks.among(ids)).filter(isOpenLink);
  const losses = await lossesTold(room, actor, [...persons.values()]);
  return proposals.map((proposal) => {
    const both = proposal.personIds.flatMap((id) => persons.get(id) ?? []);
    const own = (person: Person): boolean => person.ownerOrganisationId === actor.organisationId;
    const { id, state, deciders, finding, foundAt, changedAt } = proposal;
    const told = proposal.personIds.map((personId) => losses.get(personId) ?? UNTOLD);
    return {
      ...{ id, state, deciders, foundAt, changedAt, band: finding.band, why: toldWhy(finding.why, told) },
      persons: [...both.filter(own), ...both.filter((person) => !own(person))].map((person) => ({
        pseudonym: pseudonyms.get(person.id) ?? '',
        own: own(person),
      })),
      verdicts: proposal.verdicts.map(({ organisationId, userId, verdict, reason, at }) => ({
        organisation: organisations.get(organisationId) ?? '',
        username: usernames.get(userId) ?? null,
        ...{ verdict, reason, at },
      })),
      awaitsReader: !saysNothing(actor, judgedOf(proposal)),
      linkId: links.find((link) => joins(link, both) && visibleAmong(actor, link, both) !== null)?.id ?? null,
    };
  });
}

const UNTOLD: ToldLoss = { date: null, area: null };

/** A record of several persons is told exactly to none but whoever registered them all; which of them are own is not asked here. */
async function lossesTold(
  room: Room,
  actor: Actor,
  persons: readonly Person[],
): Promise<ReadonlyMap<string, ToldLoss>> {
  const linked = new Set(await room.personLinks.linkedAmong(persons.map(({ id }) => id)));
  const isWhole = (person: Person): boolean => seesExact(actor, person) && !linked.has(person.id);
  const others = persons.filter((person) => !isWhole(person));
  const told = await toldOfPersons(room, actor, others);
  return new Map(
    persons.map((person) => {
      const rung = told.get(person.id) ?? null;
      return [person.id, isWhole(person) ? LOSS_TOLD_WHOLE : toldLossOf(rung === null ? null : rungOf(rung))];
    }),
  );
}

async function namesOfColleagues(
  room: Room,
  actor: Actor,
  proposals: readonly HeardProposal[],
): Promise<ReadonlyMap<string, string>> {
  const spoke = proposals.some(({ verdicts }) => verdicts.some((one) => one.organisationId === actor.organisationId));
  if (!spoke) return new Map();
  const colleagues = await room.users.list(actor.organisationId);
  return new Map(colleagues.map(({ id, username }) => [id, username]));
}

function joins({ fromPersonId, intoPersonId }: PersonLink, both: readonly Person[]): boolean {
  return both.every(({ id }) => id === fromPersonId || id === intoPersonId);
}
