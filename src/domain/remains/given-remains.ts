// Reads remains, sites and counts as an organisation gives them, by whatever door, with every fault at its field.

import { DomainError, type FieldFault } from '../domain-error.js';
import { FieldReading } from '../exchanges/read-fields.js';
import { PLACE_PRECISIONS, SEXES } from '../records/statement.js';
import {
  REMAINS_EXTENTS,
  REMAINS_SHARING_LEVELS,
  type AgeInterval,
  type RemainsCase,
  type Site,
  type SiteCount,
} from './remains-case.js';

/** Closed lists are plain texts here, since that is what arrives. */
export interface GivenRemains {
  /** Id of a site, looked up where the case is recorded. */
  readonly siteId: string | null;
  readonly extent: string;
  readonly minimumIndividuals: number;
  readonly sex: string;
  readonly age: AgeInterval | null;
  /** EDTF level 1. */
  readonly died: string | null;
  readonly sharingLevel: string;
}

export interface GivenCount {
  /** EDTF level 1. */
  readonly asOf: string;
  /** Null for what nobody knows. */
  readonly recovered: number | null;
  readonly identified: number | null;
  readonly handedOver: number | null;
}

export interface GivenSite {
  readonly place: { readonly code: string; readonly precision: string };
  readonly sharingLevel: string;
  readonly count: GivenCount | null;
}

export const MOST_INDIVIDUALS = 10_000;
export const MOST_COUNTED = 1_000_000;
/** Years at death. */
export const OLDEST = 120;

/** Throws `invalid_field`; whether the site is theirs to know is asked where the case is recorded. */
export function readRemains(
  given: GivenRemains,
): Omit<RemainsCase, 'id' | 'organisationId' | 'organisationName' | 'recordedAt'> {
  const faults: FieldFault[] = [];
  const reading = new FieldReading(faults);
  const { siteId, minimumIndividuals, age, died } = given;
  const extent = reading.choice('/extent', given.extent, REMAINS_EXTENTS);
  const most = extent === 'commingled' ? MOST_INDIVIDUALS : 1;
  if (!Number.isInteger(minimumIndividuals) || minimumIndividuals < 1 || minimumIndividuals > most) {
    const expected =
      most === 1 ? '1, unless the remains are commingled' : `a whole number from 1 to ${MOST_INDIVIDUALS}`;
    reading.fault('/minimumIndividuals', 'out_of_range', expected);
  }
  if (age !== null) readAge(age, reading);
  if (died !== null) reading.date('/died', died);
  const sex = reading.choice('/sex', given.sex, SEXES);
  const sharingLevel = reading.choice('/sharingLevel', given.sharingLevel, REMAINS_SHARING_LEVELS);
  if (faults.length > 0 || extent === null || sex === null || sharingLevel === null)
    throw refused('The remains cannot be recorded as given.', faults);
  return { siteId, extent, minimumIndividuals, sex, age, died, sharingLevel };
}

function readAge({ from, to }: AgeInterval, reading: FieldReading): void {
  const [first, last] = [reading.count('/age/from', from, OLDEST), reading.count('/age/to', to, OLDEST)];
  if (first !== null && last !== null && first > last) reading.fault('/age', 'out_of_order', 'from not after to');
}

/** Throws `invalid_field`; whether the gazetteer knows the place is asked where the site is recorded. */
export function readSite(
  given: GivenSite,
): Pick<Site, 'place' | 'sharingLevel'> & { readonly count: SiteCount | null } {
  const faults: FieldFault[] = [];
  const reading = new FieldReading(faults);
  const precision = reading.choice('/place/precision', given.place.precision, PLACE_PRECISIONS);
  const sharingLevel = reading.choice('/sharingLevel', given.sharingLevel, REMAINS_SHARING_LEVELS);
  if (given.count !== null) checkCount('/count', given.count, reading);
  if (faults.length > 0 || precision === null || sharingLevel === null)
    throw refused('The site cannot be recorded as given.', faults);
  return { place: { code: given.place.code, precision }, sharingLevel, count: given.count };
}

/** Throws `invalid_field`. */
export function readCount(given: GivenCount): SiteCount {
  const faults: FieldFault[] = [];
  checkCount('', given, new FieldReading(faults));
  if (faults.length > 0) throw refused('The count cannot be recorded as given.', faults);
  return given;
}

function checkCount(pointer: string, given: GivenCount, reading: FieldReading): void {
  reading.date(`${pointer}/asOf`, given.asOf);
  for (const name of ['recovered', 'identified', 'handedOver'] as const) {
    const count = given[name];
    if (count !== null) reading.count(`${pointer}/${name}`, count, MOST_COUNTED);
  }
}

function refused(message: string, faults: readonly FieldFault[]): DomainError {
  return new DomainError('invalid_field', message, faults);
}
