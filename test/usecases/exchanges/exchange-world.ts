// An exchange between two invented parties, with an office that records it and people on its roster.

import type { Actor } from '../../../src/domain/access/actor.js';
import type { GivenExchange } from '../../../src/domain/exchanges/read-exchange.js';
import type { GivenLine, GivenRoster } from '../../../src/domain/exchanges/read-roster.js';
import type { GivenStep } from '../../../src/domain/exchanges/read-step.js';
import { AdvanceExchange, type AdvancedExchange } from '../../../src/usecases/exchanges/advance-exchange.js';
import {
  EnterExchangeRoster,
  type EnteredRosterAnswer,
} from '../../../src/usecases/exchanges/enter-exchange-roster.js';
import { ListExchanges } from '../../../src/usecases/exchanges/list-exchanges.js';
import { ReadExchange, type ReadExchangeAnswer } from '../../../src/usecases/exchanges/read-exchange.js';
import { RecordExchange } from '../../../src/usecases/exchanges/record-exchange.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

export interface ExchangeWorld {
  readonly world: CaseWorld;
  readonly recordExchange: RecordExchange;
  readonly advanceExchange: AdvanceExchange;
  readonly enterRoster: EnterExchangeRoster;
  readonly readExchange: ReadExchange;
  readonly listExchanges: ListExchanges;
  readonly north: string;
  readonly south: string;
  /** A worker of an organisation that depends on one of the two parties. */
  boundTo(side: string): Promise<Actor>;
  readonly office: Actor;
  /** Somebody held by the northern party, whom the office registered and shares with partners. */
  captive(): Promise<string>;
  propose(given?: Partial<GivenExchange>): Promise<string>;
  agreed(lines: readonly GivenLine[], given?: Partial<GivenExchange>): Promise<string>;
  handOver(exchangeId: string, roster?: GivenRoster, given?: Partial<GivenStep>): Promise<AdvancedExchange>;
  verify(actor: Actor, exchangeId: string, given?: Partial<GivenStep>): Promise<AdvancedExchange>;
  correct(exchangeId: string, lines: readonly GivenLine[], reason?: string): Promise<EnteredRosterAnswer>;
  line(person: string, standing: string, given?: Partial<GivenLine>): GivenLine;
  read(actor: Actor, exchangeId: string): Promise<ReadExchangeAnswer>;
  statusOf(actor: Actor, pseudonym: string): Promise<string>;
  /** Rows of every table that an exchange can change, to see that nothing was kept. */
  rows(): Promise<Record<string, number>>;
}

const COUNTED_TABLES = [
  'exchange_step',
  'exchange_count',
  'exchange_roster_entry',
  'statement',
  'person',
  'audit_entry',
];
export const HAND_OVER_DAY = '2021-05-20';

export async function openExchangeWorld(): Promise<ExchangeWorld> {
  const world = await openCaseWorld();
  const { database, clock } = world;
  const [recordExchange, advanceExchange] = [new RecordExchange(database, clock), new AdvanceExchange(database, clock)];
  const [enterRoster, readExchange] = [new EnterExchangeRoster(database, clock), new ReadExchange(database, clock)];
  const readRecord = new ReadRecord(database, clock);
  const parties = [await world.party('Northern Republic'), await world.party('Southern League')];
  const [north = '', south = ''] = parties.map(({ partyKey }) => partyKey);
  const office = await world.worker({ roles: ['coordinator'] });
  const line: ExchangeWorld['line'] = (person, standing, given = {}) => ({ person, side: north, standing, ...given });
  const propose: ExchangeWorld['propose'] = async (given = {}) => {
    const terms = { sides: [north, south], sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
    return (await recordExchange.execute(office, { ...terms, ...given }, null)).id;
  };
  const step = (actor: Actor, exchangeId: string, given: GivenStep): Promise<AdvancedExchange> =>
    advanceExchange.execute(actor, { exchangeId, step: given }, null);
  return {
    world,
    recordExchange,
    advanceExchange,
    enterRoster,
    readExchange,
    listExchanges: new ListExchanges(database),
    north,
    south,
    office,
    boundTo: (side) => {
      const party = parties.find(({ partyKey }) => partyKey === side) ?? null;
      return world.worker({ roles: ['coordinator'], kind: 'national_information_bureau', party });
    },
    captive: () =>
      world.register(office, {
        sharingLevel: 'partners_pseudonymous',
        statements: [statement({ kind: 'capture', valid: '2020-11-02', details: { holder: north } })],
      }),
    propose,
    agreed: async (lines, given) => {
      const id = await propose(given);
      if (lines.length > 0) await enterRoster.execute(office, { exchangeId: id, lines }, null);
      await step(office, id, { from: 'proposed', to: 'agreed' });
      return id;
    },
    handOver: (exchangeId, roster = {}, given = {}) =>
      step(office, exchangeId, { from: 'agreed', to: 'handed_over', day: HAND_OVER_DAY, ...roster, ...given }),
    verify: (actor, exchangeId, given = {}) =>
      step(actor, exchangeId, {
        from: 'handed_over',
        to: 'verified',
        day: HAND_OVER_DAY,
        attestedBy: 'receiving_side',
        ...given,
      }),
    correct: (exchangeId, lines, reason) => enterRoster.execute(office, { exchangeId, lines, reason }, null),
    line,
    read: (actor, exchangeId) => readExchange.execute(actor, { exchangeId }),
    statusOf: async (actor, pseudonym) => (await readRecord.execute(actor, { pseudonym, why: false })).record.status,
    rows: async () => {
      const counts: Record<string, number> = {};
      for (const table of COUNTED_TABLES) {
        const found = await world.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM registry.${table}`);
        counts[table] = found.rows[0]?.n ?? -1;
      }
      return counts;
    },
  };
}
