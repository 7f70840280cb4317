// Lists the exchanges that the reader's organisation may see, newest first, with their totals.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { EXCHANGE_STATES, type ExchangeState } from '../../domain/exchanges/exchange-state.js';
import { viewExchange, type ExchangeView, type ViewTimes } from '../../domain/exchanges/exchange-view.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { historiesOf } from '../../persistence/exchanges/get-visible-exchange.js';
import { entriesAsTold } from '../../persistence/exchanges/entries-as-told.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import type { Room } from '../../persistence/room.js';

export interface ListExchangesCommand extends ViewTimes {
  readonly state?: string | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedExchanges {
  readonly exchanges: readonly ExchangeView[];
  /** Null on the last page. */
  readonly cursor: string | null;
  readonly parties: PartyLabels;
  /** Names by id. */
  readonly organisations: ReadonlyMap<string, string>;
}

const MOST_LISTED = 200;
const LISTED = 50;

@Injectable()
export class ListExchanges {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListExchangesCommand): Promise<ListedExchanges> {
    requireAllowed(actor, 'read_exchanges');
    const { state, limit } = readFilter(command);
    const { knownAt, validAt } = command;
    return this.database.transaction(actor, async (room) => {
      const after = command.cursor === undefined ? null : await positionOf(room, actor, command.cursor);
      const page = await room.exchanges.listVisible(actor, { state, after, limit, knownAt, validAt });
      const histories = await entriesAsTold(room, actor, await historiesOf(room, page.exchanges));
      const exchanges = histories
        .map((history) => viewExchange(history, actor, command))
        .filter((view) => view !== null);
      await room.audit.note({
        action: 'exchanges_listed',
        subjectKind: 'exchange',
        details: { state, knownAt: knownAt ?? null, validAt: validAt ?? null, listed: exchanges.length },
      });
      const organisations = (await room.organisations.organisations()).map(({ id, name }) => [id, name] as const);
      return {
        exchanges,
        cursor: page.more ? (page.exchanges.at(-1)?.id ?? null) : null,
        parties: await partyLabels(room),
        organisations: new Map(organisations),
      };
    });
  }
}

function readFilter(command: ListExchangesCommand): { state: ExchangeState | null; limit: number } {
  const limit = command.limit ?? LISTED;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
  }
  const state = EXCHANGE_STATES.find((one) => one === command.state) ?? null;
  if (command.state !== undefined && state === null) {
    throw invalidField('/state', `one of ${EXCHANGE_STATES.join(', ')}`);
  }
  return { state, limit };
}

async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const position = isUuid(cursor) ? await room.exchanges.findVisible(actor, cursor) : null;
  if (position === null) throw invalidField('/cursor', 'the cursor of the page before');
  return position.id;
}
