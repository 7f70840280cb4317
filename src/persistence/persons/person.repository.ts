// Stores persons without names, and finds them for a reader by the reader's own pseudonym.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { IdentityClosed } from '../../domain/identity/identity-closed.js';
import { IdentityErased } from '../../domain/identity/identity-erased.js';
import { makePseudonym } from '../../domain/identity/pseudonym.js';
import type { Entropy } from '../../domain/entropy.js';
import { isLinked, lockLinked } from '../links/linked-persons.query.js';
import { markForMatching } from '../matches/mark-for-matching.js';
import { dateByRule } from '../retention/date-by-rule.query.js';
import type { NamedActor } from '../named-actor.js';
import { listOfAnyLength, plannedOnce } from '../../postgres/preparing-client.js';
import {
  personForReading,
  readingOf,
  type PersonForReading,
  type ReadingPoint,
  type ReadingRow,
} from './person-for-reading.query.js';
import { PERSON_COLUMNS, personOf, type PersonRow } from './person-row.js';
import { visiblePerson } from './visible-person.query.js';

const SELECT = `SELECT ${PERSON_COLUMNS},
    ARRAY(SELECT n.organisation_id::text FROM registry.person_named_organisation n WHERE n.person_id = p.id ORDER BY 1) AS named
  FROM registry.person p`;

export class PersonRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entropy: Entropy,
    private readonly actor: NamedActor,
  ) {}

  /** Held until the transaction ends; registering and sweeping one person exclude each other. */
  async lockRegistrations(personIds: readonly string[]): Promise<void> {
    await this.manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(g.id, 20)) FROM unnest($1::text[]) AS g(id) ORDER BY g.id`,
      [[...personIds]],
    );
  }

  /** False when a registration of this person is still under way. */
  async tryLockRegistration(personId: string): Promise<boolean> {
    const rows = await this.manager.query<{ locked: boolean }[]>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 20)) AS locked`,
      [personId],
    );
    return rows[0]?.locked === true;
  }

  /** Inserts persons with their owner's pseudonyms; returns the pseudonyms in the order given. */
  async add(persons: readonly Person[], at: number): Promise<string[]> {
    const rows = persons.map((person) => ({
      id: person.id,
      owner: person.ownerOrganisationId,
      reference: person.reference,
      sharing: person.sharingLevel,
      basis: person.legalBasis,
      identity: person.hasIdentity,
      pseudonym: makePseudonym((count) => this.entropy.randomBytes(count)),
    }));
    const added = this.manager.query(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, owner uuid, reference text, sharing text, basis text, identity boolean, pseudonym text)
       ), added AS (
         INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
         SELECT id, owner, reference, sharing, basis, identity, $2 FROM given RETURNING id
       )
       INSERT INTO registry.pseudonym (person_id, organisation_id, pseudonym) SELECT g.id, g.owner, g.pseudonym FROM given g`,
      [JSON.stringify(rows), new Date(at)],
    );
    const ids = persons.map(({ id }) => id);
    await Promise.all([added, dateByRule(this.manager, ids, at), markForMatching(this.manager, ids)]);
    const named = persons.flatMap((person) =>
      person.namedOrganisations.map((organisation) => ({ person: person.id, organisation })),
    );
    if (named.length > 0) {
      await this.manager.query(
        `INSERT INTO registry.person_named_organisation (person_id, organisation_id)
         SELECT person, organisation FROM jsonb_to_recordset($1::jsonb) AS g(person uuid, organisation uuid)`,
        [JSON.stringify(named)],
      );
    }
    return rows.map((row) => row.pseudonym);
  }

  /** The vault holds the identity; here stands only that there is one, and how often it changed. */
  async noteIdentityChange(personId: string): Promise<void> {
    await this.manager.query(
      `UPDATE registry.person SET has_identity = true, identity_version = identity_version + 1 WHERE id = $1`,
      [personId],
    );
    await markForMatching(this.manager, [personId]);
  }

  /** From now on nothing is disclosed, and the owner sees what every other reader does. */
  async markErased(personId: string, at: number): Promise<void> {
    await this.manager.query(
      `UPDATE registry.person SET has_identity = false, erased_at = $2, identity_version = identity_version + 1 WHERE id = $1`,
      [personId, new Date(at)],
    );
  }

  async isErased(personId: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM registry.person WHERE id = $1 AND erased_at IS NOT NULL`,
      [personId],
    );
    return rows.length > 0;
  }

  /** From now on nobody is shown the identity and no name finds it; null opens it again. */
  async markClosed(personId: string, at: number | null): Promise<void> {
    await this.manager.query(`UPDATE registry.person SET identity_closed_at = $2 WHERE id = $1`, [
      personId,
      at === null ? null : new Date(at),
    ]);
    await markForMatching(this.manager, [personId]);
  }

  /** Whether the identity may be changed: throws `identity_erased` or `identity_closed`. */
  async requireOpen(personId: string): Promise<void> {
    const [row] = await this.manager.query<{ erased: boolean; closed: boolean }[]>(
      `SELECT erased_at IS NOT NULL AS erased, identity_closed_at IS NOT NULL AS closed FROM registry.person WHERE id = $1`,
      [personId],
    );
    if (row?.erased === true) throw new IdentityErased();
    if (row?.closed === true) throw new IdentityClosed();
  }

  /** The person whom the reader's organisation knows by this pseudonym, when it may still see it. */
  async findVisible(actor: Actor, pseudonym: string): Promise<Person | null> {
    const visible = visiblePerson(actor, 2);
    const rows = await this.manager.query<PersonRow[]>(
      plannedOnce(`${SELECT} JOIN registry.pseudonym s ON s.person_id = p.id AND s.organisation_id = $2::uuid
       WHERE s.pseudonym = $1 AND ${visible.condition}`),
      [pseudonym, ...visible.parameters],
    );
    return rows[0] === undefined ? null : personOf(rows[0]);
  }

  /** The same person with all else that a reader is shown beside the statements: one round trip, where each question were one. */
  async findForReading(actor: Actor, pseudonym: string, point: ReadingPoint): Promise<PersonForReading | null> {
    const { text, parameters } = personForReading(actor, pseudonym, point);
    const [row] = await this.manager.query<ReadingRow[]>(plannedOnce(text), parameters);
    return row === undefined ? null : readingOf(row);
  }

  /** Whether the record was ever merged with another. */
  async isLinked(personId: string): Promise<boolean> {
    const rows = await this.manager.query<{ linked: boolean }[]>(`SELECT ${isLinked('$1::uuid')} AS linked`, [
      personId,
    ]);
    return rows[0]?.linked === true;
  }

  /** Of these persons those that the reader may see; the order is by inner id, which tells nothing but is stable. */
  async filterVisible(actor: Actor, personIds: readonly string[]): Promise<Person[]> {
    return this.visibleAmong(actor, personIds, 'true');
  }

  /** The same of those whose identity may be compared with a name: the door of every search. */
  async filterNamed(actor: Actor, personIds: readonly string[]): Promise<Person[]> {
    return this.visibleAmong(actor, personIds, 'p.identity_closed_at IS NULL');
  }

  /** Whom an organisation has ever known by this pseudonym, seen or not: a position in a list, never an answer. */
  async findIdByPseudonym(organisationId: string, pseudonym: string): Promise<string | null> {
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT person_id FROM registry.pseudonym WHERE organisation_id = $1 AND pseudonym = $2`,
      [organisationId, pseudonym],
    );
    return rows[0]?.person_id ?? null;
  }

  /** Serialises writers on these persons and all linked with them, so that each projection is made from all of its statements. */
  async lockForWriting(...personIds: readonly string[]): Promise<void> {
    await this.actor.reaching('registry', () => lockLinked(this.manager, personIds));
  }

  async ownerOf(id: string): Promise<string | null> {
    const rows = await this.manager.query<{ owner: string }[]>(
      `SELECT owner_organisation_id AS owner FROM registry.person WHERE id = $1`,
      [id],
    );
    return rows[0]?.owner ?? null;
  }

  async exists(id: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(`SELECT 1 FROM registry.person WHERE id = $1`, [id]);
    return rows.length > 0;
  }

  async findByReferences(organisationId: string, references: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.manager.query<{ reference: string; id: string }[]>(
      `SELECT reference, id FROM registry.person WHERE owner_organisation_id = $1 AND reference = ANY($2::text[])`,
      [organisationId, [...references]],
    );
    return new Map(rows.map((row) => [row.reference, row.id]));
  }

  /** The organisation's pseudonyms for these persons, drawn now where it had none; keyed by person id. */
  async pseudonymsFor(organisationId: string, personIds: readonly string[]): Promise<Map<string, string>> {
    if (personIds.length === 0) return new Map();
    const known = await this.knownPseudonyms(organisationId, personIds);
    const missing = personIds.filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    const drawn = missing.map((person) => ({
      person,
      pseudonym: makePseudonym((count) => this.entropy.randomBytes(count)),
    }));
    await this.manager.query(
      `INSERT INTO registry.pseudonym (person_id, organisation_id, pseudonym)
       SELECT person, $2, pseudonym FROM jsonb_to_recordset($1::jsonb) AS g(person uuid, pseudonym text) ORDER BY person
       ON CONFLICT ON CONSTRAINT pseudonym_pk DO NOTHING`,
      [JSON.stringify(drawn), organisationId],
    );
    return this.knownPseudonyms(organisationId, personIds);
  }

  private async visibleAmong(actor: Actor, personIds: readonly string[], condition: string): Promise<Person[]> {
    if (personIds.length === 0) return [];
    const visible = visiblePerson(actor, 2);
    const rows = await this.manager.query<PersonRow[]>(
      plannedOnce(
        `${SELECT} WHERE p.id = ANY(${listOfAnyLength('$1', 'uuid')}) AND ${visible.condition} AND ${condition} ORDER BY p.id`,
      ),
      [[...personIds], ...visible.parameters],
    );
    return rows.map(personOf);
  }

  private async knownPseudonyms(organisationId: string, personIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.manager.query<{ person_id: string; pseudonym: string }[]>(
      `SELECT person_id, pseudonym FROM registry.pseudonym WHERE organisation_id = $1 AND person_id = ANY($2::uuid[])`,
      [organisationId, [...personIds]],
    );
    return new Map(rows.map((row) => [row.person_id, row.pseudonym]));
  }
}
