// The demonstration's one exchange: three were agreed upon, two came, and of the third it is said that he is dead.

import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../domain/access/actor.js';
import type { RequestKey } from '../domain/access/request-key.js';
import type { ExchangeState } from '../domain/exchanges/exchange-state.js';
import type { GivenStep } from '../domain/exchanges/read-step.js';
import { AdvanceExchange } from '../usecases/exchanges/advance-exchange.js';
import { EnterExchangeRoster } from '../usecases/exchanges/enter-exchange-roster.js';
import { ListExchanges } from '../usecases/exchanges/list-exchanges.js';
import { RecordExchange } from '../usecases/exchanges/record-exchange.js';

/** Of the people concerned; the last one stays away. */
export const EXCHANGE_REFERENCES = ['CASE-08-1', 'CASE-08-2', 'CASE-08-3'] as const;

export interface ExchangePlay {
  readonly actor: Actor;
  /** partyKeys; the first hands over. */
  readonly sides: readonly [string, string];
  readonly keyOf: (key: string) => RequestKey;
  readonly pseudonymOf: (reference: string) => Promise<string>;
}

const AGREEMENT = 'TRUCE-2020-11';
const DAY = '2020-12-14';

/** Goes on where an earlier, killed load stopped. */
export async function playExchange(app: INestApplicationContext, play: ExchangePlay): Promise<void> {
  const { actor, sides, keyOf } = play;
  const [north] = sides;
  const people = await Promise.all(EXCHANGE_REFERENCES.map(play.pseudonymOf));
  const line = (person: string, standing: string): { person: string; side: string; standing: string } => ({
    person,
    side: north,
    standing,
  });
  const { exchangeId, state } = await foundOrRecorded(app, play);
  const steps: Readonly<Partial<Record<ExchangeState, Omit<GivenStep, 'from'>>>> = {
    proposed: { to: 'agreed', day: '2020-12-10' },
    agreed: {
      to: 'handed_over',
      day: DAY,
      place: { code: 'demo:3001', precision: 'locality_1km' },
      source: 'authority',
      lines: [
        ...people.slice(0, -1).map((person) => line(person, 'handed_over')),
        ...people.slice(-1).map((person) => ({ ...line(person, 'absent'), said: 'said_dead' })),
      ],
      counts: [{ side: north, of: 'handed_over', count: 2 }],
    },
    handed_over: { to: 'verified', day: DAY, source: 'neutral_agency', attestedBy: 'neutral_agency' },
  };
  if (state === 'proposed') {
    const lines = people.map((person) => line(person, 'listed'));
    await app.get(EnterExchangeRoster).execute(actor, { exchangeId, lines }, keyOf('exchange/roster'));
  }
  for (let from = state, next = steps[from]; next !== undefined; next = steps[from]) {
    const step = { ...next, from };
    from = (await app.get(AdvanceExchange).execute(actor, { exchangeId, step }, keyOf(`exchange/${from}`))).state;
  }
}

async function foundOrRecorded(
  app: INestApplicationContext,
  { actor, sides, keyOf }: ExchangePlay,
): Promise<{ exchangeId: string; state: ExchangeState }> {
  const { exchanges } = await app.get(ListExchanges).execute(actor, {});
  const found = exchanges.find(({ exchange }) => exchange.agreement === AGREEMENT);
  if (found !== undefined) return { exchangeId: found.exchange.id, state: found.state };
  const [north] = sides;
  const proposal = {
    sides,
    agreement: AGREEMENT,
    clause: '8',
    day: '2020-12',
    counts: [{ side: north, of: 'agreed', count: 3 }],
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
  };
  const { id, state } = await app.get(RecordExchange).execute(actor, proposal, keyOf('exchange/proposal'));
  return { exchangeId: id, state };
}
