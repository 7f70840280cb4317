// The use cases of this capability, as the composition root provides them.

import { AdvanceExchange } from './advance-exchange.js';
import { AnswerInvitation } from './answer-invitation.js';
import { EnterExchangeRoster } from './enter-exchange-roster.js';
import { InviteToDebrief } from './invite-to-debrief.js';
import { ListDebriefs } from './list-debriefs.js';
import { ListExchanges } from './list-exchanges.js';
import { ReadExchange } from './read-exchange.js';
import { RecordDebriefConsent } from './record-debrief-consent.js';
import { RecordExchange } from './record-exchange.js';
import { RecordSightings } from './record-sightings.js';

export const exchangeUseCases = [
  AdvanceExchange,
  AnswerInvitation,
  EnterExchangeRoster,
  InviteToDebrief,
  ListDebriefs,
  ListExchanges,
  ReadExchange,
  RecordDebriefConsent,
  RecordExchange,
  RecordSightings,
] as const;
