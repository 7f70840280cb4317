// Stores what a batch of imported rows changes: persons, statements, projections, log entries and the report.

import { setImmediate as immediate } from 'node:timers/promises';
import type { Actor } from '../../domain/access/actor.js';
import { importNotes } from '../../domain/imports/log-of-plan.js';
import { isNew, type BatchPlan, type NewPerson, type PlannedPerson } from '../../domain/imports/plan-batch.js';
import type { StaleDays } from '../../domain/records/stale-days.js';
import type { PersonInterval } from '../records/interval-row.js';
import { holdBack } from '../news/hold-back.js';
import { reprojectAll } from '../records/reproject.js';
import type { Room } from '../room.js';
import { classesOfPlan, projectPlan } from './project-plan.js';

export interface PlanToStore {
  readonly actor: Actor;
  readonly jobId: string;
  readonly plan: BatchPlan;
  /** What lists and counts read of the new persons, where it was made ahead. */
  readonly projected: readonly PersonInterval[] | null;
  /** Whether whoever gave the file says that what it tells of known persons is no news to anybody. */
  readonly newsSettled: boolean;
  /** When the persons count as registered. */
  readonly at: number;
}

/** The caller has locked the known persons, and then locks the job and notes its progress. */
export async function storePlan(room: Room, given: PlanToStore): Promise<void> {
  const { actor, jobId, plan, at } = given;
  const fresh = plan.persons.filter(isNew);
  const pseudonyms = await pseudonymsOf(room, actor, plan.persons, fresh, at);
  const storing = room.statements.add(
    plan.persons.flatMap((person) =>
      person.news.map((news) => ({ ...news, personId: person.id, recordedBy: actor.userId })),
    ),
  );
  const [projected] = await Promise.all([given.projected ?? foldMeanwhile(plan, room.staleDays), storing]);
  await room.reaching('registry', async () => {
    await room.intervals.add(projected, at);
    await room.shownClasses.keep(classesOfPlan(plan, projected));
  });
  await holdBackKnown(room, given);
  await reprojectKnown(room, plan);
  const notes = plan.persons.flatMap((person) => importNotes(person, jobId, pseudonyms.get(person.id) ?? null));
  if (notes.length > 0) await room.audit.note(...notes);
  await room.imports.addReports(jobId, plan.reports);
}

/** Adds the new persons; the pseudonyms are those by which the importing organisation knows them. */
async function pseudonymsOf(
  room: Room,
  actor: Actor,
  persons: readonly PlannedPerson[],
  fresh: readonly NewPerson[],
  at: number,
): Promise<Map<string, string>> {
  const known = persons.filter((person) => !isNew(person)).map((person) => person.id);
  const pseudonyms =
    known.length === 0 ? new Map<string, string>() : await room.persons.pseudonymsFor(actor.organisationId, known);
  if (fresh.length === 0) return pseudonyms;
  const drawn = await room.persons.add(
    fresh.map(({ id, added }) => ({
      id,
      ownerOrganisationId: actor.organisationId,
      reference: added.reference,
      sharingLevel: added.sharingLevel,
      namedOrganisations: [],
      legalBasis: added.legalBasis,
      hasIdentity: added.identity !== null,
    })),
    at,
  );
  for (const [place, person] of fresh.entries()) pseudonyms.set(person.id, drawn[place] ?? '');
  return pseudonyms;
}

/** The database stores the statements, the longest of its tasks here, while this process folds them. */
async function foldMeanwhile(plan: BatchPlan, staleDays: StaleDays): Promise<readonly PersonInterval[]> {
  // By then the statements have been sent.
  await immediate();
  return projectPlan(plan, staleDays);
}

/**
 * Of somebody whom a file brings nothing was told before, so that nothing of it is news: a file is a history. What it says of persons who are known
 * is news as if it had been said by hand, unless its giver says that it is settled; a found person's will holds back either.
 */
async function holdBackKnown(room: Room, { actor, plan, newsSettled: settled }: PlanToStore): Promise<void> {
  for (const person of plan.persons) {
    const statements = person.news.map(({ statement }) => statement);
    const at = statements[0]?.recordedAt;
    if (isNew(person) || at === undefined) continue;
    await holdBack(room, { personId: person.id, actor, statements, at, settled });
  }
}

/** What a batch says was recorded at one instant, in an order of its own among what others recorded of the same persons. */
async function reprojectKnown(room: Room, plan: BatchPlan): Promise<void> {
  const changed = plan.persons.filter((person) => !isNew(person) && person.news.length > 0);
  const recordedAt = changed[0]?.news[0]?.statement.recordedAt;
  if (recordedAt !== undefined) {
    const ids = changed.map(({ id }) => id);
    await reprojectAll(room, ids, recordedAt);
  }
}
