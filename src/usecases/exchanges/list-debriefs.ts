// Lists the debriefs that the reader's organisation holds with those who came back in an exchange.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Debrief } from '../../domain/exchanges/debrief.js';
import { Database } from '../../persistence/database.js';
import { getVisibleExchange } from '../../persistence/exchanges/get-visible-exchange.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';

export interface ListDebriefsAnswer {
  readonly debriefs: readonly Debrief[];
  /** The organisation's pseudonyms by inner id, for everybody whom a debrief names and the reader may see. */
  readonly pseudonyms: ReadonlyMap<string, string>;
  /** Statements that came of sightings and stand, by the sighting's id. */
  readonly statementIds: ReadonlyMap<string, string>;
  readonly parties: PartyLabels;
}

@Injectable()
export class ListDebriefs {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: { readonly exchangeId: string }): Promise<ListDebriefsAnswer> {
    requireAllowed(actor, 'hold_debrief');
    return this.database.transaction(actor, async (room) => {
      const { exchange } = await getVisibleExchange(room, actor, command.exchangeId);
      const debriefs = await room.debriefs.ofExchange(exchange.id, actor.organisationId);
      const named = debriefs.flatMap(({ personId, sightings }) => [personId, ...sightings.map((one) => one.personId)]);
      const visible = await room.persons.filterVisible(actor, [...new Set(named)]);
      const ids = visible.map(({ id }) => id);
      const written = await room.debriefs.writtenStatements(
        debriefs.flatMap(({ sightings }) => sightings.map(({ id }) => id)),
      );
      await room.audit.note({
        action: 'debriefs_read',
        subjectKind: 'exchange',
        subjectId: exchange.id,
        details: { debriefs: debriefs.length },
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
