// One person of an imported file, in the registry's own terms, and what became of each row.

import type { LegalBasis, SharingLevel } from '../access/person-visibility.js';
import type { IdentityParticulars } from '../identity/identity-particulars.js';
import type { BirthYears, Statement } from '../records/statement.js';

/** A statement before it has an id, an author and a recorded time. */
export type IncomingStatement = Pick<
  Statement,
  'kind' | 'valid' | 'basis' | 'source' | 'grade' | 'place' | 'details'
> & {
  /** The file's own number for it, or null. */
  readonly reference: string | null;
};

export interface IncomingPlace {
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
  readonly level: number;
}

export interface IncomingNote {
  /** Column of the file, or null when the row as a whole is meant. */
  readonly column: string | null;
  readonly code: string;
  /** Holds no identity and no cell of the row. */
  readonly message: string;
}

export interface IncomingPerson {
  readonly reference: string;
  /** For the vault alone; null for a nameless record. */
  readonly identity: IdentityParticulars | null;
  readonly birthYears: BirthYears | null;
  readonly statements: readonly IncomingStatement[];
  /** Every place that the statements name, parents first. */
  readonly places: readonly IncomingPlace[];
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
  readonly warnings: readonly IncomingNote[];
}

export interface RowPlace {
  /** Ordinal of the row in the file, 1-based; the same file always gives the same ordinals. */
  readonly row: number;
  readonly line: number;
}

export type IncomingRow = RowPlace &
  (
    | { readonly ok: true; readonly person: IncomingPerson }
    | { readonly ok: false; readonly reference: string | null; readonly faults: readonly IncomingNote[] }
  );

export type RowOutcome = 'added' | 'matched' | 'refused';

/** A line of the import's report; a row with several faults has several. */
export interface RowReport extends RowPlace {
  readonly reference: string | null;
  readonly outcome: RowOutcome;
  readonly code: string | null;
  readonly column: string | null;
  readonly message: string | null;
}

export interface ImportTotals {
  /** Ordinal of the last row dealt with. */
  readonly rows: number;
  readonly added: number;
  readonly matched: number;
  readonly refused: number;
  readonly statementsAdded: number;
}

export const NOTHING_IMPORTED: ImportTotals = { rows: 0, added: 0, matched: 0, refused: 0, statementsAdded: 0 };

/** Both together; `later` comes after `before` in the file. */
export function totalsTogether(before: ImportTotals, later: ImportTotals): ImportTotals {
  return {
    rows: later.rows,
    added: before.added + later.added,
    matched: before.matched + later.matched,
    refused: before.refused + later.refused,
    statementsAdded: before.statementsAdded + later.statementsAdded,
  };
}
