// Reads one exchange: its steps, its totals and contradictions, and the lines of persons whom the reader may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { RosterEntry } from '../../domain/exchanges/exchange.js';
import { viewExchange, type ExchangeView, type ViewTimes } from '../../domain/exchanges/exchange-view.js';
import { Database } from '../../persistence/database.js';
import { getVisibleExchange } from '../../persistence/exchanges/get-visible-exchange.js';
import { entriesAsTold } from '../../persistence/exchanges/entries-as-told.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import type { Room } from '../../persistence/room.js';

export interface ReadExchangeCommand extends ViewTimes {
  readonly exchangeId: string;
}

export interface RosterLine {
  readonly pseudonym: string;
  readonly entry: RosterEntry;
  /** What the line wrote and what stands of it, as far as the reader may read it. */
  readonly statementIds: readonly string[];
}

export interface ReadExchangeAnswer {
  readonly view: ExchangeView;
  readonly own: boolean;
  readonly lines: readonly RosterLine[];
  /** By side: people of the totals whom the reader may not see. */
  readonly notShown: ReadonlyMap<string, number>;
  readonly parties: PartyLabels;
  /** Names by id. */
  readonly organisations: ReadonlyMap<string, string>;
  readonly knownAt: number;
}

@Injectable()
export class ReadExchange {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadExchangeCommand): Promise<ReadExchangeAnswer> {
    requireAllowed(actor, 'read_exchanges');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const recorded = await getVisibleExchange(room, actor, command.exchangeId);
      const [told = recorded] = await entriesAsTold(room, actor, [recorded]);
      const view = viewExchange(told, actor, command);
      if (view === null) throw notFound();
      const lines = await linesFor(room, actor, view, command.knownAt ?? Infinity);
      await room.audit.note({
        action: 'exchange_read',
        subjectKind: 'exchange',
        subjectId: view.exchange.id,
        details: { lines: lines.length, knownAt: command.knownAt ?? null, validAt: command.validAt ?? null },
      });
      const organisations = (await room.organisations.organisations()).map(({ id, name }) => [id, name] as const);
      return {
        view,
        own: actor.organisationId === view.exchange.organisationId,
        lines,
        notShown: notShown(view, lines),
        parties: await partyLabels(room),
        organisations: new Map(organisations),
        knownAt: command.knownAt ?? now,
      };
    });
  }
}

async function linesFor(room: Room, actor: Actor, view: ExchangeView, knownAt: number): Promise<RosterLine[]> {
  const persons = await room.persons.filterVisible(
    actor,
    view.entries.map(({ personId }) => personId),
  );
  const ids = persons.filter((person) => mayBeNamed(room, actor, view, person)).map(({ id }) => id);
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, ids);
  const written = (await room.rosters.writtenStatements(view.exchange.id, ids, knownAt)).filter(
    ({ confidential, organisationId }) => !confidential || organisationId === actor.organisationId,
  );
  const told = await room.statements.toldOf(
    written.map(({ statementId }) => statementId),
    actor.organisationId,
  );
  return view.entries.flatMap((entry) => {
    const pseudonym = pseudonyms.get(entry.personId);
    if (pseudonym === undefined) return [];
    const own = written.filter(({ personId, statementId }) => {
      const statement = told.get(statementId);
      return personId === entry.personId && statement !== undefined && statement.recordedAt <= knownAt;
    });
    return [{ pseudonym, entry, statementIds: own.map(({ statementId }) => statementId) }];
  });
}

/**
 * The day and the number of people of an exchange are told, so that a line tells that of a person: whoever recorded the exchange entered it, and
 * whoever registered the person knows it. Others read of it in the person's record, as far as that is told.
 */
function mayBeNamed(room: Room, actor: Actor, { exchange }: ExchangeView, person: Person): boolean {
  return room.leastAlike === 1 || isOwner(actor, person) || exchange.organisationId === actor.organisationId;
}

function notShown({ exchange, entries }: ExchangeView, lines: readonly RosterLine[]): Map<string, number> {
  const shown = new Set(lines.map(({ entry }) => entry.id));
  const hidden = entries.filter(({ id }) => !shown.has(id));
  return new Map(exchange.sides.map((side) => [side, hidden.filter((entry) => entry.side === side).length]));
}
