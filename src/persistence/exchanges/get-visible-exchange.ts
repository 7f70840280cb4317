// Finds an exchange that a reader may know of, with everything that was ever recorded about it.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import type { Exchange } from '../../domain/exchanges/exchange.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { ExchangeHistory } from '../../domain/exchanges/exchange-view.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';
import type { RecordedStep } from './exchange.repository.js';

export interface RecordedExchange extends ExchangeHistory {
  readonly steps: readonly RecordedStep[];
  readonly state: ExchangeState;
}

/** In the order given; an exchange without its first step is a broken table and counts as proposed. */
export async function historiesOf(room: Room, exchanges: readonly Exchange[]): Promise<RecordedExchange[]> {
  const ids = exchanges.map(({ id }) => id);
  const steps = await room.exchanges.stepsOf(ids);
  const counts = await room.exchanges.countsOf(ids);
  const entries = await room.rosters.entriesOf(ids);
  return exchanges.map((exchange) => {
    const taken = steps.get(exchange.id) ?? [];
    return {
      exchange,
      steps: taken,
      counts: counts.get(exchange.id) ?? [],
      entries: entries.get(exchange.id) ?? [],
      state: taken.at(-1)?.state ?? 'proposed',
    };
  });
}

/** Throws `not_found` for what is unknown and for what this reader may not see alike. */
export async function getVisibleExchange(room: Room, actor: Actor, exchangeId: string): Promise<RecordedExchange> {
  const exchange = isUuid(exchangeId) ? await room.exchanges.findVisible(actor, exchangeId) : null;
  if (exchange === null) throw notFound();
  const [recorded] = await historiesOf(room, [exchange]);
  if (recorded === undefined) throw notFound();
  return recorded;
}

/** The same, read only after everybody else who changes this exchange has finished. */
export async function getExchangeForWriting(room: Room, actor: Actor, exchangeId: string): Promise<RecordedExchange> {
  if (!isUuid(exchangeId)) throw notFound();
  await room.exchanges.lock(exchangeId.toLowerCase());
  return getVisibleExchange(room, actor, exchangeId);
}

/** The reader knows already that the exchange exists, so that the refusal may say what is missing. */
export function requireOwnExchange(actor: Actor, exchange: Exchange): void {
  if (actor.organisationId === exchange.organisationId) return;
  throw new DomainError(
    'forbidden',
    'Only the organisation that recorded the exchange enters its steps and its roster.',
  );
}
