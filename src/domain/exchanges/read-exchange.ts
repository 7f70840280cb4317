// Reads an exchange as an organisation proposes it.

import { LEGAL_BASES, SHARING_LEVELS } from '../access/person-visibility.js';
import { DomainError, type FieldFault } from '../domain-error.js';
import type { PartyKey } from '../records/statement.js';
import type { Exchange, Intermediary } from './exchange.js';
import { FieldReading, type GivenPlace, type WantedPlace } from './read-fields.js';
import { readCounts, type CountDraft, type GivenCount } from './read-roster.js';

export interface GivenExchange {
  /** partyKeys, two or more. */
  readonly sides: readonly string[];
  readonly intermediary?:
    { readonly party?: string | undefined; readonly organisation?: string | undefined } | undefined;
  readonly agreement?: string | undefined;
  readonly clause?: string | undefined;
  /** EDTF; may lie ahead. */
  readonly day?: string | undefined;
  readonly place?: GivenPlace | undefined;
  readonly counts?: readonly GivenCount[] | undefined;
  readonly sharingLevel: string;
  readonly namedOrganisations?: readonly string[] | undefined;
  readonly legalBasis: string;
}

export interface ExchangeDraft extends Omit<Exchange, 'id' | 'organisationId' | 'place' | 'createdAt'> {
  readonly place: WantedPlace | null;
  readonly counts: readonly CountDraft[];
}

const MOST_SIDES = 8;
const MOST_NAMED_ORGANISATIONS = 50;

function readSides(given: readonly string[], reading: FieldReading): readonly PartyKey[] {
  if (given.length < 2 || given.length > MOST_SIDES) {
    reading.fault('/sides', 'wrong_count', `2 to ${MOST_SIDES} parties`);
  }
  given.forEach((side, at) => {
    if (given.indexOf(side) < at) reading.fault(`/sides/${at}`, 'twice', 'each side once');
  });
  return given;
}

function readIntermediary(given: GivenExchange['intermediary'], reading: FieldReading): Intermediary | null {
  if (given === undefined) return null;
  const { party = null, organisation = null } = given;
  if ((party === null) === (organisation === null)) {
    return reading.fault('/intermediary', 'either_party_or_organisation', 'a party, or an organisation');
  }
  return { party, organisationId: organisation };
}

function readNamed(given: readonly string[], level: string, reading: FieldReading): readonly string[] {
  const named = [...new Set(given)];
  const needed = level === 'named_organisations';
  if (needed !== named.length > 0 || named.length > MOST_NAMED_ORGANISATIONS) {
    const expected = needed ? `1 to ${MOST_NAMED_ORGANISATIONS} organisations` : 'none for this sharing level';
    reading.fault('/namedOrganisations', 'wrong_count', expected);
  }
  return named;
}

/** Throws `invalid_field` with every fault; whether parties, organisations and places exist is asked where it is recorded. */
export function readExchange(given: GivenExchange): ExchangeDraft {
  const faults: FieldFault[] = [];
  const reading = new FieldReading(faults);
  const draft = {
    sides: readSides(given.sides, reading),
    intermediary: readIntermediary(given.intermediary, reading),
    agreement: reading.code('/agreement', given.agreement, 80),
    clause: reading.code('/clause', given.clause, 40),
    day: given.day === undefined ? null : reading.date('/day', given.day),
    place: reading.place('/place', given.place),
    counts: readCounts(given.counts ?? [], given.sides, faults),
    namedOrganisations: readNamed(given.namedOrganisations ?? [], given.sharingLevel, reading),
  };
  const sharingLevel = reading.choice('/sharingLevel', given.sharingLevel, SHARING_LEVELS);
  const legalBasis = reading.choice('/legalBasis', given.legalBasis, LEGAL_BASES);
  if (faults.length > 0 || sharingLevel === null || legalBasis === null) {
    throw new DomainError('invalid_field', 'The exchange cannot be recorded as given.', faults);
  }
  return { ...draft, sharingLevel, legalBasis };
}
