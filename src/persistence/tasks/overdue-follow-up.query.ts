// The SQL condition under which a person's record carries the flag of an overdue follow-up for one organisation.

import { dayOf } from '../../domain/tasks/due-day.js';
import { readingTimeOf } from '../statements/statement-row.js';

export interface FollowUpPoint {
  readonly organisationId: string;
  /** The reader's today, for what is overdue. Milliseconds since the epoch, as the next one. */
  readonly today: number;
  /** Promises and steps that came later are not counted; now, or the earlier of knownAt and validAt. */
  readonly asOf: number;
}

/** `person` is the expression of the person's inner id; `bind` takes a value and gives the name of its parameter. */
export function followUpOverdue(person: string, point: FollowUpPoint, bind: (value: unknown) => string): string {
  const asOf = bind(readingTimeOf(point.asOf));
  return `EXISTS (SELECT 1 FROM registry.task t
    WHERE t.person_id = ${person} AND t.organisation_id = ${bind(point.organisationId)}::uuid AND t.kind = 'follow_up'
      AND t.due < ${bind(dayOf(point.today))}::date AND t.created_at <= ${asOf}::timestamptz
      AND 'done' IS DISTINCT FROM (SELECT s.step FROM registry.task_step s
        WHERE s.task_id = t.id AND s.recorded_at <= ${asOf}::timestamptz ORDER BY s.number DESC LIMIT 1))`;
}
