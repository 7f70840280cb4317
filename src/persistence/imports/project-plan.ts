// Folds the persons whom a batch adds: their histories are made of its statements alone.

import { isNew, type BatchPlan } from '../../domain/imports/plan-batch.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import { historyOf } from '../../domain/records/record-history.js';
import type { PersonInterval } from '../records/interval-row.js';
import { ofPerson } from '../records/reproject.js';

/** Nobody can be linked with a person who is new. */
export function projectPlan(plan: BatchPlan): PersonInterval[] {
  const added = plan.persons.filter(isNew);
  return added.flatMap(({ id, statements }) => ofPerson(id, historyOf(id, contentsAlone(id, statements))));
}
