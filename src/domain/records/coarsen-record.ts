// What a reader without disclosure sees of a record: as much as the person's rung tells; no number, unit or exact place on any.

import { RUNGS, rungOf, type Rung, type Told } from '../anonymity/rungs.js';
import { toldBirthYears, toldMonth } from '../anonymity/told-particulars.js';
import { ageBand, birthYearsOfBand } from './age-band.js';
import type { Instant } from './instant.js';
import { ageInDays } from './life-signs.js';
import { coarsenToMonth, coarsenToYear, dateOfMonth, monthOf, UNTOLD_DATE, type PartialDate } from './partial-date.js';
import type { Place } from './statement.js';
import type { Custody, CustodyEpisode, SignOfLife, WhereaboutsRecord } from './whereabouts-record.js';

/** The first administrative level, or null where that is not known. */
export function coarsenPlace({ state }: Place): Place | null {
  return state === null ? null : { code: state, state, municipality: null, precision: 'admin_area' };
}

/** Dates and places of one rung. */
interface Grain {
  readonly date: (date: PartialDate) => PartialDate;
  readonly place: (place: Place | null) => Place | null;
}

const DATES = { month: coarsenToMonth, year: coarsenToYear } as const;

function grainOf({ dates, areas }: Rung): Grain {
  return {
    date: dates === null ? () => UNTOLD_DATE : DATES[dates],
    place: (place) => (place === null || !areas ? null : coarsenPlace(place)),
  };
}

/** Dates and places of a statement as `told` allows; null where people are not compared, and months and areas are told of everybody. */
export function grainOfStatements(told: Told | null): Grain {
  return grainOf(told === null ? RUNGS[0] : rungOf(told));
}

/** Places of detention that lie in one area become one. */
function coarsenCustody(custody: Custody, grain: Grain): Custody {
  const areas = new Map(
    custody.places.flatMap((place) => {
      const area = grain.place(place);
      return area === null ? [] : [[area.code, area] as const];
    }),
  );
  return {
    ...custody,
    places: [...areas.values()],
    since: custody.since === null ? null : grain.date(custody.since),
  };
}

function coarsenEpisode(episode: CustodyEpisode, grain: Grain): CustodyEpisode {
  return {
    ...episode,
    place: grain.place(episode.place),
    since: grain.date(episode.since),
    lastTold: grain.date(episode.lastTold),
  };
}

/** The age is counted from the first day of what is told, lest it give the day away. */
function coarsenSign(sign: SignOfLife, asOf: Instant, grain: Grain): SignOfLife {
  const valid = grain.date(sign.valid);
  return { ...sign, valid, ageDays: ageInDays(valid.earliest, asOf) };
}

/** What the flags, the status and its reasons say stays, and that there is a sentence but not its length. */
function coarsenTimes(record: WhereaboutsRecord, grain: Grain): WhereaboutsRecord {
  const { lastContact, lastSignOfLife, custody, asOf } = record;
  return {
    ...record,
    lastContact: lastContact && {
      ...lastContact,
      valid: grain.date(lastContact.valid),
      place: grain.place(lastContact.place),
    },
    lastSignOfLife: lastSignOfLife && coarsenSign(lastSignOfLife, asOf, grain),
    custody: custody && coarsenCustody(custody, grain),
    custodyEpisodes: record.custodyEpisodes.map((episode) => coarsenEpisode(episode, grain)),
    clocks: [],
    positions: record.positions.map((position) => ({ ...position, valid: grain.date(position.valid) })),
    sentences: record.sentences.map((sentence) => ({
      ...sentence,
      valid: grain.date(sentence.valid),
      years: null,
      months: null,
      life: null,
    })),
    nationalities: [],
    categories: record.categories.map((asserted) => ({ ...asserted, ground: null })),
  };
}

/** Months, areas and bands of everybody. */
function coarsenAlike(record: WhereaboutsRecord): WhereaboutsRecord {
  const grain = grainOfStatements(null);
  const { loss, birthYears, asOf } = record;
  return {
    ...coarsenTimes(record, grain),
    birthYears: birthYears && birthYearsOfBand(birthYears, asOf),
    loss: loss && { valid: grain.date(loss.valid), place: grain.place(loss.place) },
  };
}

function coarsenLoss(loss: NonNullable<WhereaboutsRecord['loss']>, rung: Rung): WhereaboutsRecord['loss'] {
  const valid = dateOfMonth(toldMonth(monthOf(loss.valid), rung.lossDate));
  const place = loss.place !== null && rung.lossArea ? coarsenPlace(loss.place) : null;
  return valid === UNTOLD_DATE && place === null ? null : { valid, place };
}

/** Whether the age of these years may be told at all on that day. */
export function ageTold({ year, ...told }: Told, today: Instant): Rung['age'] {
  return new Date(today).getUTCFullYear() === year ? rungOf({ year, ...told }).age : null;
}

/**
 * Nationalities and the grounds of categories can single a person out and are left out on every rung; so are the clocks, whose days would tell
 * those of their starts. Somebody is a child where the band says so. With null nobody is compared with anybody (ADR 0025).
 */
export function coarsenRecord(record: WhereaboutsRecord, told: Told | null): WhereaboutsRecord {
  if (told === null) return coarsenAlike(record);
  const rung = rungOf(told);
  const { loss, birthYears, asOf } = record;
  const age = ageTold(told, asOf);
  const isChild = age !== null && ageBand(birthYears, asOf) === '0-17';
  return {
    ...coarsenTimes(record, grainOf(rung)),
    sex: rung.sex ? record.sex : 'unknown',
    birthYears: toldBirthYears(birthYears, age, asOf),
    categories: rung.categories ? record.categories.map((asserted) => ({ ...asserted, ground: null })) : [],
    sides: rung.categories ? record.sides : [],
    loss: loss && coarsenLoss(loss, rung),
    flags: record.flags.filter(({ flag }) => flag !== 'child' || isChild),
  };
}
