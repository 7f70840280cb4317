// Writes one batch of imported rows: new persons, new statements of known ones, projections, log entries and the report.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import type { Entropy } from '../../domain/entropy.js';
import {
  saysTheSame,
  type ImportTotals,
  type IncomingPerson,
  type IncomingRow,
  type IncomingStatement,
  type RowReport,
} from '../../domain/imports/incoming-person.js';
import type { Statement, StatementAuthor } from '../../domain/records/statement.js';
import type { ProjectionOf } from '../records/projection.repository.js';
import { projectionsOf } from '../records/projections-of-statements.js';
import type { Room } from '../room.js';
import type { NewStatement } from '../statements/statement.repository.js';

type GoodRow = Extract<IncomingRow, { ok: true }>;

interface KnownPerson {
  readonly id: string;
  readonly statements: Statement[];
  readonly isNew: boolean;
}

export interface WrittenBatch {
  readonly totals: ImportTotals;
  /** Persons who came with an identity, to be confirmed in the vault after the commit. */
  readonly identified: readonly string[];
}

/** What the caller does for persons with an identity, inside the transaction: locks and seals. */
export type SealIdentities = (
  people: readonly { readonly personId: string; readonly person: IncomingPerson }[],
) => Promise<void>;
/** Names of the fields in which a known person's identity differs from what the file says; never their values. */
export type CompareIdentity = (personId: string, person: IncomingPerson) => Promise<readonly string[]>;

export class IncomingBatch {
  private readonly persons = new Map<string, KnownPerson>();
  private readonly added: { readonly id: string; readonly person: IncomingPerson }[] = [];
  private readonly statements: NewStatement[] = [];
  private readonly touched = new Set<KnownPerson>();
  private readonly reports: RowReport[] = [];
  private readonly notes: AuditNote[] = [];
  private readonly author: StatementAuthor;

  constructor(
    private readonly room: Room,
    private readonly actor: Actor,
    private readonly entropy: Entropy,
    private readonly jobId: string,
  ) {
    this.author = {
      organisationId: actor.organisationId,
      organisationKind: actor.organisationKind,
      party: actor.party,
    };
  }

  async write(
    rows: readonly IncomingRow[],
    before: ImportTotals,
    seal: SealIdentities,
    compare: CompareIdentity,
  ): Promise<WrittenBatch> {
    await this.findKnown(rows);
    for (const row of rows) {
      if (row.ok) await this.take(row, compare);
      else this.refuse(row);
    }
    await this.room.places.addUnseen(distinctPlaces(rows));
    const identified = this.added.filter(({ person }) => person.identity !== null);
    await seal(identified.map(({ id, person }) => ({ personId: id, person })));
    await this.store();
    const totals = this.totalsAfter(before, rows);
    await this.room.imports.addReports(this.jobId, this.reports);
    await this.room.imports.advance(this.jobId, totals);
    return { totals, identified: identified.map(({ id }) => id) };
  }

  private async findKnown(rows: readonly IncomingRow[]): Promise<void> {
    const references = rows.flatMap((row) => (row.ok ? [row.person.reference] : []));
    const known = await this.room.persons.findByReferences(this.actor.organisationId, references);
    const statements = await this.room.statements.ofPersons([...known.values()]);
    for (const [reference, id] of known) {
      this.persons.set(reference, {
        id,
        statements: (statements.get(id) ?? []).map((each) => each.statement),
        isNew: false,
      });
    }
  }

  private async take(row: GoodRow, compare: CompareIdentity): Promise<void> {
    const { person } = row;
    const known = this.persons.get(person.reference);
    if (known === undefined) {
      const fresh: KnownPerson = { id: this.entropy.innerId(), statements: [], isNew: true };
      this.persons.set(person.reference, fresh);
      this.added.push({ id: fresh.id, person });
      const count = this.say(fresh, person.statements);
      this.notes.push({
        action: 'person_registered',
        subjectKind: 'person',
        personId: fresh.id,
        details: { import: this.jobId, statements: count },
      });
      this.report(row, 'added', person.warnings);
      return;
    }
    const own = known.statements.filter((statement) => statement.author.organisationId === this.actor.organisationId);
    const news = person.statements.filter((incoming) => !own.some((recorded) => saysTheSame(recorded, incoming)));
    const count = this.say(known, news);
    if (count > 0) {
      this.notes.push({
        action: 'statement_added',
        subjectKind: 'person',
        personId: known.id,
        details: { import: this.jobId, statements: count },
      });
    }
    const differing = known.isNew ? [] : await compare(known.id, person);
    this.report(row, 'matched', [
      ...person.warnings,
      ...news.map(({ kind }) => ({
        column: null,
        code: 'statement_added',
        message: `A statement of kind ${kind} is new.`,
      })),
      ...differing.map((field) => ({
        column: field,
        code: 'field_differs',
        message: 'The file and the registry differ in this field; the registry was not changed.',
      })),
    ]);
  }

  private say(person: KnownPerson, incoming: readonly IncomingStatement[]): number {
    for (const { reference, ...said } of incoming) {
      const statement = {
        ...said,
        id: this.entropy.shownId(),
        recordedAt: this.entropy.now(),
        author: this.author,
        confidential: false,
        withdrawn: null,
      } as Statement;
      person.statements.push(statement);
      this.statements.push({ personId: person.id, statement, recordedBy: this.actor.userId, reference });
    }
    if (incoming.length > 0) this.touched.add(person);
    return incoming.length;
  }

  private refuse(row: Extract<IncomingRow, { ok: false }>): void {
    const { row: ordinal, line, reference } = row;
    for (const fault of row.faults) this.reports.push({ row: ordinal, line, reference, outcome: 'refused', ...fault });
  }

  private report(row: GoodRow, outcome: 'added' | 'matched', notes: IncomingPerson['warnings']): void {
    const line = { row: row.row, line: row.line, reference: row.person.reference, outcome };
    if (notes.length === 0) this.reports.push({ ...line, code: null, column: null, message: null });
    for (const note of notes) this.reports.push({ ...line, ...note });
  }

  private async store(): Promise<void> {
    const at = this.entropy.now();
    if (this.added.length > 0) {
      await this.room.persons.add(
        this.added.map(({ id, person }) => ({
          id,
          ownerOrganisationId: this.actor.organisationId,
          reference: person.reference,
          sharingLevel: person.sharingLevel,
          namedOrganisations: [],
          legalBasis: person.legalBasis,
          hasIdentity: person.identity !== null,
        })),
        at,
      );
    }
    for (const person of this.touched) if (!person.isNew) await this.room.persons.lockForWriting(person.id);
    await this.room.statements.add(this.statements);
    await this.room.projections.put(this.projections(at), at);
    if (this.notes.length > 0) await this.room.audit.note(...this.notes);
  }

  private projections(at: number): ProjectionOf[] {
    return [...this.touched].flatMap((person) => projectionsOf(person.id, person.statements, at));
  }

  private totalsAfter(before: ImportTotals, rows: readonly IncomingRow[]): ImportTotals {
    const good = rows.filter((row) => row.ok).length;
    return {
      rows: rows.at(-1)?.row ?? before.rows,
      added: before.added + this.added.length,
      matched: before.matched + good - this.added.length,
      refused: before.refused + rows.length - good,
      statementsAdded: before.statementsAdded + this.statements.length,
    };
  }
}

function distinctPlaces(rows: readonly IncomingRow[]): IncomingPerson['places'] {
  const places = rows.flatMap((row) => (row.ok ? row.person.places : []));
  return [...new Map(places.map((place) => [place.code, place])).values()];
}
