// Stores what a batch of imported rows changes: persons, statements, projections, log entries and the report.

import { setImmediate as immediate } from 'node:timers/promises';
import type { Actor } from '../../domain/access/actor.js';
import { importNotes } from '../../domain/imports/log-of-plan.js';
import { isNew, type BatchPlan, type NewPerson, type PlannedPerson } from '../../domain/imports/plan-batch.js';
import { projectPlan, type ProjectedPerson } from './project-plan.js';
import { reproject } from '../records/reproject.js';
import type { Room } from '../room.js';

export interface PlanToStore {
  readonly actor: Actor;
  readonly jobId: string;
  readonly plan: BatchPlan;
  /** The projections of the plan, where they were made ahead. */
  readonly projected: readonly ProjectedPerson[] | null;
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
  const [projected] = await Promise.all([given.projected ?? foldMeanwhile(plan, at), storing]);
  await storeProjections(room, projected, at);
  await renewLinked(room, projected, at);
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
async function foldMeanwhile(plan: BatchPlan, at: number): Promise<readonly ProjectedPerson[]> {
  // By then the statements have been sent.
  await immediate();
  return projectPlan(plan, at);
}

async function storeProjections(room: Room, projected: readonly ProjectedPerson[], at: number): Promise<void> {
  if (projected.length === 0) return;
  await room.projections.put(
    projected.flatMap(({ rows }) => rows),
    at,
  );
  for (const { person, rows } of projected) {
    // Without a confidential statement there never was a view beside the shared one.
    if (!person.statements.some((statement) => statement.confidential)) continue;
    await room.projections.removeOtherViews(
      person.id,
      rows.map(({ view }) => view),
    );
  }
}

/** What is recorded on a person who was merged with others stands in the record of them all. */
async function renewLinked(room: Room, projected: readonly ProjectedPerson[], at: number): Promise<void> {
  const known = projected.filter(({ person }) => !isNew(person)).map(({ person }) => person.id);
  if (known.length === 0) return;
  for (const personId of await room.personLinks.linkedAmong(known)) await reproject(room, personId, at);
}
