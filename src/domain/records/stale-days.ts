// After how many days a sign of life is stale: as the domain has it, or as the operator of a registry has set it.

export interface StaleDays {
  /** For whoever is held. */
  readonly held: number;
  /** For whoever is missing. */
  readonly missing: number;
}

/** domain.md section 4 rule 6. */
export const STALE_DAYS: StaleDays = { held: 90, missing: 365 };

export function areSameDays(one: StaleDays, other: StaleDays): boolean {
  return one.held === other.held && one.missing === other.missing;
}

/** For a liaison worker. */
export function staleWords({ held, missing }: StaleDays): string {
  return `The last sign of life is older than ${held} days for the held, or ${missing} days for the missing.`;
}
