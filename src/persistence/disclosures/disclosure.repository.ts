// Keeps who was shown which fields of whose identity, and why.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import type { IdentityField } from '../../domain/identity/identity-particulars.js';
import type { Condition } from '../condition.js';
import type { NamedActor } from '../named-actor.js';
import { openAssignment } from '../persons/open-assignment.query.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { timestampOf } from '../statements/statement-row.js';
import { disclosedOf, DisclosureTable, type DisclosedRow, type DisclosurePage } from './disclosure-table.js';

interface DisclosureRow extends DisclosedRow {
  person_id: string;
  hidden_at: Date | null;
  request_id: string | null;
}

export interface WorkerOnCase {
  readonly isAssigned: boolean;
  readonly others: number;
}

const LOCK_USER = plannedOnce(`SELECT pg_advisory_xact_lock(hashtextextended($1, 52))`);

const WORKER_ON_CASE = plannedOnce(`SELECT
    EXISTS (SELECT 1 FROM registry.assignment a
      WHERE a.person_id = s.person_id AND a.user_id = $3::uuid AND ${openAssignment('a', null)}) AS is_assigned,
    (SELECT count(DISTINCT d.person_id)::int FROM registry.disclosure d
      WHERE d.user_id = $3::uuid AND d.request_id IS NULL AND d.disclosed_at > $4::timestamptz AND d.person_id <> s.person_id) AS others
  FROM registry.pseudonym s WHERE s.pseudonym = $1 AND s.organisation_id = $2::uuid`);

export class DisclosureRepository {
  private readonly disclosures: DisclosureTable<DisclosureRow>;

  constructor(
    private readonly manager: EntityManager,
    private readonly actor: NamedActor,
  ) {
    const shape = { table: 'registry.disclosure', subject: 'person_id', more: ['hidden_at', 'request_id'] };
    this.disclosures = new DisclosureTable(manager, shape);
  }

  /** `once`: the single use of its request; a second one is refused by the table. `on` must be true, or fail. */
  add(
    disclosure: Omit<CarriedDisclosure, 'username' | 'organisation' | 'hiddenAt'>,
    once: boolean,
    on: Condition | null = null,
  ): Promise<void> {
    const { personId, requestId } = disclosure;
    return this.disclosures.add({ person_id: personId, request_id: requestId, single_use: once }, disclosure, on);
  }

  /**
   * Whether a worker is assigned to the case of whom they know by this pseudonym, and how many other people they were shown since an instant without
   * the approval of two. Whoever is shown people at the same moment is counted one after the other. Of nobody: not assigned, none.
   */
  async workerOnCase({ userId, organisationId }: Actor, pseudonym: string, since: number): Promise<WorkerOnCase> {
    // Two statements, sent together: the second one's snapshot is taken when the first has the lock.
    const [, rows] = await Promise.all([
      this.manager.query(LOCK_USER, [userId]),
      this.manager.query<{ is_assigned: boolean; others: number }[]>(WORKER_ON_CASE, [
        pseudonym,
        organisationId,
        userId,
        timestampOf(since),
      ]),
    ]);
    return { isAssigned: rows[0]?.is_assigned === true, others: rows[0]?.others ?? 0 };
  }

  /** A user's own disclosure of this person. `id` is a UUID. */
  async findOwn(id: string, personId: string, userId: string): Promise<CarriedDisclosure | null> {
    const row = await this.disclosures.findOwn(id, personId, userId);
    return row === null ? null : disclosureOf(row);
  }

  /** Newest first; what was hidden later than `knownAt` was not hidden then. */
  async ofPerson(personId: string, page: DisclosurePage): Promise<{ disclosures: CarriedDisclosure[]; more: boolean }> {
    // Who was shown it may be an account of another organisation.
    const { rows, more } = await this.actor.reaching('accounts', () => this.disclosures.ofSubject(personId, page));
    const { knownAt = Infinity } = page;
    const disclosures = rows.map(disclosureOf).map((one) => ({
      ...one,
      hiddenAt: one.hiddenAt !== null && one.hiddenAt <= knownAt ? one.hiddenAt : null,
    }));
    return { disclosures, more };
  }

  /** Ends whatever is still shown of a person. */
  async hideAll(personId: string, at: number): Promise<void> {
    await this.manager.query(
      `UPDATE registry.disclosure SET hidden_at = $2 WHERE person_id = $1 AND hidden_at IS NULL AND expires_at > $2`,
      [personId, new Date(at)],
    );
  }

  /** Hiding twice is the same as once. */
  async hide(id: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.disclosure SET hidden_at = $2 WHERE id = $1 AND hidden_at IS NULL`, [
      id,
      new Date(at),
    ]);
  }
}

function disclosureOf(row: DisclosureRow): CarriedDisclosure {
  const disclosed = disclosedOf<IdentityField>(row);
  return {
    ...disclosed,
    personId: row.person_id,
    hiddenAt: row.hidden_at?.getTime() ?? null,
    requestId: row.request_id,
  };
}
