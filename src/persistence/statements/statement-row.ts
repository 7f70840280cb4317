// Translates between a statement's row and the domain's statement.

import type { Embargo, SharedWith } from '../../domain/records/embargo-terms.js';
import type { Statement, PlacePrecision, Withdrawal } from '../../domain/records/statement.js';

export interface StatementRow extends ToldRow {
  person_id: string;
  recorded_by: string;
}

/** The columns of what a statement says. */
export interface ToldRow {
  id: string;
  kind: string;
  valid_edtf: string;
  /** Seconds since the epoch, ±infinity among them; as all times of this row. */
  valid_earliest: number;
  valid_latest: number;
  recorded_at: number;
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
  withdrawn_at: number | null;
  successor_id: string | null;
  embargo_ground: string | null;
  verified_at: number | null;
  successor_ground: string | null;
  successor_verified_at: number | null;
  /** Null where nothing of it was ever held back. */
  owned: OwnedRow | null;
}

/** What an embargo needs to know of the person. */
interface OwnedRow {
  owner: string;
  wills: { at: number; shared: string; named: string[] }[];
}

/** The SQL of an instant as a number: of the 150 times of a record, text took longer to read than the record to fold. */
export function secondsOf(timestamp: string): string {
  return `date_part('epoch', ${timestamp})`;
}

/** Instants are whole milliseconds, which a double holds for far more years than a date has. */
export function millisecondsOf(seconds: number): number {
  return Math.round(seconds * 1000);
}

/** An instant as PostgreSQL reads it; open ends are its infinities. */
export function timestampOf(instant: number): string {
  if (instant === Infinity) return 'infinity';
  if (instant === -Infinity) return '-infinity';
  return new Date(instant).toISOString();
}

/** 0001-01-01, in milliseconds since the epoch: PostgreSQL writes years before it in another way, as the driver knows. */
const YEAR_ONE = -62_135_596_800_000;

/** The same for a time that readers choose, of whatever year; the driver's own way, part by part in local time, took some 5 µs of each by a profile. */
export function readingTimeOf(instant: number): string | Date {
  return instant < YEAR_ONE ? new Date(instant) : timestampOf(instant);
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
export function statementOf(row: ToldRow): Statement {
  const statement = {
    id: row.id,
    kind: row.kind,
    valid: {
      edtf: row.valid_edtf,
      earliest: millisecondsOf(row.valid_earliest),
      latest: millisecondsOf(row.valid_latest),
    },
    recordedAt: millisecondsOf(row.recorded_at),
    author: { organisationId: row.organisation_id, organisationKind: row.organisation_kind, party: row.party_key },
    basis: row.basis,
    source: row.source,
    grade: { reliability: row.reliability, information: row.information },
    place: placeOf(row),
    confidential: row.confidential,
    withdrawn: withdrawalOf(row),
    details: row.details,
    ...(row.embargo_ground !== null && {
      embargo: embargoOf(row.owned, readyAt(row.embargo_ground, row.recorded_at, row.verified_at)),
    }),
  };
  return statement as Statement;
}

/** What a found person's will holds back was ready when it was recorded; of the rest nobody is told before it is verified. */
function readyAt(ground: string, recordedAt: number, verifiedAt: number | null): number {
  if (ground === 'will') return millisecondsOf(recordedAt);
  return verifiedAt === null ? Infinity : millisecondsOf(verifiedAt);
}

function embargoOf(owned: OwnedRow | null, ready: number): Embargo {
  return {
    ownerOrganisationId: owned?.owner ?? '',
    readyAt: ready,
    wills: (owned?.wills ?? []).map(({ at, shared, named }) => ({
      from: millisecondsOf(at),
      sharedWith: shared === 'named_organisations' ? named : (shared as SharedWith),
    })),
  };
}

/** A retraction by the owner of the person falls under the will as a statement does. */
function withdrawalOf(row: ToldRow): Withdrawal | null {
  if (row.withdrawn_how === null || row.withdrawn_at === null) return null;
  const at = millisecondsOf(row.withdrawn_at);
  const told = {
    how: row.withdrawn_how as Withdrawal['how'],
    at,
    reason: row.withdrawn_reason ?? '',
    successorId: row.successor_id,
  };
  if (row.successor_ground !== null)
    return {
      ...told,
      embargo: embargoOf(row.owned, readyAt(row.successor_ground, row.withdrawn_at, row.successor_verified_at)),
    };
  const { owned } = row;
  const bound = owned !== null && owned.owner === row.organisation_id && owned.wills.length > 0;
  return bound ? { ...told, embargo: embargoOf(owned, at) } : told;
}

function placeOf(row: ToldRow): Statement['place'] {
  if (row.place_code === null) return null;
  return {
    code: row.place_code,
    state: row.place_state,
    municipality: row.place_municipality,
    precision: row.place_precision as PlacePrecision,
  };
}
