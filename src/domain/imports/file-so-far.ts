// What a rehearsed file has said so far: its later rows meet it as an import's later batches would meet the registry.

import type { IncomingRow } from './incoming-person.js';
import type { BatchPlan, KnownPerson } from './plan-batch.js';

export class FileSoFar {
  private readonly persons = new Map<string, KnownPerson>();
  private readonly places = new Set<string>();

  /** The persons of these rows whom earlier batches added or changed. */
  among(rows: readonly IncomingRow[]): Map<string, KnownPerson> {
    const met = new Map<string, KnownPerson>();
    for (const row of rows) {
      if (!row.ok) continue;
      const person = this.persons.get(row.person.reference);
      if (person !== undefined) met.set(row.person.reference, person);
    }
    return met;
  }

  /** Of places new to the registry, those that no earlier batch has named. */
  unnamed(newPlaces: ReadonlySet<string>): Set<string> {
    return new Set([...newPlaces].filter((code) => !this.places.has(code)));
  }

  take(plan: BatchPlan, newPlaces: ReadonlySet<string>): void {
    for (const code of newPlaces) this.places.add(code);
    for (const { id, reference, statements, statementReferences } of plan.persons) {
      this.persons.set(reference, { id, statements, statementReferences });
    }
  }
}
