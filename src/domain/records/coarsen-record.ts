// What a reader without disclosure sees of a record: months, first-level areas and age bands; no number, unit or exact place.

import { birthYearsOfBand } from './age-band.js';
import { ageInDays } from './life-signs.js';
import { coarsenToMonth } from './partial-date.js';
import type { Place } from './statement.js';
import type { Custody, CustodyEpisode, SignOfLife, WhereaboutsRecord } from './whereabouts-record.js';

/** The first administrative level, or null where that is not known. */
export function coarsenPlace({ state }: Place): Place | null {
  return state === null ? null : { code: state, state, municipality: null, precision: 'admin_area' };
}

function coarsenPlaceOf({ place }: { readonly place: Place | null }): Place | null {
  return place === null ? null : coarsenPlace(place);
}

/** Places of detention that lie in one area become one. */
function coarsenCustody(custody: Custody): Custody {
  const areas = new Map(
    custody.places.flatMap((place) => {
      const area = coarsenPlace(place);
      return area === null ? [] : [[area.code, area] as const];
    }),
  );
  return {
    ...custody,
    places: [...areas.values()],
    since: custody.since === null ? null : coarsenToMonth(custody.since),
  };
}

function coarsenEpisode(episode: CustodyEpisode): CustodyEpisode {
  return {
    ...episode,
    place: coarsenPlaceOf(episode),
    since: coarsenToMonth(episode.since),
    lastTold: coarsenToMonth(episode.lastTold),
  };
}

/** The age is counted from the first of the month, lest it give the day away. */
function coarsenSign(sign: SignOfLife, asOf: number): SignOfLife {
  const valid = coarsenToMonth(sign.valid);
  return { ...sign, valid, ageDays: ageInDays(valid.earliest, asOf) };
}

/**
 * Keeps what the flags, the status and its reasons say, and that there is a sentence but not its length. Nationalities and
 * the grounds of categories can single a person out and are left out; so are the clocks, whose days would tell those of their starts.
 */
export function coarsenRecord(record: WhereaboutsRecord): WhereaboutsRecord {
  const { lastContact, lastSignOfLife, custody, loss, birthYears, asOf } = record;
  return {
    ...record,
    lastContact: lastContact && {
      ...lastContact,
      valid: coarsenToMonth(lastContact.valid),
      place: coarsenPlaceOf(lastContact),
    },
    lastSignOfLife: lastSignOfLife && coarsenSign(lastSignOfLife, asOf),
    custody: custody && coarsenCustody(custody),
    custodyEpisodes: record.custodyEpisodes.map(coarsenEpisode),
    clocks: [],
    positions: record.positions.map((position) => ({ ...position, valid: coarsenToMonth(position.valid) })),
    sentences: record.sentences.map((sentence) => ({
      ...sentence,
      valid: coarsenToMonth(sentence.valid),
      years: null,
      months: null,
      life: null,
    })),
    birthYears: birthYears && birthYearsOfBand(birthYears, asOf),
    nationalities: [],
    categories: record.categories.map((asserted) => ({ ...asserted, ground: null })),
    loss: loss && { valid: coarsenToMonth(loss.valid), place: coarsenPlaceOf(loss) },
  };
}
