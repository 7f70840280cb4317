// Lists the debriefs that the reader's organisation holds with those who came back in an exchange.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { viewExchange } from '../../domain/exchanges/exchange-view.js';
import { debriefKnownAt, type Debrief } from '../../domain/exchanges/debrief.js';
import { Database } from '../../persistence/database.js';
import { getVisibleExchange } from '../../persistence/exchanges/get-visible-exchange.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';

export interface ListDebriefsCommand {
  readonly exchangeId: string;
  readonly knownAt?: number | undefined;
}

export interface ListDebriefsAnswer {
  readonly debriefs: readonly Debrief[];
  /** The organisation's pseudonyms by inner id, for everybody whom a debrief names and the reader may see. */
  readonly pseudonyms: ReadonlyMap<string, string>;
  /** Statements that came of sightings and stand, or stood then, by the sighting's id. */
  readonly statementIds: ReadonlyMap<string, string>;
  readonly parties: PartyLabels;
}

@Injectable()
export class ListDebriefs {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListDebriefsCommand): Promise<ListDebriefsAnswer> {
    requireAllowed(actor, 'hold_debrief');
    return this.database.transaction(actor, async (room) => {
      const { knownAt = Infinity } = command;
      const recorded = await getVisibleExchange(room, actor, command.exchangeId);
      const isKnown = command.knownAt === undefined || viewExchange(recorded, actor, { knownAt }) !== null;
      if (!isKnown) throw notFound();
      const { exchange } = recorded;
      const held = await room.debriefs.ofExchange(exchange.id, actor.organisationId);
      const debriefs = held.flatMap((debrief) => debriefKnownAt(debrief, knownAt) ?? []);
      const named = debriefs.flatMap(({ personId, sightings }) => [personId, ...sightings.map((one) => one.personId)]);
      const visible = await room.persons.filterVisible(actor, [...new Set(named)]);
      const ids = visible.map(({ id }) => id);
      const written = await room.debriefs.writtenStatements(
        debriefs.flatMap(({ sightings }) => sightings.map(({ id }) => id)),
        knownAt,
      );
      await room.audit.note({
        action: 'debriefs_read',
        subjectKind: 'exchange',
        subjectId: exchange.id,
        details: { debriefs: debriefs.length, knownAt: command.knownAt ?? null },
      });
      return {
        debriefs: debriefs.filter(({ personId }) => ids.includes(personId)),
        pseudonyms: await room.persons.pseudonymsFor(actor.organisationId, ids),
        statementIds: new Map(written.map(({ entryId, statementId }) => [entryId, statementId])),
        parties: await partyLabels(room),
      };
    });
  }
}
