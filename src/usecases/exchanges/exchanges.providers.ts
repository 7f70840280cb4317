// The use cases of this capability, as the composition root provides them.

import { AdvanceExchange } from './advance-exchange.js';
import { EnterExchangeRoster } from './enter-exchange-roster.js';
import { ListExchanges } from './list-exchanges.js';
import { ReadExchange } from './read-exchange.js';
import { RecordExchange } from './record-exchange.js';

export const exchangeUseCases = [
  AdvanceExchange,
  EnterExchangeRoster,
  ListExchanges,
  ReadExchange,
  RecordExchange,
] as const;
