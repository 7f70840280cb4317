// Reads one link together with the two records that it would join or joins, side by side.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ShownLink } from '../../domain/links/shown-link.js';
import { Database } from '../../persistence/database.js';
import { getVisibleLink } from '../../persistence/links/get-visible-link.js';
import { shownLinks } from '../../persistence/links/shown-links.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import { shownRecord, type ShownRecord } from '../../persistence/records/shown-record.js';

export interface ReadLinkCommand {
  /** Of either of the two. */
  readonly pseudonym: string;
  readonly linkId: string;
}

export interface ReadLinkAnswer {
  readonly link: ShownLink;
  readonly from: ShownRecord;
  readonly into: ShownRecord;
  readonly parties: PartyLabels;
  readonly knownAt: number;
}

@Injectable()
export class ReadLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadLinkCommand): Promise<ReadLinkAnswer> {
    requireAllowed(actor, 'read_record');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const visible = await getVisibleLink(room, actor, command);
      const [link] = await shownLinks(room, actor, [visible.link]);
      if (link === undefined) throw notFound();
      const from = await shownRecord(room, actor, { ...visible.from, pseudonym: link.from }, {}, now);
      const into = await shownRecord(room, actor, { ...visible.into, pseudonym: link.into }, {}, now);
      await room.audit.note(
        ...[visible.from, visible.into].map((person) => ({
          action: 'links_read' as const,
          subjectKind: 'link',
          subjectId: link.id,
          personId: person.id,
          details: { state: link.state },
        })),
      );
      return { link, from, into, parties: await partyLabels(room), knownAt: now };
    });
  }
}
