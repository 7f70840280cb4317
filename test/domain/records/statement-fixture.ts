// Invented statements for tests of the fold: a kind, a date and what differs from a plain credible report.

import type { Basis, StatementSource } from '../../../src/domain/evidence/statement-source.js';
import { INFORMATION_GRADES, RELIABILITIES, type SourceGrade } from '../../../src/domain/evidence/source-grade.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import { readPartialDate, type PartialDate } from '../../../src/domain/records/partial-date.js';
import type { StatementKind } from '../../../src/domain/records/statement-kinds.js';
import type {
  Place,
  Statement,
  StatementAuthor,
  Withdrawal,
  StatementDetails,
} from '../../../src/domain/records/statement.js';
import type { WhereaboutsRecord } from '../../../src/domain/records/whereabouts-record.js';

/** Two invented parties by their keys. */
export const NORTH = 'pk-7d1f';
export const SOUTH = 'pk-a203';

export const FAMILIES: StatementAuthor = {
  organisationId: 'org-families',
  organisationKind: 'families_association',
  party: null,
};
export const LIAISON: StatementAuthor = { organisationId: 'org-liaison', organisationKind: 'ngo', party: null };
export const AGENCY: StatementAuthor = {
  organisationId: 'org-agency',
  organisationKind: 'central_tracing_agency',
  party: null,
};
export const INSTITUTE: StatementAuthor = {
  organisationId: 'org-institute',
  organisationKind: 'medico_legal_institute',
  party: null,
};
export const MONITOR: StatementAuthor = {
  organisationId: 'org-monitor',
  organisationKind: 'media_monitor',
  party: null,
};
export const NORTH_BUREAU: StatementAuthor = {
  organisationId: 'org-north',
  organisationKind: 'national_information_bureau',
  party: NORTH,
};
export const SOUTH_BUREAU: StatementAuthor = {
  organisationId: 'org-south',
  organisationKind: 'national_information_bureau',
  party: SOUTH,
};

export function on(edtf: string): PartialDate {
  const reading = readPartialDate(edtf);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.date;
}

function grade(text: string): SourceGrade {
  const reliability = RELIABILITIES.find((one) => one === text[0]);
  const information = INFORMATION_GRADES.find((one) => String(one) === text[1]);
  if (reliability === undefined || information === undefined) throw new Error('no grade');
  return { reliability, information };
}

export interface Told {
  readonly by?: StatementAuthor;
  readonly source?: StatementSource;
  readonly basis?: Basis;
  readonly grade?: string;
  readonly recorded?: string;
  readonly place?: Place;
  readonly confidential?: boolean;
  readonly withdrawn?: Withdrawal;
  readonly id?: string;
}

const SOURCES: Partial<Record<StatementKind, StatementSource>> = { proof_of_life: 'witness_sighting', death: 'media' };
let made = 0;

/** Unless said otherwise: by an organisation of no party, graded B2, each recorded a minute after the one before. */
export function told<K extends StatementKind>(
  kind: K,
  valid: string,
  details: StatementDetails[K],
  more: Told = {},
): Statement {
  made += 1;
  const statement = {
    id: more.id ?? `s-${String(made).padStart(4, '0')}`,
    kind,
    valid: on(valid),
    recordedAt: more.recorded === undefined ? Date.UTC(2025, 0, 1) + made * 60_000 : on(more.recorded).earliest,
    author: more.by ?? LIAISON,
    basis: more.basis ?? 'told',
    source: more.source ?? SOURCES[kind] ?? 'organisation',
    grade: grade(more.grade ?? 'B2'),
    place: more.place ?? null,
    confidential: more.confidential ?? false,
    withdrawn: more.withdrawn ?? null,
    details,
  };
  // Kind and details come from one type parameter, which the union cannot see.
  return statement as unknown as Statement;
}

export function day(edtf: string): number {
  return on(edtf).earliest;
}

/** The record on a day, 1 January 2026 unless said otherwise, as everybody sees it. */
export function recordOf(
  statements: readonly Statement[],
  more: Partial<Parameters<typeof foldRecord>[1]> = {},
): WhereaboutsRecord {
  return foldRecord(statements, { today: day('2026-01-01'), view: { organisationId: null }, ...more });
}

export function flagsOf(record: WhereaboutsRecord): readonly string[] {
  return record.flags.map((raised) => raised.flag);
}
