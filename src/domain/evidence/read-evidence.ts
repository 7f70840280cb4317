// Reads what somebody gives as an item of evidence, or as a link of its chain of custody, with every fault at its field.

import { SHARING_LEVELS } from '../access/person-visibility.js';
import { DomainError, type FieldFault } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import type { Instant } from '../records/instant.js';
import { readPartialDate, type PartialDate } from '../records/partial-date.js';
import { isUuid } from '../uuid.js';
import { readDigest } from './evidence-code.js';
import {
  EVIDENCE_KINDS,
  SENSITIVITIES,
  type CustodyEntry,
  type EvidenceContents,
  type Keeper,
  type Sensitivity,
  type UnidentifiedPeople,
} from './evidence-item.js';
import { REPORT_SOURCES, STATEMENT_SOURCES } from './statement-source.js';

export const MOST_UNIDENTIFIED = 10_000;
export const LONGEST_LINK = 2000;
const MOST_NAMED_ORGANISATIONS = 100;
const DAY = 86_400_000;

/** Scheme and host without user or password, which would be a secret; then anything that is no space. */
const LINK = /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i;

export interface GivenEvidence {
  readonly sha256: string;
  readonly kind: string;
  readonly source: string;
  readonly link?: string | undefined;
  readonly firstPublished?: string | undefined;
  readonly made?: string | undefined;
  readonly sensitivities?: readonly string[] | undefined;
  readonly unidentified?: UnidentifiedPeople | undefined;
  readonly sharingLevel: string;
  readonly namedOrganisations?: readonly string[] | undefined;
}

export interface GivenHandOver {
  /** The id of an organisation, or a word of REPORT_SOURCES. */
  readonly from: string;
  readonly to: string;
  readonly handedOver: string;
}

/** Gathers faults, so that somebody who fills in a form sees them all. */
class Reading {
  readonly faults: FieldFault[] = [];

  fault(pointer: string, code: string, expected: string): null {
    this.faults.push({ pointer, code, expected });
    return null;
  }

  choice<T extends string>(pointer: string, given: string, choices: readonly T[]): T | null {
    return choices.find((one) => one === given) ?? this.fault(pointer, 'not_in_list', `one of ${choices.join(', ')}`);
  }

  digest(given: string): string | null {
    const expected = 'the SHA-256 of the original, 64 hexadecimal digits';
    return readDigest(given) ?? this.fault('/sha256', 'not_a_digest', expected);
  }

  /** Clocks and time zones differ by less than a day. */
  date(pointer: string, given: string | undefined, now: Instant): PartialDate | null {
    if (given === undefined) return null;
    const reading = readPartialDate(given);
    if (!reading.ok) return this.fault(pointer, reading.reason, reading.words);
    if (reading.date.earliest > now + DAY) return this.fault(pointer, 'in_the_future', 'a date that has come');
    return reading.date;
  }

  dates(given: GivenEvidence, now: Instant): Pick<EvidenceContents, 'firstPublished' | 'made'> {
    const published = this.date('/firstPublished', given.firstPublished, now);
    const made = this.date('/made', given.made, now);
    if (made !== null && published !== null && made.earliest > published.latest)
      this.fault('/made', 'after_publication', 'a time that is not after the first publication');
    return { firstPublished: published?.edtf ?? null, made: made?.edtf ?? null };
  }

  sensitivities(given: readonly string[]): readonly Sensitivity[] {
    for (const one of given) this.choice('/sensitivities', one, SENSITIVITIES);
    return SENSITIVITIES.filter((one) => given.includes(one));
  }

  link(given: string | undefined): string | null {
    if (given === undefined) return null;
    const fits = textProblem(given, { longest: LONGEST_LINK }) === null && LINK.test(given.trim());
    const expected = `an address of http or https without user or password, up to ${LONGEST_LINK} characters`;
    return fits ? given.trim() : this.fault('/link', 'not_a_link', expected);
  }

  unidentified(given: UnidentifiedPeople | undefined): UnidentifiedPeople | null {
    if (given === undefined) return null;
    const { min, max } = given;
    const counts = [min, max].every((count) => Number.isInteger(count) && count >= 0 && count <= MOST_UNIDENTIFIED);
    const expected = `whole numbers from 0 to ${MOST_UNIDENTIFIED}, min not after max`;
    return counts && min <= max && max > 0
      ? { min, max }
      : this.fault('/unidentified', 'not_a_range', `${expected}; left out where there is nobody`);
  }

  named(given: readonly string[], level: string): readonly string[] {
    const named = [...new Set(given)];
    const needed = level === 'named_organisations';
    if (needed !== named.length > 0 || named.length > MOST_NAMED_ORGANISATIONS)
      this.fault(
        '/namedOrganisations',
        'wrong_count',
        needed ? `1 to ${MOST_NAMED_ORGANISATIONS} organisations` : 'none for this sharing level',
      );
    return named;
  }

  keeper(pointer: string, given: string): Keeper | null {
    if (isUuid(given)) return { organisationId: given.toLowerCase() };
    const expected = `the id of an organisation, or one of ${REPORT_SOURCES.join(', ')}`;
    const word = REPORT_SOURCES.find((one) => one === given);
    return word === undefined ? this.fault(pointer, 'not_a_keeper', expected) : { word };
  }
}

/** Throws `invalid_field` with every fault. */
export function requireEvidence(given: GivenEvidence, now: Instant): EvidenceContents {
  const reading = new Reading();
  const sha256 = reading.digest(given.sha256);
  const kind = reading.choice('/kind', given.kind, EVIDENCE_KINDS);
  const source = reading.choice('/source', given.source, STATEMENT_SOURCES);
  const link = reading.link(given.link);
  const dates = reading.dates(given, now);
  const sensitivities = reading.sensitivities(given.sensitivities ?? []);
  const unidentified = reading.unidentified(given.unidentified);
  const sharingLevel = reading.choice('/sharingLevel', given.sharingLevel, SHARING_LEVELS);
  const namedOrganisations = reading.named(given.namedOrganisations ?? [], given.sharingLevel);
  if (sha256 === null || kind === null || source === null || sharingLevel === null || reading.faults.length > 0)
    throw new DomainError('invalid_field', 'The item of evidence cannot be recorded as given.', reading.faults);
  return {
    sha256,
    kind,
    source,
    link,
    ...dates,
    sensitivities,
    unidentified,
    sharingLevel,
    namedOrganisations,
  };
}

/** Throws `invalid_field`; whether an organisation exists is asked where the entry is recorded. */
export function requireHandOver(given: GivenHandOver, now: Instant): Omit<CustodyEntry, 'recordedAt'> {
  const reading = new Reading();
  const [from, to] = [reading.keeper('/from', given.from), reading.keeper('/to', given.to)];
  const handedOver = reading.date('/handedOver', given.handedOver, now);
  if (from === null || to === null || handedOver === null)
    throw new DomainError('invalid_field', 'The hand-over cannot be recorded as given.', reading.faults);
  return { from, to, handedOver: handedOver.edtf };
}
