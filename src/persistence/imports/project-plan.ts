// Folds the persons whom a batch adds or changes.

import { isNew, type BatchPlan, type PlannedPerson } from '../../domain/imports/plan-batch.js';
import type { ProjectionOf } from '../records/projection.repository.js';
import { projectionsOf } from '../records/projections-of-statements.js';

export interface ProjectedPerson {
  readonly person: PlannedPerson;
  readonly rows: readonly ProjectionOf[];
}

export function projectPlan(plan: BatchPlan, at: number): ProjectedPerson[] {
  const changed = plan.persons.filter((person) => isNew(person) || person.news.length > 0);
  return changed.map((person) => ({ person, rows: projectionsOf(person.id, person.statements, at) }));
}
