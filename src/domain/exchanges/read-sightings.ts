// Reads the answers to "whom did you see, where, when?", and turns one into a proof of life for whoever was seen.

import { DomainError, type FieldFault } from '../domain-error.js';
import { readPseudonym } from '../identity/pseudonym.js';
import type { Instant } from '../records/instant.js';
import { readStatementDraft, type StatementDraft } from '../records/statement-draft.js';
import { SIGHTING_STRENGTHS, type Sighting } from './debrief.js';
import { FieldReading, type GivenPlace, type WantedPlace } from './read-fields.js';

export interface GivenSighting {
  readonly person: string;
  /** EDTF. */
  readonly seen: string;
  readonly place?: GivenPlace | undefined;
  readonly contactStrength: string;
  /** True unless said otherwise: who was detained with others met them in custody. */
  readonly inCustody?: boolean | undefined;
  readonly holder?: string | undefined;
  readonly grade: string;
}

export interface SightingDraft extends Omit<Sighting, 'id' | 'personId' | 'place' | 'recordedAt'> {
  readonly pseudonym: string;
  readonly place: WantedPlace | null;
  readonly pointer: string;
}

/** Of one request. */
export const MOST_SIGHTINGS = 100;

type Told = Pick<Sighting, 'seen' | 'contactStrength' | 'inCustody' | 'holder' | 'grade'>;

function proofOf(told: Told, place: GivenPlace | null, now: Instant, faults: FieldFault[]): StatementDraft | null {
  const { seen, contactStrength, inCustody, holder, grade } = told;
  const details = { contactStrength, inCustody, ...(holder !== null && { holder }) };
  const source = 'released_detainee_testimony';
  const given = { kind: 'proof_of_life', valid: seen, source, grade, details, ...(place !== null && { place }) };
  return readStatementDraft(given, now, '', faults);
}

/** The statement that a sighting becomes once the witness agrees; it says where it comes from and not from whom. */
export function proofDraft(sighting: Sighting, now: Instant): StatementDraft {
  const faults: FieldFault[] = [];
  const draft = proofOf(sighting, sighting.place, now, faults);
  if (draft === null) throw new DomainError('invalid_field', 'The proof of life cannot be written.', faults);
  return draft;
}

const FIELD_OF_SIGHTING: Readonly<Record<string, string>> = {
  '/valid': '/seen',
  '/details/holder': '/holder',
  '/details/contactStrength': '/contactStrength',
};

function readSighting(given: GivenSighting, pointer: string, now: Instant, faults: FieldFault[]): SightingDraft | null {
  const reading = new FieldReading(faults);
  const person = readPseudonym(given.person);
  if (!person.ok) {
    const code = person.reason === 'pseudonym_mistyped' ? 'pseudonym_mistyped' : 'unknown_person';
    reading.fault(`${pointer}/person`, code, 'a pseudonym by which your organisation knows the person');
  }
  const contactStrength = reading.choice(`${pointer}/contactStrength`, given.contactStrength, SIGHTING_STRENGTHS);
  const { seen, inCustody = true, holder = null } = given;
  const told = { seen, inCustody, holder, contactStrength: contactStrength ?? 'hearsay', grade: given.grade } as Told;
  const own: FieldFault[] = [];
  const draft = proofOf(told, given.place ?? null, now, own);
  faults.push(
    ...own.map((fault) => ({ ...fault, pointer: pointer + (FIELD_OF_SIGHTING[fault.pointer] ?? fault.pointer) })),
  );
  if (!person.ok || contactStrength === null || draft === null) return null;
  return { ...told, pseudonym: person.pseudonym, place: draft.place, pointer };
}

/** Throws `invalid_field` with every fault; a sighting is read by the rules of the proof of life that it may become. */
export function readSightings(given: readonly GivenSighting[], now: Instant): readonly SightingDraft[] {
  const faults: FieldFault[] = [];
  if (given.length === 0 || given.length > MOST_SIGHTINGS) {
    faults.push({ pointer: '/sightings', code: 'wrong_count', expected: `1 to ${MOST_SIGHTINGS} sightings` });
  }
  const drafts = given
    .slice(0, MOST_SIGHTINGS)
    .map((one, at) => readSighting(one, `/sightings/${at}`, now, faults))
    .filter((draft) => draft !== null);
  if (faults.length > 0) {
    throw new DomainError('invalid_field', 'The sightings cannot be recorded as given; none of them was.', faults);
  }
  return drafts;
}
