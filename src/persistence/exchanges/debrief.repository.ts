// Keeps invitations to debriefs, their answers and consents, what was seen, and which statements came of it.

import type { EntityManager } from 'typeorm';
import type { Debrief, DebriefAnswer, DebriefUse, Sighting, SightingStrength } from '../../domain/exchanges/debrief.js';
import type { Instant } from '../../domain/records/instant.js';
import { timestampOf } from '../statements/statement-row.js';
import { placeOf, type PlaceColumns } from './exchange-rows.js';
import type { WrittenStatement } from './roster.repository.js';

interface SightingRow extends PlaceColumns {
  id: string;
  debrief_id: string;
  person_id: string;
  seen_edtf: string;
  contact_strength: string;
  in_custody: boolean;
  holder: string | null;
  grade: string;
  recorded_at: Date;
}

type Row<T> = T & { debrief_id: string; recorded_at: Date };

export class DebriefRepository {
  constructor(private readonly manager: EntityManager) {}

  async invite(
    debrief: Pick<Debrief, 'id' | 'exchangeId' | 'personId' | 'organisationId' | 'invitedAt'>,
    by: string,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.debrief (id, exchange_id, person_id, organisation_id, invited_by, invited_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [debrief.id, debrief.exchangeId, debrief.personId, debrief.organisationId, by, new Date(debrief.invitedAt)],
    );
  }

  async answer(debrief: Debrief, given: Debrief['answers'][number], by: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.debrief_answer (debrief_id, number, answer, medically_cleared, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [debrief.id, debrief.answers.length + 1, given.answer, given.medicallyCleared, by, new Date(given.at)],
    );
  }

  async consent(debrief: Debrief, given: Debrief['consents'][number], by: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.debrief_consent (debrief_id, number, use, given, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [debrief.id, debrief.consents.length + 1, given.use, given.given, by, new Date(given.at)],
    );
  }

  async addSightings(debriefId: string, sightings: readonly Sighting[], by: string): Promise<void> {
    const rows = sightings.map((one) => ({
      id: one.id,
      person: one.personId,
      seen: one.seen,
      place: one.place?.code ?? null,
      precision: one.place?.precision ?? null,
      strength: one.contactStrength,
      held: one.inCustody,
      holder: one.holder,
      grade: one.grade,
      at: new Date(one.recordedAt).toISOString(),
    }));
    await this.manager.query(
      `INSERT INTO registry.debrief_sighting (id, debrief_id, person_id, seen_edtf, place_code, place_precision, contact_strength, in_custody, holder_party_id, grade, recorded_by, recorded_at)
       SELECT g.id, $2, g.person, g.seen, g.place, g.precision, g.strength, g.held, p.id, g.grade, $3, g.at
       FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, person uuid, seen text, place text, precision text, strength text, held boolean, holder text, grade text, at timestamptz)
       LEFT JOIN registry.party p ON p.party_key = g.holder`,
      [JSON.stringify(rows), debriefId, by],
    );
  }

  /** Of this organisation and this exchange, in the order of invitation; what others ask is not there. */
  async ofExchange(exchangeId: string, organisationId: string): Promise<Debrief[]> {
    const rows = await this.manager.query<{ id: string; person_id: string; invited_at: Date }[]>(
      `SELECT id, person_id, invited_at FROM registry.debrief WHERE exchange_id = $1 AND organisation_id = $2 ORDER BY invited_at, person_id`,
      [exchangeId, organisationId],
    );
    const ids = rows.map(({ id }) => id);
    const answers = await this.manager.query<Row<{ answer: string; medically_cleared: boolean }>[]>(
      `SELECT debrief_id, answer, medically_cleared, recorded_at FROM registry.debrief_answer WHERE debrief_id = ANY($1::uuid[]) ORDER BY debrief_id, number`,
      [ids],
    );
    const consents = await this.manager.query<Row<{ use: string; given: boolean }>[]>(
      `SELECT debrief_id, use, given, recorded_at FROM registry.debrief_consent WHERE debrief_id = ANY($1::uuid[]) ORDER BY debrief_id, number`,
      [ids],
    );
    const sightings = await this.sightingsOf(ids);
    return rows.map((row) => ({
      id: row.id,
      exchangeId,
      personId: row.person_id,
      organisationId,
      invitedAt: row.invited_at.getTime(),
      answers: of(answers, row.id).map((one) => ({
        answer: one.answer as DebriefAnswer,
        medicallyCleared: one.medically_cleared,
        at: one.recorded_at.getTime(),
      })),
      consents: of(consents, row.id).map((one) => ({
        use: one.use as DebriefUse,
        given: one.given,
        at: one.recorded_at.getTime(),
      })),
      sightings: of(sightings, row.id).map(sightingOf),
    }));
  }

  async link(written: readonly { readonly sightingId: string; readonly statementId: string }[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.debrief_sighting_statement (statement_id, sighting_id)
       SELECT statement, sighting FROM jsonb_to_recordset($1::jsonb) AS g(statement uuid, sighting uuid)`,
      [
        JSON.stringify(
          written.map(({ sightingId, statementId }) => ({ sighting: sightingId, statement: statementId })),
        ),
      ],
    );
  }

  /** What these sightings wrote and stands, now or at an instant; `entryId` is that of the sighting. */
  async writtenStatements(sightingIds: readonly string[], knownAt: Instant = Infinity): Promise<WrittenStatement[]> {
    const rows = await this.manager.query<
      { id: string; sighting_id: string; person_id: string; organisation_id: string; confidential: boolean }[]
    >(
      `SELECT s.id, l.sighting_id, s.person_id, s.organisation_id, s.confidential
       FROM registry.debrief_sighting_statement l JOIN registry.statement s ON s.id = l.statement_id
       WHERE l.sighting_id = ANY($1::uuid[]) AND s.recorded_at <= $2
         AND NOT EXISTS (SELECT 1 FROM registry.statement_withdrawal w WHERE w.statement_id = s.id AND w.recorded_at <= $2)
       ORDER BY l.sighting_id`,
      [[...sightingIds], timestampOf(knownAt)],
    );
    return rows.map((row) => ({
      statementId: row.id,
      entryId: row.sighting_id,
      personId: row.person_id,
      kind: 'proof_of_life',
      organisationId: row.organisation_id,
      confidential: row.confidential,
    }));
  }

  /** Of these sightings those of which a proof was withdrawn after that instant. */
  async withdrawnAfter(sightingIds: readonly string[], since: Instant): Promise<string[]> {
    const rows = await this.manager.query<{ sighting_id: string }[]>(
      `SELECT DISTINCT l.sighting_id FROM registry.debrief_sighting_statement l
       JOIN registry.statement_withdrawal w ON w.statement_id = l.statement_id
       WHERE l.sighting_id = ANY($1::uuid[]) AND w.recorded_at > $2`,
      [[...sightingIds], new Date(since)],
    );
    return rows.map((row) => row.sighting_id);
  }

  private async sightingsOf(debriefIds: readonly string[]): Promise<SightingRow[]> {
    return this.manager.query<SightingRow[]>(
      `SELECT g.id, g.debrief_id, g.person_id, g.seen_edtf, g.contact_strength, g.in_custody, p.party_key AS holder, g.grade, g.recorded_at,
              g.place_code, g.place_precision, pl.state_code AS place_state, pl.municipality_code AS place_municipality
       FROM registry.debrief_sighting g LEFT JOIN registry.party p ON p.id = g.holder_party_id LEFT JOIN registry.place pl ON pl.code = g.place_code
       WHERE g.debrief_id = ANY($1::uuid[]) ORDER BY g.debrief_id, g.id`,
      [[...debriefIds]],
    );
  }
}

function of<T extends { debrief_id: string }>(rows: readonly T[], debriefId: string): T[] {
  return rows.filter((row) => row.debrief_id === debriefId);
}

function sightingOf(row: SightingRow): Sighting {
  return {
    id: row.id,
    personId: row.person_id,
    seen: row.seen_edtf,
    place: placeOf(row),
    contactStrength: row.contact_strength as SightingStrength,
    inCustody: row.in_custody,
    holder: row.holder,
    grade: row.grade as Sighting['grade'],
    recordedAt: row.recorded_at.getTime(),
  };
}
