// The SQL condition under which an assignment to a case stands, now or at an instant.

/** `alias` is of registry.assignment, `asOf` the expression of an instant, or null for now. */
export function openAssignment(alias: string, asOf: string | null): string {
  if (asOf === null) return `${alias}.ended_at IS NULL`;
  return `(${alias}.assigned_at <= ${asOf} AND (${alias}.ended_at IS NULL OR ${alias}.ended_at > ${asOf}))`;
}
