// Translates between the rows of an exchange and the domain's values.

import type { Actor } from '../../domain/access/actor.js';
import type { LegalBasis, SharingLevel } from '../../domain/access/person-visibility.js';
import type {
  Counted,
  Exchange,
  ExchangeCount,
  ExchangeStep,
  Intermediary,
  RosterEntry,
  Verifier,
} from '../../domain/exchanges/exchange.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { StatementTerms } from '../../domain/exchanges/exchange-statement.js';
import type { AbsenceReason, Standing } from '../../domain/exchanges/roster.js';
import { readPartialDate, type PartialDate } from '../../domain/records/partial-date.js';
import type { Place, PlacePrecision } from '../../domain/records/statement.js';
import { timestampOf } from '../statements/statement-row.js';

export interface PlaceColumns {
  place_code: string | null;
  place_precision: string | null;
  place_state: string | null;
  place_municipality: string | null;
}

export interface ExchangeRow extends PlaceColumns {
  id: string;
  organisation_id: string;
  sides: string[];
  intermediary_party: string | null;
  intermediary_organisation_id: string | null;
  agreement: string | null;
  clause: string | null;
  day_edtf: string | null;
  sharing_level: string;
  legal_basis: string;
  named: string[];
  created_at: Date;
}

export interface StepRow extends PlaceColumns {
  number: number;
  state: string;
  day_edtf: string | null;
  source: string | null;
  grade: string | null;
  basis: string | null;
  attested_by: string | null;
  organisation_id: string;
  username: string;
  via: string;
  recorded_at: Date;
}

export interface CountRow {
  side: string;
  counted: string;
  count: number;
  said_by: string | null;
  recorded_at: Date;
}

export interface EntryRow {
  id: string;
  person_id: string;
  side: string;
  standing: string;
  said: string | null;
  confidential: boolean;
  unidentified: boolean;
  revision: number;
  recorded_at: Date;
}

/** A date was read by the domain before it was written, so that it reads again. */
function dateOf(edtf: string | null): PartialDate | null {
  const reading = readPartialDate(edtf);
  return reading.ok ? reading.date : null;
}

/** Text and both instants, as the three columns of a day. */
export function dayCells(day: PartialDate | null): (string | null)[] {
  return day === null ? [null, null, null] : [day.edtf, timestampOf(day.earliest), timestampOf(day.latest)];
}

export function placeOf(row: PlaceColumns): Place | null {
  if (row.place_code === null) return null;
  return {
    code: row.place_code,
    state: row.place_state,
    municipality: row.place_municipality,
    precision: row.place_precision as PlacePrecision,
  };
}

function intermediaryOf(row: ExchangeRow): Intermediary | null {
  const { intermediary_party: party, intermediary_organisation_id: organisationId } = row;
  return party === null && organisationId === null ? null : { party, organisationId };
}

export function exchangeOf(row: ExchangeRow): Exchange {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    sides: row.sides,
    intermediary: intermediaryOf(row),
    agreement: row.agreement,
    clause: row.clause,
    day: dateOf(row.day_edtf),
    place: placeOf(row),
    sharingLevel: row.sharing_level as SharingLevel,
    namedOrganisations: row.named,
    legalBasis: row.legal_basis as LegalBasis,
    createdAt: row.created_at.getTime(),
  };
}

export function stepOf(row: StepRow): ExchangeStep & { readonly terms: StatementTerms | null } {
  return {
    number: row.number,
    state: row.state as ExchangeState,
    day: dateOf(row.day_edtf),
    place: placeOf(row),
    attestedBy: row.attested_by as Verifier | null,
    organisationId: row.organisation_id,
    username: row.username,
    via: row.via as Actor['via'],
    recordedAt: row.recorded_at.getTime(),
    terms: termsOf(row),
  };
}

function termsOf(row: StepRow): StatementTerms | null {
  const { day_edtf: valid, source, grade, basis, place_code: code, place_precision: precision } = row;
  if (valid === null || source === null || grade === null || basis === null) return null;
  return { valid, source, grade, basis, place: code === null || precision === null ? undefined : { code, precision } };
}

export function countOf(row: CountRow): ExchangeCount {
  return {
    side: row.side,
    of: row.counted as Counted,
    count: row.count,
    saidBy: row.said_by,
    recordedAt: row.recorded_at.getTime(),
  };
}

export function entryOf(row: EntryRow): RosterEntry {
  return {
    id: row.id,
    personId: row.person_id,
    side: row.side,
    standing: row.standing as Standing,
    said: row.said as AbsenceReason | null,
    confidential: row.confidential,
    unidentified: row.unidentified,
    revision: row.revision,
    recordedAt: row.recorded_at.getTime(),
  };
}
