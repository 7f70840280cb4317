// Reads what an organisation gives when it registers a person: who it is, the coarse particulars, the rules of sharing, the first statements.

import { LEGAL_BASES, SHARING_LEVELS, type LegalBasis, type SharingLevel } from '../access/person-visibility.js';
import { DomainError, type FieldFault } from '../domain-error.js';
import { birthYearsOf } from '../identity/birth-date.js';
import { birthYearsOfAge, OLDEST_AGE } from '../identity/birth-years-of-age.js';
import type { IdentityParticulars } from '../identity/identity-particulars.js';
import { readIdentityParticulars } from '../identity/identity-reading.js';
import { textProblem } from '../identity/plain-text.js';
import { readPartialDate } from './partial-date.js';
import {
  readStandingDraft,
  readStatementDraft,
  type NewStatementInput,
  type StatementDraft,
} from './statement-draft.js';
import type { Instant } from './instant.js';
import type { BirthYears } from './statement.js';

interface GivenParticulars {
  readonly sex?: string | undefined;
  /** EDTF date, or an age in whole years with the date on which it was so. */
  readonly birth?:
    | { readonly date?: string | undefined; readonly age?: number | undefined; readonly asOf?: string | undefined }
    | undefined;
  readonly nationalities?: readonly string[] | undefined;
}

interface GivenCategory {
  readonly category: string;
  readonly ground?: string | undefined;
  readonly assertedBy?: string | undefined;
}

export interface GivenRegistration {
  /** As `readIdentityParticulars` takes it; absent or empty for a nameless record. */
  readonly identity?: unknown;
  readonly particulars?: GivenParticulars | undefined;
  readonly categories?: readonly GivenCategory[] | undefined;
  /** partyKey of the side of origin. */
  readonly side?: string | undefined;
  readonly reference?: string | undefined;
  readonly sharingLevel: string;
  /** Ids of organisations, for the level `named_organisations` alone. */
  readonly namedOrganisations?: readonly string[] | undefined;
  readonly legalBasis: string;
  /** Source and grade of the particulars, categories and side. */
  readonly source?: string | undefined;
  readonly grade?: string | undefined;
  readonly statements?: readonly NewStatementInput[] | undefined;
}

export interface Registration {
  readonly identity: IdentityParticulars;
  readonly birthYears: BirthYears | null;
  readonly reference: string | null;
  readonly sharingLevel: SharingLevel;
  readonly namedOrganisations: readonly string[];
  readonly legalBasis: LegalBasis;
  /** The draft of the particulars comes first. */
  readonly drafts: readonly StatementDraft[];
}

export const MOST_STATEMENTS = 50;
const LONGEST_REFERENCE = 200;
const MOST_NAMED_ORGANISATIONS = 50;

/** Who registers a person vouches for the coarse particulars, unless it names another source or grade. */
const OWN_SOURCE = 'organisation';
const OWN_GRADE = 'B2';

function readIdentity(given: unknown, faults: FieldFault[]): IdentityParticulars {
  const reading = readIdentityParticulars(given ?? {});
  if (reading.ok) return reading.identity;
  faults.push(...reading.faults.map((fault) => ({ ...fault, pointer: `/identity${fault.pointer}` })));
  return {};
}

function readBirthDate(text: string, now: Instant, faults: FieldFault[]): BirthYears | null {
  const years = birthYearsOf(text);
  if (years !== null && years.from <= new Date(now).getUTCFullYear()) return years;
  faults.push({
    pointer: '/particulars/birth/date',
    code: 'not_a_date',
    expected: 'a past date such as 1994-03-02, 1994-XX or 1990/1995',
  });
  return null;
}

function readAge(age: number | undefined, asOf: string | undefined, faults: FieldFault[]): BirthYears | null {
  const reading = readPartialDate(asOf ?? '');
  if (!reading.ok || !Number.isFinite(reading.date.earliest) || !Number.isFinite(reading.date.latest)) {
    faults.push({
      pointer: '/particulars/birth/asOf',
      code: 'not_a_date',
      expected: 'the date on which the age was so',
    });
    return null;
  }
  if (age === undefined || !Number.isInteger(age) || age < 0 || age > OLDEST_AGE) {
    faults.push({
      pointer: '/particulars/birth/age',
      code: 'out_of_range',
      expected: `whole years from 0 to ${OLDEST_AGE}`,
    });
    return null;
  }
  return birthYearsOfAge(age, reading.date);
}

/** The years as given; failing that, those of the exact birth date that goes to the vault. */
function readBirthYears(
  birth: GivenParticulars['birth'],
  identity: IdentityParticulars,
  now: Instant,
  faults: FieldFault[],
): BirthYears | null {
  if (birth === undefined) return identity.birthDate === undefined ? null : birthYearsOf(identity.birthDate);
  if (birth.date === undefined) return readAge(birth.age, birth.asOf, faults);
  if (birth.age === undefined) return readBirthDate(birth.date, now, faults);
  faults.push({
    pointer: '/particulars/birth',
    code: 'either_date_or_age',
    expected: 'a date, or an age with its date',
  });
  return null;
}

function choice<T extends string>(
  pointer: string,
  given: string,
  choices: readonly T[],
  faults: FieldFault[],
): T | null {
  const found = choices.find((one) => one === given) ?? null;
  if (found === null) faults.push({ pointer, code: 'not_in_list', expected: `one of ${choices.join(', ')}` });
  return found;
}

function readNamed(given: readonly string[], level: string, faults: FieldFault[]): readonly string[] {
  const named = [...new Set(given)];
  const needed = level === 'named_organisations';
  if (needed !== named.length > 0 || named.length > MOST_NAMED_ORGANISATIONS) {
    const expected = needed ? `1 to ${MOST_NAMED_ORGANISATIONS} organisations` : 'none for this sharing level';
    faults.push({ pointer: '/namedOrganisations', code: 'wrong_count', expected });
  }
  return named;
}

function readReference(given: string | undefined, faults: FieldFault[]): string | null {
  if (given === undefined) return null;
  const problem = textProblem(given, { longest: LONGEST_REFERENCE });
  if (problem !== null)
    faults.push({
      pointer: '/reference',
      code: problem,
      expected: `a number or code of up to ${LONGEST_REFERENCE} characters`,
    });
  return given.trim();
}

/** Statements about the record itself: what the person is, in the words of who registers them. */
function readStanding(
  given: GivenRegistration,
  birthYears: BirthYears | null,
  now: Instant,
  faults: FieldFault[],
): (StatementDraft | null)[] {
  const origin = { source: given.source ?? OWN_SOURCE, grade: given.grade ?? OWN_GRADE };
  const { sex, nationalities } = given.particulars ?? {};
  const particulars = {
    sex: sex ?? 'unknown',
    ...(birthYears !== null && { birthYears }),
    ...(nationalities !== undefined && nationalities.length > 0 && { nationalities }),
  };
  const standing = (
    kind: 'particulars' | 'category' | 'affiliation',
    details: object,
    pointer: string,
  ): StatementDraft | null => readStandingDraft({ kind, details, ...origin }, now, pointer, faults);
  return [
    standing('particulars', particulars, '/particulars'),
    ...(given.categories ?? []).map((category, at) =>
      standing('category', withoutAbsent(category), `/categories/${at}`),
    ),
    ...(given.side === undefined ? [] : [standing('affiliation', { party: given.side, role: 'of_origin' }, '/side')]),
  ];
}

function withoutAbsent(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One grade stands for several statements; its fault is told once. */
function distinct(faults: readonly FieldFault[]): FieldFault[] {
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()];
}

/** Throws `invalid_field` with every fault. */
export function readRegistration(given: GivenRegistration, now: Instant): Registration {
  const faults: FieldFault[] = [];
  const identity = readIdentity(given.identity, faults);
  const birthYears = readBirthYears(given.particulars?.birth, identity, now, faults);
  const sharingLevel = choice('/sharingLevel', given.sharingLevel, SHARING_LEVELS, faults);
  const legalBasis = choice('/legalBasis', given.legalBasis, LEGAL_BASES, faults);
  const namedOrganisations = readNamed(given.namedOrganisations ?? [], given.sharingLevel, faults);
  const reference = readReference(given.reference, faults);
  const statements = given.statements ?? [];
  if (statements.length > MOST_STATEMENTS) {
    faults.push({ pointer: '/statements', code: 'too_many', expected: `at most ${MOST_STATEMENTS}` });
  }
  const drafts = [
    ...readStanding(given, birthYears, now, faults),
    ...statements.slice(0, MOST_STATEMENTS).map((one, at) => readStatementDraft(one, now, `/statements/${at}`, faults)),
  ].filter((draft) => draft !== null);
  if (faults.length > 0 || sharingLevel === null || legalBasis === null) {
    throw new DomainError('invalid_field', 'The person cannot be registered as given.', distinct(faults));
  }
  return { identity, birthYears, reference, sharingLevel, namedOrganisations, legalBasis, drafts };
}
