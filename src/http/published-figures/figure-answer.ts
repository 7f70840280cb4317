// Writes a published figure out as the API answers it, field by field.

import type { Answer } from '../../request/answer.js';
import type { ListedFigures } from '../../usecases/published-figures/list-figures.js';
import type { FigureWithEditions } from '../../usecases/published-figures/read-figure.js';
import type { FigureAnswer, FigureClaimAnswer, FigureComparisonAnswer } from './figure-answer.dto.js';

type Assessed = ListedFigures['figures'][number];

export function figureAnswer(assessed: Assessed, why: boolean): Answer<FigureAnswer> {
  const { figure } = assessed;
  return {
    ...claimAnswer(assessed, why),
    edition: assessed.edition,
    recordedAt: new Date(assessed.recordedAt).toISOString(),
    definition: definitionAnswer(figure.definition),
    breakdowns: figure.breakdowns.map(({ complete, of, by, parts }) => ({
      complete,
      of,
      by,
      parts: Object.fromEntries(parts),
    })),
    allegedHolder: figure.allegedHolder,
    allegedBy: figure.allegedBy,
    holderPosition: figure.holderPosition,
    basis: figure.basis,
    source: figure.source,
    sites: figure.sites,
    derivedFrom: figure.minus.length === 0 ? null : { minus: [...figure.minus] },
    conflictsWith: [...figure.conflictsWith],
  };
}

export function comparisonAnswer(
  { claims, leftOff, words }: FigureWithEditions['beside'],
  why: boolean,
): Answer<FigureComparisonAnswer> {
  return { claims: claims.map((claim) => claimAnswer(claim, why)), leftOff, words };
}

function claimAnswer(assessed: Assessed, why: boolean): Answer<FigureClaimAnswer> {
  const { figure, reported } = assessed;
  return {
    id: figure.id,
    recordedBy: assessed.organisationName,
    publisher: figure.publisher,
    publishedOn: figure.publishedOn,
    asOf: figure.asOf,
    subject: figure.subject,
    affectedParty: figure.affectedParty,
    value: { ...figure.value },
    parties: assessed.parties.map(({ stated, partyKey, label }) => ({ stated, partyKey, label })),
    positions: assessed.positions.map(({ party, position, statedBy, words }) => ({ party, position, statedBy, words })),
    reported: reportedAnswer(reported, why),
    contradictions: assessed.contradictions.map(({ kind, breakdown, words }) => ({ kind, breakdown, words })),
    clashes: assessed.clashes.map(({ id, publisher, basis, statedBy, words }) => ({
      id,
      publisher,
      basis,
      statedBy,
      words,
    })),
  };
}

function definitionAnswer(definition: Assessed['figure']['definition']): Answer<FigureAnswer>['definition'] {
  if (definition === null) return null;
  const { measure, version, filter } = definition;
  return { measure, version, filter: { ...filter } };
}

function reportedAnswer(reported: Assessed['reported'], why: boolean): Answer<FigureAnswer>['reported'] {
  const { state, reason, comparison, counts, words } = reported;
  return {
    state,
    reason,
    comparison,
    counts: counts.map(({ day, count, cells }) => ({
      day,
      count,
      cells: why ? cells.map((cell) => ({ key: { ...cell.key }, count: cell.count })) : null,
    })),
    words,
  };
}
