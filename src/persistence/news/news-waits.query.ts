// The SQL condition under which news of a person waits for its verification.

/**
 * The SQL condition under which something about the person behind `person` waited for its verification at `asOf`; what was withdrawn meanwhile
 * waits no longer.
 */
export function newsWaits(person: string, asOf: string): string {
  return `EXISTS (SELECT 1 FROM registry.embargo e WHERE e.person_id = ${person} AND e.ground <> 'will' AND e.recorded_at <= ${asOf}
    AND NOT EXISTS (SELECT 1 FROM registry.embargo_end d WHERE d.statement_id = e.statement_id AND d.recorded_at <= ${asOf})
    AND NOT EXISTS (SELECT 1 FROM registry.statement_withdrawal x WHERE x.statement_id = e.statement_id AND x.recorded_at <= ${asOf}))`;
}
