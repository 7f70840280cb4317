// Two offices with persons to merge, and the use cases that do it.

import type { Actor } from '../../../src/domain/access/actor.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import type { Database } from '../../../src/persistence/database.js';
import { ListLinks, type AwaitingLinksCommand } from '../../../src/usecases/links/list-links.js';
import { ProposeLink } from '../../../src/usecases/links/propose-link.js';
import { ReviewLink } from '../../../src/usecases/links/review-link.js';
import { WithdrawLink } from '../../../src/usecases/links/withdraw-link.js';
import { ReadRecord, type ReadRecordAnswer } from '../../../src/usecases/records/read-record.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

const SHARED: Partial<GivenRegistration> = { sharingLevel: 'partners_pseudonymous' };
export const CAPTURED: Partial<GivenRegistration> = { ...SHARED, statements: [statement({ kind: 'capture' })] };
export const MISSED: Partial<GivenRegistration> = {
  ...SHARED,
  statements: [statement({ kind: 'disappearance', valid: '2021-04-20' })],
};
export const REASON = 'One register line in two lists.';

export interface LinksWorld extends CaseWorld {
  readonly liaison: Actor;
  /** Of the same organisation. */
  readonly verifier: Actor;
  /** Of another organisation, which may know of shared persons. */
  readonly partner: Actor;
  pseudonymFor(actor: Actor, pseudonym: string): Promise<string>;
  propose(actor: Actor, pseudonym: string, into: string, database?: Database): Promise<string>;
  review(
    actor: Actor,
    pseudonym: string,
    linkId: string,
    verdict?: 'confirmed' | 'refused',
    database?: Database,
  ): Promise<string>;
  withdraw(actor: Actor, pseudonym: string, linkId: string): Promise<string>;
  /** Proposed by the liaison worker and confirmed by the verifier; answers the link's id. */
  merge(pseudonym: string, into: string): Promise<string>;
  read(actor: Actor, pseudonym: string, knownAt?: number): Promise<ReadRecordAnswer>;
  /** A coordinator of the liaison worker's organisation. */
  readonly colleague: Actor;
  awaiting(actor: Actor, command?: AwaitingLinksCommand): ReturnType<ListLinks['awaiting']>;
  links(actor: Actor, pseudonym: string, knownAt?: number): ReturnType<ListLinks['execute']>;
}

export async function openLinksWorld(): Promise<LinksWorld> {
  const world = await openCaseWorld();
  const { clock } = world;
  const liaison = await world.worker({ roles: ['liaison'] });
  const verifier = await world.colleagueOf(liaison, ['verifier']);
  const colleague = await world.colleagueOf(liaison, ['coordinator']);
  const partner = await world.worker({ roles: ['liaison', 'verifier'], kind: 'ngo' });
  const propose: LinksWorld['propose'] = async (actor, pseudonym, into, database = world.database) =>
    (await new ProposeLink(database, clock).execute(actor, { pseudonym, into, reason: REASON }, null)).id;
  const review: LinksWorld['review'] = async (actor, pseudonym, linkId, verdict = 'confirmed', database) =>
    (
      await new ReviewLink(database ?? world.database, clock).execute(
        actor,
        { pseudonym, linkId, verdict, reason: 'Looked at both.', ifMatch: ['*'] },
        null,
      )
    ).state;
  return {
    ...world,
    liaison,
    verifier,
    partner,
    colleague,
    pseudonymFor: async (actor, pseudonym) => {
      const { rows } = await world.owner.query<{ person_id: string }>(
        'SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1',
        [pseudonym],
      );
      const id = rows[0]?.person_id ?? '';
      const drawn = await world.database.transaction(actor, (room) =>
        room.persons.pseudonymsFor(actor.organisationId, [id]),
      );
      return drawn.get(id) ?? '';
    },
    propose,
    review,
    withdraw: async (actor, pseudonym, linkId) =>
      (
        await new WithdrawLink(world.database, clock).execute(
          actor,
          { pseudonym, linkId, reason: 'The two are brothers.' },
          null,
        )
      ).state,
    merge: async (pseudonym, into) => {
      const id = await propose(liaison, pseudonym, into);
      await review(verifier, into, id);
      return id;
    },
    read: (actor, pseudonym, knownAt) =>
      new ReadRecord(world.database, clock).execute(actor, { pseudonym, why: true, knownAt }),
    awaiting: (actor, command = { limit: 200 }) => new ListLinks(world.database).awaiting(actor, command),
    links: (actor, pseudonym, knownAt) => new ListLinks(world.database).execute(actor, { pseudonym, knownAt }),
  };
}
