// Turns an exchange as its reader may see it into the API's answer, field by field.

import { nextStates } from '../../domain/exchanges/exchange-state.js';
import type { ExchangeView } from '../../domain/exchanges/exchange-view.js';
import type { Intermediary } from '../../domain/exchanges/exchange.js';
import type { SideTotals } from '../../domain/exchanges/roster-totals.js';
import type { Place } from '../../domain/records/statement.js';
import type { Answer } from '../../request/answer.js';
import type { ReadExchangeAnswer } from '../../usecases/exchanges/read-exchange.js';
import type {
  ExchangeAnswer,
  ExchangeParty,
  ExchangePlace,
  IntermediaryAnswer,
  ListedExchangeAnswer,
  SideTotalsAnswer,
  StepAnswer,
} from './exchange-answer.dto.js';

/** Labels of parties by their keys, and names of organisations by their ids. */
export interface Names {
  readonly parties: ReadonlyMap<string, string>;
  readonly organisations: ReadonlyMap<string, string>;
  /** The reader's own organisation. */
  readonly readerId: string;
}

function partyAnswer(partyKey: string, { parties }: Pick<Names, 'parties'>): Answer<ExchangeParty> {
  return { partyKey, label: parties.get(partyKey) ?? '' };
}

export function partyOrNull(partyKey: string | null, names: Pick<Names, 'parties'>): Answer<ExchangeParty> | null {
  return partyKey === null ? null : partyAnswer(partyKey, names);
}

export function placeAnswer(place: Place | null): Answer<ExchangePlace> | null {
  if (place === null) return null;
  const { code, state, municipality, precision } = place;
  return { code, state, municipality, precision };
}

function totalsAnswer(totals: SideTotals, names: Names): Answer<SideTotalsAnswer> {
  const { agreed, handedOver, absent, unlisted, unidentified, notAccounted } = totals;
  const side = partyAnswer(totals.side, names);
  return { side, agreed, handedOver, absent, unlisted, unidentified, notAccounted };
}

function intermediaryAnswer(intermediary: Intermediary | null, names: Names): Answer<IntermediaryAnswer> | null {
  if (intermediary === null) return null;
  const { party, organisationId } = intermediary;
  return {
    party: partyOrNull(party, names),
    organisation: organisationId === null ? null : (names.organisations.get(organisationId) ?? ''),
  };
}

/** The day of the hand-over, once there was one. */
function dayOf({ steps, exchange }: ExchangeView): string | null {
  const handedOver = steps.find(({ state }) => state === 'handed_over');
  return (handedOver?.day ?? exchange.day)?.edtf ?? null;
}

export function listedAnswer(view: ExchangeView, names: Names): Answer<ListedExchangeAnswer> {
  const { id, organisationId, sides, agreement, clause } = view.exchange;
  return {
    id,
    own: organisationId === names.readerId,
    organisation: names.organisations.get(organisationId) ?? '',
    state: view.state,
    sides: sides.map((side) => partyAnswer(side, names)),
    agreement,
    clause,
    day: dayOf(view),
    totals: view.totals.map((totals) => totalsAnswer(totals, names)),
  };
}

function stepAnswer(step: ExchangeView['steps'][number], names: Names): Answer<StepAnswer> {
  const colleague = step.organisationId === names.readerId;
  return {
    state: step.state,
    day: step.day?.edtf ?? null,
    place: placeAnswer(step.place),
    attestedBy: step.attestedBy,
    organisation: names.organisations.get(step.organisationId) ?? '',
    by: colleague ? step.username : null,
    via: colleague ? step.via : null,
    recordedAt: new Date(step.recordedAt).toISOString(),
  };
}

export function exchangeAnswer(answer: ReadExchangeAnswer, readerId: string): Answer<ExchangeAnswer> {
  const { view, lines, notShown } = answer;
  const { exchange } = view;
  const names = { parties: answer.parties, organisations: answer.organisations, readerId };
  return {
    ...listedAnswer(view, names),
    intermediary: intermediaryAnswer(exchange.intermediary, names),
    place: placeAnswer(exchange.place),
    steps: view.steps.map((step) => stepAnswer(step, names)),
    next: [...nextStates(view.state)],
    counts: view.counts.map(({ side, of, count, saidBy }) => ({
      side: partyAnswer(side, names),
      of,
      count,
      saidBy: partyOrNull(saidBy, names),
    })),
    roster: lines.map(({ pseudonym, entry, statementIds }) => ({
      person: pseudonym,
      side: partyAnswer(entry.side, names),
      standing: entry.standing,
      said: entry.said,
      unidentified: entry.unidentified,
      confidential: entry.confidential,
      statementIds,
    })),
    notShown: [...notShown].map(([side, count]) => ({ side: partyAnswer(side, names), count })),
    contradictions: view.contradictions.map(({ side, contradiction, of, said, saidBy, against }) => ({
      side: partyAnswer(side, names),
      contradiction,
      of,
      said,
      saidBy: partyOrNull(saidBy, names),
      against,
    })),
    ownFacts: answer.own
      ? {
          sharingLevel: exchange.sharingLevel,
          namedOrganisations: exchange.namedOrganisations.map((id) => answer.organisations.get(id) ?? ''),
          legalBasis: exchange.legalBasis,
        }
      : null,
    knownAt: new Date(answer.knownAt).toISOString(),
  };
}
