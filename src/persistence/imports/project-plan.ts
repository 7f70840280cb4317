// Folds the persons whom a batch adds: their histories are made of its statements alone.

import { isNew, type BatchPlan } from '../../domain/imports/plan-batch.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import { historyOf, type RecordInterval } from '../../domain/records/record-history.js';
import type { StaleDays } from '../../domain/records/stale-days.js';
import type { PersonInterval } from '../records/interval-row.js';
import { classOfRecord } from '../anonymity/classes-of-records.js';
import type { ClassOfPerson } from '../anonymity/shown-class.repository.js';
import { ofPerson } from '../records/reproject.js';

/** Nobody can be linked with a person who is new. */
export function projectPlan(plan: BatchPlan, staleDays: StaleDays): PersonInterval[] {
  const added = plan.persons.filter(isNew);
  return added.flatMap(({ id, statements }) => ofPerson(id, historyOf(id, contentsAlone(id, statements), staleDays)));
}

/** `projected` is what `projectPlan` made of the same. */
export function classesOfPlan(plan: BatchPlan, projected: readonly PersonInterval[]): ClassOfPerson[] {
  const intervals = new Map<string, RecordInterval[]>();
  for (const { personId, interval } of projected) {
    const known = intervals.get(personId);
    if (known === undefined) intervals.set(personId, [interval]);
    else known.push(interval);
  }
  return plan.persons
    .filter(isNew)
    .map(({ id, statements }) => classOfRecord(id, contentsAlone(id, statements), intervals.get(id) ?? []));
}
