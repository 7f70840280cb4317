// Reads a case of remains with its links to persons whom the reader may know of.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { RemainsCase, Site } from '../../domain/remains/remains-case.js';
import { mayKnowOfLink, type RemainsLink } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { getVisibleCase } from '../../persistence/remains/get-remains-link.js';
import { linksAsTold } from '../../persistence/remains/links-as-told.js';
import type { Room } from '../../persistence/room.js';

export interface ReadRemainsCommand {
  readonly id: string;
  readonly knownAt?: number | undefined;
}

export interface ReadLink {
  readonly link: RemainsLink;
  /** Those whom the reader may know of, by the reader's own pseudonyms; a link without any is not shown. */
  readonly pseudonyms: readonly string[];
}

export interface RemainsAnswer {
  readonly remains: RemainsCase;
  /** From which they come; null where that is unknown or not the reader's to see. */
  readonly site: Site | null;
  readonly links: readonly ReadLink[];
}

@Injectable()
export class ReadRemains {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ReadRemainsCommand): Promise<RemainsAnswer> {
    requireAllowed(actor, 'read_remains');
    const { id, knownAt = null } = command;
    return this.database.transaction(actor, async (room) => {
      const remains = await getVisibleCase(room, actor, id, knownAt);
      const recorded = await room.remains.linksOf([remains.id], knownAt);
      const persons = await room.persons.filterVisible(actor, concernedBy(recorded));
      const seen = new Set(persons.map((person) => person.id));
      const told = await linksAsTold(room, actor, recorded, seen, knownAt ?? Infinity);
      const links = told.filter((link) =>
        mayKnowOfLink(link, actor.organisationId, {
          remains,
          persons: persons.filter(({ id: one }) => link.personIds.includes(one)),
        }),
      );
      const named = new Map(
        links.map((link) => [link.id, persons.filter((person) => mayBeNamed(room, actor, { remains, link, person }))]),
      );
      const visible = [...new Set([...named.values()].flatMap((some) => some.map((person) => person.id)))].sort();
      const known = await room.persons.pseudonymsFor(actor.organisationId, visible);
      await room.audit.note({ action: 'remains_read', subjectKind: 'remains_case', subjectId: remains.id });
      for (const personId of visible) {
        await room.audit.note({ action: 'remains_read', subjectKind: 'remains_case', subjectId: remains.id, personId });
      }
      const shown = links.map((link) => {
        const shownIds = new Set((named.get(link.id) ?? []).map((person) => person.id));
        return { link, pseudonyms: link.personIds.flatMap((one) => (shownIds.has(one) ? (known.get(one) ?? []) : [])) };
      });
      const { siteId } = remains;
      const site = siteId === null ? null : await room.sites.find(actor, siteId, knownAt);
      return { remains, site, links: shown.filter(({ pseudonyms }) => pseudonyms.length > 0) };
    });
  }
}

/**
 * Of remains the place, the age and the day of death are told, so that a link tells those of a person: whoever keeps the case, made the link or
 * signed it knows them, and whoever registered the person does. Others read of it in the person's record, as far as that is told.
 */
function mayBeNamed(
  room: Room,
  actor: Actor,
  { remains, link, person }: { readonly remains: RemainsCase; readonly link: RemainsLink; readonly person: Person },
): boolean {
  if (!link.personIds.includes(person.id)) return false;
  const knowing = [remains.organisationId, link.proposed.organisationId, link.confirmed?.organisationId];
  return room.leastAlike === 1 || isOwner(actor, person) || knowing.includes(actor.organisationId);
}

function concernedBy(links: readonly RemainsLink[]): string[] {
  return [...new Set(links.flatMap(({ personIds }) => personIds))];
}
