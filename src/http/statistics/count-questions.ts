// What a request for exact counts asks the use cases, whatever form the answer has.

import { endOfDay, readingPointOf } from '../../request/reading-point.js';
import type { CountCohortCommand } from '../../usecases/statistics/count-cohort.js';
import type { CountFlowCommand } from '../../usecases/statistics/count-flow.js';
import type { CountMeasureCommand } from '../../usecases/statistics/count-measure.js';
import type { CohortQuery, CountQuery, FlowQuery } from './statistics.dto.js';

export function countQuestion(measure: string, query: CountQuery): CountMeasureCommand {
  const { why: _why, ...at } = readingPointOf(query);
  return { measure, by: namesIn(query.by), ...at };
}

export function flowQuestion(measure: string, query: FlowQuery): CountFlowCommand {
  const { why: _why, ...at } = readingPointOf(query);
  const from = query.from === undefined ? undefined : endOfDay('/from', query.from);
  const to = query.to === undefined ? undefined : endOfDay('/to', query.to);
  return { measure, by: namesIn(query.by), from, to, ...at };
}

export function cohortQuestion(measure: string, query: CohortQuery): CountCohortCommand {
  const { why: _why, ...at } = readingPointOf(query);
  return { measure, by: namesIn(query.by), lost: query.lost, months: Number(query.months ?? '12'), ...at };
}

function namesIn(by: string | undefined): string[] {
  return (by ?? '').split(',').filter((name) => name !== '');
}
