// What a person who was found wants: contact with whom, and who may know what is recorded of them from then on.

import { DomainError, type FieldFault } from '../domain-error.js';
import { FieldReading } from '../exchanges/read-fields.js';
import type { Instant } from '../records/instant.js';
import { KINSHIPS, type Kinship } from '../records/kinds/kind-values.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../tracing/consent.js';
import { readPastDay } from '../tracing/past-day.js';
import { isUuid } from '../uuid.js';

export const CONTACT_WISHES = ['yes', 'no', 'only_with'] as const;
export type ContactWish = (typeof CONTACT_WISHES)[number];

export const WILL_RECIPIENTS = ['nobody', 'named_organisations', 'partners'] as const;
/** `partners`: as widely as the record is shared otherwise. */
export type WillRecipients = (typeof WILL_RECIPIENTS)[number];

export const WAYS_OF_SAYING = ['in_person', 'by_voice', 'in_writing', 'through_counsel', 'through_agency'] as const;
export type WayOfSaying = (typeof WAYS_OF_SAYING)[number];

/** As it is given; closed lists are plain texts here. */
export interface GivenWill {
  /** The day on which the person was reached, `YYYY-MM-DD`. */
  readonly reachedOn: string;
  readonly contact: string;
  /** For `only_with` alone: kin, since a name belongs into the vault. */
  readonly contactWith?: readonly string[] | undefined;
  readonly sharedWith: string;
  readonly namedOrganisations?: readonly string[] | undefined;
  readonly purposes?: readonly string[] | undefined;
  readonly said: string;
}

export interface WillDraft {
  readonly reachedOn: string;
  readonly contact: ContactWish;
  readonly contactWith: readonly Kinship[];
  readonly sharedWith: WillRecipients;
  readonly namedOrganisations: readonly string[];
  readonly purposes: readonly ConsentPurpose[];
  readonly said: WayOfSaying;
}

export interface PersonWill extends WillDraft {
  readonly number: number;
  /** Username of who wrote it down. */
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

class WillReading extends FieldReading {
  choices<T extends string>(pointer: string, given: readonly string[] | undefined, choices: readonly T[]): T[] {
    const read = (given ?? []).map((one, at) => this.choice(`${pointer}/${at}`, one, choices));
    return [...new Set(read.filter((one) => one !== null))];
  }

  /** A list that goes with one choice, and with no other. */
  goesWith(pointer: string, given: readonly unknown[], wanted: boolean): void {
    if (wanted === given.length > 0) return;
    this.fault(pointer, wanted ? 'missing' : 'not_asked_for', wanted ? 'one at least' : 'none with this choice');
  }
}

/** Throws `invalid_field` with every fault; whether the organisations are known is for the registry to say. */
export function readWill(given: GivenWill, now: Instant): WillDraft {
  const reachedOn = readPastDay(given.reachedOn, now, '/reachedOn');
  const faults: FieldFault[] = [];
  const reading = new WillReading(faults);
  const contact = reading.choice('/contact', given.contact, CONTACT_WISHES);
  const sharedWith = reading.choice('/sharedWith', given.sharedWith, WILL_RECIPIENTS);
  const said = reading.choice('/said', given.said, WAYS_OF_SAYING);
  const contactWith = reading.choices('/contactWith', given.contactWith, KINSHIPS);
  const purposes = reading.choices('/purposes', given.purposes, CONSENT_PURPOSES);
  const namedOrganisations = [...new Set((given.namedOrganisations ?? []).map((id) => id.toLowerCase()))];
  for (const [at, id] of namedOrganisations.entries())
    if (!isUuid(id)) reading.fault(`/namedOrganisations/${at}`, 'not_an_id', 'the id of an organisation');
  reading.goesWith('/contactWith', contactWith, contact === 'only_with');
  reading.goesWith('/namedOrganisations', namedOrganisations, sharedWith === 'named_organisations');
  if (faults.length > 0 || contact === null || sharedWith === null || said === null)
    throw new DomainError('invalid_field', 'The will cannot be recorded as given.', faults);
  return { reachedOn, contact, contactWith, sharedWith, namedOrganisations, purposes, said };
}
