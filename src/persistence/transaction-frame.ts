// How every transaction begins and ends: in one parcel each, with its actor named and their sign-in asked for.

import type { QueryRunner } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { signInEnded } from '../domain/access/sign-in-ended.js';
import { allEnded } from '../domain/all-ended.js';
import type { NamedActor } from './named-actor.js';
import type { Room } from './room.js';

/**
 * Begins the transaction and names its actor in one parcel; five round trips made up a fifth of a short read. The proof is bound and no part of
 * a text, which others of the same role could read while it runs.
 */
export async function begin(runner: QueryRunner, mode: string, actor: NamedActor): Promise<void> {
  const [isolation, readOnly] = mode.split(', ');
  const begun = runner.query(`BEGIN ISOLATION LEVEL ${isolation}`);
  await allEnded(begun, actor.name());
  if (readOnly !== undefined) await runner.query('SET TRANSACTION READ ONLY');
}

/** Behind everything that was asked in this turn, in the same parcel: some questions are sent only after steps of their own. */
export async function commit(runner: QueryRunner, actor: NamedActor): Promise<void> {
  const committed = new Promise<unknown>((resolve, reject) => {
    process.nextTick(() => {
      runner.query('COMMIT').then(resolve, reject);
    });
  });
  await allEnded(actor.settled(), committed);
}

/** Every door asks first: nobody acts by rights that were theirs at an earlier request and are no more. */
export async function requireStanding(room: Pick<Room, 'users'>, { userId, remembered }: Principal): Promise<void> {
  if (userId === null || remembered === undefined) return;
  if (!(await room.users.isSignedIn(userId, remembered))) throw signInEnded();
}

/** A lost connection has ended its transaction by itself, and its failure is what the caller must hear of. */
export async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('ROLLBACK');
  } catch {
    // Nothing is left to roll back.
  }
}
