// Closes the task to tell a family of a death that was taken back, and has a family visited again that was told of it.

import type { Actor } from '../../domain/access/actor.js';
import { canTellDeath, isDeathTakenBack } from '../../domain/news/death-to-tell.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Room } from '../room.js';
import { heldStatements } from './held-statements.js';
import { giveCorrectionOfFamily } from './tell-family.js';

export interface Withdrawn {
  readonly personId: string;
  /** All that was withdrawn of this person; whatever of it says no death tells nothing here. */
  readonly statementIds: readonly string[];
  readonly at: Instant;
}

/** The caller has locked the person and withdrawn the statements. */
export async function takeBackDeath(room: Room, actor: Actor, withdrawn: Withdrawn): Promise<void> {
  await room.reaching('registry', async () => {
    const taken = await lapse(room, actor, withdrawn);
    if (taken === null || !(await room.tasks.wasFamilyTold(withdrawn.personId, taken.organisationId))) return;
    await giveCorrectionOfFamily(room, actor, { ...taken, personId: withdrawn.personId, at: withdrawn.at });
  });
}

/** For a link of remains, which gives the corrections of its own. */
export async function lapseTelling(room: Room, actor: Actor, withdrawn: Withdrawn): Promise<void> {
  await room.reaching('registry', () => lapse(room, actor, withdrawn));
}

/** Answers whose family it is and which statement said the death; null where none was taken back. A task that a worker wrote is that worker's to close. */
async function lapse(
  room: Room,
  actor: Actor,
  { personId, statementIds, at }: Withdrawn,
): Promise<{ organisationId: string; originId: string } | null> {
  const gone = new Set(statementIds);
  const held = await heldStatements(room, personId);
  const said = held.find(({ id, kind, confidential }) => gone.has(id) && !confidential && canTellDeath(kind));
  const organisationId = said === undefined ? null : await room.persons.ownerOf(personId);
  if (said === undefined || organisationId === null) return null;
  if (!isDeathTakenBack(held, { withdrawn: gone, ownerOrganisationId: organisationId, at })) return null;
  for (const task of await room.tasks.openOf(personId, organisationId, 'tell_family'))
    if (task.origin !== 'worker') await room.tasks.take(task, 'lapsed', actor.userId, at, 'death_taken_back');
  return { organisationId, originId: said.id };
}
