// An inquiry: an organisation asks after one person, in particulars as it knows them and for a stated purpose.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { IdentityParticulars } from '../identity/identity-particulars.js';
import { readIdentityParticulars } from '../identity/identity-reading.js';
import { birthYearsOf } from '../identity/birth-date.js';
import { SEXES, type BirthYears, type Sex } from '../records/statement.js';
import { hasWildcard, tellingParts } from '../names/telling-parts.js';
import { nameTokenSet } from '../names/normal-form.js';

export const INQUIRY_PURPOSES = [
  'family_tracing',
  'duplicate_check',
  'identification',
  'medical',
  'protection',
  'data_subject_request',
] as const;
export type InquiryPurpose = (typeof INQUIRY_PURPOSES)[number];

export interface GivenSought {
  /** Names of all roles and the birth date, as `readIdentityParticulars` takes them. */
  readonly names?: unknown;
  readonly birthDate?: unknown;
  /** Where no date is known. */
  readonly birthYears?: BirthYears | undefined;
  readonly sex?: string | undefined;
}

export interface Sought {
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName' | 'birthDate'>;
  readonly birthYears: BirthYears | null;
  readonly sex: Sex;
}

/** A year before it was nobody's who is sought today. */
const FIRST_YEAR = 1850;

function readYears(given: BirthYears | undefined, thisYear: number, faults: FieldFault[]): BirthYears | null {
  if (given === undefined) return null;
  const { from, to } = given;
  const ordered = Number.isInteger(from) && Number.isInteger(to) && FIRST_YEAR <= from && from <= to && to <= thisYear;
  if (ordered) return { from, to };
  faults.push({
    pointer: '/sought/birthYears',
    code: 'out_of_range',
    expected: `from ≤ to, ${FIRST_YEAR} to this year`,
  });
  return null;
}

/** Names of one inquiry, one for each script and spelling; each more would be another person asked after at the price of one. */
const MOST_NAMES = 4;

/** Words of one name: 28 pairs. A longer name is found by those of its words that are surest. */
const MOST_WORDS = 8;

/**
 * The least that is answered to: two parts of one name, or one with years of birth or with a part of a parent's name. One part alone finds
 * half of a country; the vault holds no code for it either.
 */
function isEnough({ identity, birthYears }: Sought): boolean {
  const parts = (identity.names ?? []).map((name) => tellingParts(name.text).length);
  const parents = [...(identity.fatherName ?? []), ...(identity.motherName ?? [])];
  const told = birthYears !== null || parents.some((name) => tellingParts(name.text).length > 0);
  return parts.some((count) => count >= 2 || (count === 1 && told));
}

/** What would ask for many at once, or for nobody in particular. */
function faultsOfNames({ names = [], fatherName = [], motherName = [] }: Sought['identity']): FieldFault[] {
  const all = [...names, ...fatherName, ...motherName];
  const pointer = '/sought/names';
  const faults: FieldFault[] = [];
  if (all.some(({ text }) => hasWildcard(text))) {
    faults.push({ pointer, code: 'wildcard', expected: 'names as they are written, without * ? % or _' });
  }
  if (names.length > MOST_NAMES) {
    faults.push({ pointer, code: 'too_many', expected: `at most ${MOST_NAMES} spellings of one person’s name` });
  }
  if (all.some(({ text }) => nameTokenSet(text).length > MOST_WORDS)) {
    faults.push({ pointer, code: 'too_many_words', expected: `at most ${MOST_WORDS} words in a name` });
  }
  return faults;
}

function readPurpose(given: string, faults: FieldFault[]): InquiryPurpose | null {
  const purpose = INQUIRY_PURPOSES.find((one) => one === given) ?? null;
  if (purpose === null) {
    faults.push({ pointer: '/purpose', code: 'not_in_list', expected: `one of ${INQUIRY_PURPOSES.join(', ')}` });
  }
  return purpose;
}

function readSought(given: GivenSought, now: number, faults: FieldFault[]): Sought {
  const { names, birthDate } = given;
  const reading = readIdentityParticulars({ names, birthDate });
  if (!reading.ok) faults.push(...reading.faults.map((fault) => ({ ...fault, pointer: `/sought${fault.pointer}` })));
  const identity = reading.ok ? reading.identity : {};
  const years = readYears(given.birthYears, new Date(now).getUTCFullYear(), faults);
  const sex = SEXES.find((one) => one === (given.sex ?? 'unknown'));
  if (sex === undefined) {
    faults.push({ pointer: '/sought/sex', code: 'not_in_list', expected: `one of ${SEXES.join(', ')}` });
  }
  const dated = identity.birthDate === undefined ? null : birthYearsOf(identity.birthDate);
  return { identity, birthYears: dated ?? years, sex: sex ?? 'unknown' };
}

const TOO_LITTLE: FieldFault = {
  pointer: '/sought/names',
  code: 'too_little',
  expected:
    'two parts of a name, or one with years of birth or a name of the father or mother; initials, titles and particles are no parts',
};

/** Throws `invalid_field` with every fault. */
export function readInquiry(
  given: { readonly sought: GivenSought; readonly purpose: string },
  now: number,
): { readonly sought: Sought; readonly purpose: InquiryPurpose } {
  const faults: FieldFault[] = [];
  const purpose = readPurpose(given.purpose, faults);
  const sought = readSought(given.sought, now, faults);
  if (faults.length === 0) faults.push(...faultsOfNames(sought.identity));
  if (faults.length === 0 && !isEnough(sought)) faults.push(TOO_LITTLE);
  if (purpose === null || faults.length > 0) {
    throw new DomainError('invalid_field', 'The inquiry cannot be made as given.', faults);
  }
  return { sought, purpose };
}

/** Only two definite sexes contradict each other. */
export function sexContradicts(asked: Sex, held: Sex): boolean {
  const definite: readonly Sex[] = ['female', 'male'];
  return definite.includes(asked) && definite.includes(held) && asked !== held;
}
