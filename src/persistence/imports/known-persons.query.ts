// Finds the persons whom an organisation has registered under these references, with what has been said of them.

import type { EntityManager } from 'typeorm';
import type { KnownPerson } from '../../domain/imports/plan-batch.js';
import { linkedAmong, lockLinked } from '../links/linked-persons.query.js';
import { StatementRepository } from '../statements/statement.repository.js';

export interface RegisteredPerson extends KnownPerson {
  /** Whether there is one that may be compared: a closed one is not opened. */
  readonly hasIdentity: boolean;
}

interface PersonRow {
  id: string;
  reference: string;
  has_identity: boolean;
}

/**
 * With `forWriting` the persons are locked until the transaction ends, before their statements are read: a statement that
 * somebody adds meanwhile waits, and no projection is made without it.
 */
export async function knownPersons(
  manager: EntityManager,
  organisationId: string,
  references: readonly string[],
  forWriting: boolean,
): Promise<Map<string, RegisteredPerson>> {
  const rows = await manager.query<PersonRow[]>(
    `SELECT id, reference, has_identity AND identity_closed_at IS NULL AS has_identity FROM registry.person WHERE owner_organisation_id = $1 AND reference = ANY($2::text[])
     ORDER BY id ${forWriting ? 'FOR NO KEY UPDATE' : ''}`,
    [organisationId, [...references]],
  );
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  if (forWriting) await lockLinked(manager, await linkedAmong(manager, ids));
  const statements = await new StatementRepository(manager, null).ofPersons(ids);
  const given = await statementReferences(manager, organisationId, ids);
  return new Map(
    rows.map(({ id, reference, has_identity: hasIdentity }) => [
      reference,
      {
        id,
        hasIdentity,
        statements: (statements.get(id) ?? []).map(({ statement }) => statement),
        statementReferences: given.get(id) ?? new Set(),
      },
    ]),
  );
}

async function statementReferences(
  manager: EntityManager,
  organisationId: string,
  personIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const rows = await manager.query<{ person_id: string; given: string[] }[]>(
    `SELECT person_id, array_agg(reference) AS given FROM registry.statement
     WHERE organisation_id = $1 AND person_id = ANY($2::uuid[]) AND reference IS NOT NULL GROUP BY person_id`,
    [organisationId, [...personIds]],
  );
  return new Map(rows.map((row) => [row.person_id, new Set(row.given)]));
}
