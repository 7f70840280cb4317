// Reads one link together with the two records that it would join or joins, side by side.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { getVisibleLink } from '../../persistence/links/get-visible-link.js';
import { shownComparison, type ShownComparison } from '../../persistence/links/shown-comparison.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';

export interface ReadLinkCommand extends ReadTimes {
  /** Of either of the two. */
  readonly pseudonym: string;
  readonly linkId: string;
}

export interface ReadLinkAnswer extends ShownComparison {
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
      const { knownAt, validAt } = command;
      const shown = await shownComparison(room, actor, visible, now, { knownAt, validAt });
      await room.audit.note(
        ...[visible.from, visible.into].map((person) => ({
          action: 'links_read' as const,
          subjectKind: 'link',
          subjectId: shown.link.id,
          personId: person.id,
          details: { state: shown.link.state, knownAt: knownAt ?? null, validAt: validAt ?? null },
        })),
      );
      return { ...shown, parties: await partyLabels(room), knownAt: knownAt ?? now };
    });
  }
}
