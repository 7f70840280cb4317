// Folds the persons whom a batch adds: their histories are made of its statements alone.

import { isNew, type BatchPlan } from '../../domain/imports/plan-batch.js';
import { historyOf } from '../../domain/records/record-history.js';
import type { PersonInterval } from '../records/interval-row.js';
import { ofPerson } from '../records/reproject.js';

export function projectPlan(plan: BatchPlan): PersonInterval[] {
  return plan.persons.filter(isNew).flatMap(({ id, statements }) => ofPerson(id, historyOf(statements)));
}
