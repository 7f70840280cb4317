// Folds the persons whom a batch adds or changes.

import { isNew, type BatchPlan, type PlannedPerson } from '../../domain/imports/plan-batch.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import type { ProjectionOf } from '../records/projection.repository.js';
import { projectionsOf } from '../records/projections-of-statements.js';

export interface ProjectedPerson {
  readonly person: PlannedPerson;
  readonly rows: readonly ProjectionOf[];
}

/** As if nobody were linked with anybody; the records of those who are must be renewed once the statements are stored. */
export function projectPlan(plan: BatchPlan, at: number): ProjectedPerson[] {
  const changed = plan.persons.filter((person) => isNew(person) || person.news.length > 0);
  return changed.map((person) => ({
    person,
    rows: projectionsOf(person.id, contentsAlone(person.id, person.statements), at),
  }));
}
