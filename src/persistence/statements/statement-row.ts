// Translates between a statement's row and the domain's statement.

import type { Statement, PlacePrecision } from '../../domain/records/statement.js';

export interface StatementRow {
  id: string;
  person_id: string;
  kind: string;
  valid_edtf: string;
  valid_earliest: string;
  valid_latest: string;
  recorded_at: Date;
  recorded_by: string;
  organisation_id: string;
  organisation_kind: string;
  party_key: string | null;
  basis: string;
  source: string;
  reliability: string;
  information: number;
  place_code: string | null;
  place_precision: string | null;
  place_state: string | null;
  place_municipality: string | null;
  confidential: boolean;
  details: Record<string, unknown>;
  withdrawn_how: string | null;
  withdrawn_reason: string | null;
  withdrawn_at: Date | null;
  successor_id: string | null;
}

/** An instant as PostgreSQL reads it; open ends are its infinities. */
export function timestampOf(instant: number): string {
  if (instant === Infinity) return 'infinity';
  if (instant === -Infinity) return '-infinity';
  return new Date(instant).toISOString();
}

/** Reads what PostgreSQL writes for a timestamptz as text under `TimeZone = UTC` or any other zone. */
export function instantOf(text: string): number {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  // "2020-12-12 00:00:00+00" is ISO 8601 but for the blank and the short offset.
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new RangeError('the database gave a timestamp that cannot be read');
  return instant;
}

/**
 * The row was checked by the domain before it was written and the table is append-only, so the closed lists are not
 * checked again here; an unknown kind would be a corrupted table and is for `records verify` to find.
 */
export function statementOf(row: StatementRow): Statement {
  const statement = {
    id: row.id,
    kind: row.kind,
    valid: { edtf: row.valid_edtf, earliest: instantOf(row.valid_earliest), latest: instantOf(row.valid_latest) },
    recordedAt: row.recorded_at.getTime(),
    author: { organisationId: row.organisation_id, organisationKind: row.organisation_kind, party: row.party_key },
    basis: row.basis,
    source: row.source,
    grade: { reliability: row.reliability, information: row.information },
    place: placeOf(row),
    confidential: row.confidential,
    withdrawn:
      row.withdrawn_how === null || row.withdrawn_at === null
        ? null
        : {
            how: row.withdrawn_how,
            at: row.withdrawn_at.getTime(),
            reason: row.withdrawn_reason ?? '',
            successorId: row.successor_id,
          },
    details: row.details,
  };
  return statement as Statement;
}

function placeOf(row: StatementRow): Statement['place'] {
  if (row.place_code === null) return null;
  return {
    code: row.place_code,
    state: row.place_state,
    municipality: row.place_municipality,
    precision: row.place_precision as PlacePrecision,
  };
}
