// Appends statements and withdrawals, and reads a person's statements in the domain's own form.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import { asSeenBy } from '../../domain/records/embargo.js';
import type { Statement, StatementAuthor } from '../../domain/records/statement.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { statementsOn, type Extent } from './extent.query.js';
import type { Remembered, RememberedStatements } from './remembered-statements.js';
import { secondsOf, statementOf, timestampOf, type StatementRow, type ToldRow } from './statement-row.js';
import type { StatementAct } from '../../domain/records/statement-act.js';
import { findWritingAct } from './writing-act.query.js';

/** A statement about to be recorded. */
export interface NewStatement {
  readonly personId: string;
  readonly statement: Statement;
  readonly recordedBy: string;
  /** The author's own number for this statement, or null. */
  readonly reference: string | null;
}

/** A statement as its readers meet it, with what only the registry knows. */
export interface RecordedStatement {
  readonly personId: string;
  readonly statement: Statement;
  readonly recordedBy: string;
}

/** Of whom it is, and how much there is to tell. */
interface PersonRead {
  readonly id: string;
  readonly extent: Extent;
}
/** What an organisation is told, and of how many rows, those under embargo among them. */
interface StatementsRead {
  readonly held: Statement[];
  readonly statements: number;
  readonly withdrawals: number;
}

/** The owner of the person of `s` and the wills of that person, oldest first. */
const OWNED = `SELECT jsonb_build_object('owner', ow.owner_organisation_id, 'wills', COALESCE((
    SELECT jsonb_agg(jsonb_build_object('at', ${secondsOf('v.recorded_at')}, 'shared', v.shared_with, 'named', v.named_organisations) ORDER BY v.number)
    FROM registry.person_will v WHERE v.person_id = ow.id), '[]'))
  FROM registry.person ow WHERE ow.id = s.person_id`;

const TOLD = `s.id, s.kind, s.valid_edtf, ${secondsOf('s.valid_earliest')} AS valid_earliest, ${secondsOf('s.valid_latest')} AS valid_latest,
         ${secondsOf('s.recorded_at')} AS recorded_at, s.organisation_id, o.kind AS organisation_kind, pa.party_key, s.basis, s.source, s.reliability,
         s.information, s.place_code, s.place_precision, pl.state_code AS place_state, pl.municipality_code AS place_municipality, s.confidential,
         s.details, w.how AS withdrawn_how, w.reason AS withdrawn_reason, ${secondsOf('w.recorded_at')} AS withdrawn_at, w.successor_id,
         em.ground AS embargo_ground, ${secondsOf('ee.recorded_at')} AS verified_at,
         sem.ground AS successor_ground, ${secondsOf('see.recorded_at')} AS successor_verified_at,
         CASE WHEN em.statement_id IS NOT NULL OR w.statement_id IS NOT NULL THEN (${OWNED}) END AS owned`;
/** What only the registry knows of a statement. */
const RECORDED = `, s.person_id, s.recorded_by`;

const select = (from: string, more = RECORDED): string => `
  SELECT ${TOLD}${more}
  FROM ${from} s
  JOIN registry.organisation o ON o.id = s.organisation_id
  LEFT JOIN registry.party pa ON pa.id = o.party_id
  LEFT JOIN registry.place pl ON pl.code = s.place_code
  LEFT JOIN registry.statement_withdrawal w ON w.statement_id = s.id
  LEFT JOIN registry.embargo em ON em.statement_id = s.id
  LEFT JOIN registry.embargo_end ee ON ee.statement_id = s.id AND ee.verdict = 'verified'
  LEFT JOIN registry.embargo sem ON sem.statement_id = w.successor_id
  LEFT JOIN registry.embargo_end see ON see.statement_id = w.successor_id AND see.verdict = 'verified'`;

/**
 * The ids come as a table, of which the planner knows nothing: by a list of values it would plan otherwise for somebody of whom much was said,
 * in confidence too.
 */
const ofPersons = (whose: string): string => `
  ${select(statementsOn('IN (SELECT unnest($1::uuid[]))', whose))}
  ORDER BY s.person_id, s.recorded_at, s.id`;

/** Arrays and not objects: for the 1,200 rows of an import's batch PostgreSQL needs 26 ms instead of 42. */
const INSERT = `
  INSERT INTO registry.statement (id, person_id, kind, valid_edtf, valid_earliest, valid_latest, recorded_at, recorded_by, organisation_id,
    basis, source, reliability, information, place_code, place_precision, confidential, details, reference)
  SELECT (g->>0)::uuid, (g->>1)::uuid, g->>2, g->>3, (g->>4)::timestamptz, (g->>5)::timestamptz, to_timestamp((g->>6)::float8 / 1000.0),
    (g->>7)::uuid, (g->>8)::uuid, g->>9, g->>10, g->>11, (g->>12)::smallint, g->>13, g->>14, (g->>15)::boolean, g->16, g->>17
  FROM jsonb_array_elements($1::jsonb) AS given(g)`;

export class StatementRepository {
  constructor(
    private readonly manager: EntityManager,
    /** Null in a transaction that may write. */
    private readonly remembered: RememberedStatements | null,
  ) {}

  async add(statements: readonly NewStatement[]): Promise<void> {
    if (statements.length === 0) return;
    await this.manager.query(INSERT, [JSON.stringify(statements.map(cellsOf))]);
  }

  async withdraw(withdrawal: {
    statementId: string;
    how: 'retracted' | 'superseded';
    successorId: string | null;
    reason: string;
    at: number;
    by: string;
  }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.statement_withdrawal (statement_id, how, successor_id, reason, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        withdrawal.statementId,
        withdrawal.how,
        withdrawal.successorId,
        withdrawal.reason,
        new Date(withdrawal.at),
        withdrawal.by,
      ],
    );
  }

  /**
   * All statements of these persons, withdrawn ones included, grouped by person; for a reader as it is told of them, and without those that
   * others gave in confidence: not one of their rows is read, so that nothing about them, the time that they take included, reaches an answer.
   */
  async ofPersons(
    personIds: readonly string[],
    reader: { readonly organisationId: string } | null = null,
  ): Promise<Map<string, RecordedStatement[]>> {
    const grouped = new Map<string, RecordedStatement[]>(personIds.map((id) => [id, []]));
    const rows = await this.manager.query<StatementRow[]>(
      reader === null ? ofPersons('') : plannedOnce(ofPersons('AND organisation_id = $2::uuid')),
      [[...personIds], ...(reader === null ? [] : [reader.organisationId])],
    );
    for (const row of rows) {
      const recorded = recordedOf(row);
      const told = reader === null ? recorded.statement : asSeenBy(recorded.statement, reader.organisationId);
      if (told !== null) grouped.get(row.person_id)?.push({ ...recorded, statement: told });
    }
    return grouped;
  }

  /** Of these statements those that an organisation is told of, as it is told; by id. What others gave in confidence is not asked for. */
  async toldOf(ids: readonly string[], organisationId: string): Promise<Map<string, Statement>> {
    if (ids.length === 0) return new Map();
    const rows = await this.manager.query<ToldRow[]>(
      `${select('registry.statement', '')} WHERE s.id = ANY($1::uuid[])`,
      [[...ids]],
    );
    return new Map(rows.flatMap((row) => toldBy(row, organisationId).map((one) => [one.id, one] as const)));
  }

  /**
   * What the same say of one person whom the reader's organisation knows by this pseudonym and may see: asked together with who that is. For one
   * person and not for any number of them PostgreSQL keeps its plan, which takes as long to make as to carry out.
   */
  private async ofKnown(actor: Actor, pseudonym: string): Promise<StatementsRead> {
    const visible = visiblePerson(actor, 2);
    // Looked up once, so that somebody who is not to be seen takes hardly longer than nobody.
    const known = `WITH known AS MATERIALIZED (SELECT p.id FROM registry.pseudonym n JOIN registry.person p ON p.id = n.person_id
      WHERE n.organisation_id = $2::uuid AND n.pseudonym = $1 AND ${visible.condition})`;
    const theirs = statementsOn('= (SELECT id FROM known)', 'AND organisation_id = $2::uuid');
    const rows = await this.manager.query<ToldRow[]>(plannedOnce(`${known} ${select(theirs, '')}`), [
      pseudonym,
      ...visible.parameters,
    ]);
    return {
      held: rows.flatMap((row) => toldBy(row, actor.organisationId)),
      statements: rows.length,
      withdrawals: rows.filter((row) => row.withdrawn_how !== null).length,
    };
  }

  /** As it was at the last reading; null where the transaction may write, or nothing is remembered. */
  lastRead(actor: Actor, pseudonym: string): Remembered | null {
    return this.remembered?.last(actor.organisationId, pseudonym) ?? null;
  }

  /**
   * The same for a read, which reads the rows only where they are not those of before: of 50, reading takes three times as long as counting.
   * What is not remembered is asked at once, together with who the person is and how much there is to tell; the rest when that is known.
   */
  forReading(actor: Actor, pseudonym: string): (person: PersonRead) => Promise<readonly Statement[]> {
    const { organisationId } = actor;
    const asked = this.remembered?.has(organisationId, pseudonym) === true ? null : this.ofKnown(actor, pseudonym);
    // A failure is told to whoever asks for the answer, who may never come to it.
    asked?.catch(() => undefined);
    return async ({ id: personId, extent }) => {
      const before = this.remembered?.find(organisationId, pseudonym, extent) ?? null;
      if (before !== null) return before;
      const read = await (asked ?? this.ofKnown(actor, pseudonym));
      this.remembered?.keep(organisationId, pseudonym, { personId, extent, held: read.held }, read);
      return read.held;
    };
  }

  async findById(statementId: string): Promise<RecordedStatement | null> {
    const rows = await this.manager.query<StatementRow[]>(`${select('registry.statement')} WHERE s.id = $1`, [
      statementId,
    ]);
    return rows[0] === undefined ? null : recordedOf(rows[0]);
  }

  /** The act that wrote a statement of this organisation, as long as it stands. */
  writingAct(statementId: string, organisationId: string): Promise<StatementAct | null> {
    return findWritingAct(this.manager, statementId, organisationId);
  }

  async knownReferences(organisationId: string, personId: string): Promise<Set<string>> {
    const rows = await this.manager.query<{ reference: string }[]>(
      `SELECT reference FROM registry.statement WHERE organisation_id = $1 AND person_id = $2 AND reference IS NOT NULL`,
      [organisationId, personId],
    );
    return new Set(rows.map((row) => row.reference));
  }

  /** The author as folds know it. */
  static authorOf(organisation: { id: string; kind: string; party: { partyKey: string } | null }): StatementAuthor {
    return {
      organisationId: organisation.id,
      organisationKind: organisation.kind,
      party: organisation.party?.partyKey ?? null,
    };
  }
}

function toldBy(row: ToldRow, organisationId: string): readonly Statement[] {
  const told = asSeenBy(statementOf(row), organisationId);
  return told === null ? [] : [told];
}

function recordedOf(row: StatementRow): RecordedStatement {
  return { personId: row.person_id, statement: statementOf(row), recordedBy: row.recorded_by };
}

/** In the order of the columns of INSERT. */
function cellsOf({ personId, statement, recordedBy, reference }: NewStatement): unknown[] {
  return [
    statement.id,
    personId,
    statement.kind,
    statement.valid.edtf,
    timestampOf(statement.valid.earliest),
    timestampOf(statement.valid.latest),
    statement.recordedAt,
    recordedBy,
    statement.author.organisationId,
    statement.basis,
    statement.source,
    statement.grade.reliability,
    statement.grade.information,
    statement.place?.code ?? null,
    statement.place?.precision ?? null,
    statement.confidential,
    statement.details,
    reference,
  ];
}
