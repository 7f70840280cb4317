// Reads a case of remains with its links to persons whom the reader may know of.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RemainsCase, Site } from '../../domain/remains/remains-case.js';
import { mayKnowOfLink, type RemainsLink } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { getVisibleCase } from '../../persistence/remains/get-remains-link.js';
import { linksAsTold } from '../../persistence/remains/links-as-told.js';

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
      const named = await room.persons.filterVisible(actor, concernedBy(recorded));
      const seen = new Set(named.map((person) => person.id));
      const told = await linksAsTold(room, actor, recorded, seen, knownAt ?? Infinity);
      const links = told.filter((link) =>
        mayKnowOfLink(link, actor.organisationId, {
          remains,
          persons: named.filter(({ id: one }) => link.personIds.includes(one)),
        }),
      );
      const concerned = concernedBy(links);
      const visible = named.map((person) => person.id).filter((one) => concerned.includes(one));
      const known = await room.persons.pseudonymsFor(actor.organisationId, visible);
      await room.audit.note({ action: 'remains_read', subjectKind: 'remains_case', subjectId: remains.id });
      for (const personId of visible) {
        await room.audit.note({ action: 'remains_read', subjectKind: 'remains_case', subjectId: remains.id, personId });
      }
      const shown = links.map((link) => ({ link, pseudonyms: link.personIds.flatMap((one) => known.get(one) ?? []) }));
      const { siteId } = remains;
      const site = siteId === null ? null : await room.sites.find(actor, siteId, knownAt);
      return { remains, site, links: shown.filter(({ pseudonyms }) => pseudonyms.length > 0) };
    });
  }
}

function concernedBy(links: readonly RemainsLink[]): string[] {
  return [...new Set(links.flatMap(({ personIds }) => personIds))];
}
