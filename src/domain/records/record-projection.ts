// The one row that stands for a record in lists and counts, per person and view; a pure function of the record.

import { monthOf } from './partial-date.js';
import type { RecordFlag } from './flags.js';
import type { Instant } from './instant.js';
import type { BirthYears, Place, Sex } from './statement.js';
import { isTimed, timedFlagsOf, type TimedFlag } from './timed-flags.js';
import { custodyBegan, custodyState, timeToReturn, type CustodyState, type Length } from './time-lengths.js';
import type { Fate, WhereaboutsStatus } from './whereabouts-status.js';
import type { WhereaboutsRecord } from './whereabouts-record.js';

/** Several values of one person stand together in one cell, so that the parts of a table always add up. */
const TOGETHER = '+';
const UNKNOWN = 'unknown';

export interface RecordProjection {
  readonly status: WhereaboutsStatus;
  readonly fate: Fate;
  readonly episode: number;
  readonly sex: Sex;
  /** Place of the loss: first administrative level, or `unknown`. */
  readonly state: string;
  /** Second administrative level; `<state>:unknown` where only the state is known. */
  readonly municipality: string;
  /** Month of the loss as YYYY-MM, a year where only that is known, or `unknown`. */
  readonly month: string;
  readonly category: string;
  /** partyKeys. */
  readonly side: string;
  readonly holder: string;
  /** Flags that no passing of time raises or lowers. */
  readonly lastingFlags: readonly RecordFlag[];
  /** The others, each with the days on which it stands; a list holds them against its reader's day. */
  readonly timedFlags: readonly TimedFlag[];
  readonly birthYears: BirthYears | null;
  /** Earliest instant of the last sign of life, from which its age is counted; null where there is none. */
  readonly signAt: Instant | null;
  /** Codes of countries. */
  readonly nationality: string;
  /** From where the loss was reported. */
  readonly source: string;
  readonly timeToReturn: Length | 'not_returned';
  readonly custody: CustodyState;
  /** When custody began, at the earliest and at the latest, where it runs; from these its length on a day is counted. */
  readonly custodyFrom: Instant | null;
  readonly custodyBy: Instant | null;
}

function joined(values: readonly string[]): string {
  return values.length === 0 ? UNKNOWN : [...new Set(values)].sort().join(TOGETHER);
}

/** Municipalities whose state alone is known stand together under it. */
function municipalityOf(place: Place | null): string {
  const state = place?.state ?? UNKNOWN;
  return place?.municipality ?? (state === UNKNOWN ? UNKNOWN : `${state}:${UNKNOWN}`);
}

/** Of the newest loss: where, when and told by whom. */
function lossShown({ loss, lossSources }: WhereaboutsRecord) {
  const place = loss?.place ?? null;
  return {
    state: place?.state ?? UNKNOWN,
    municipality: municipalityOf(place),
    month: loss === null ? UNKNOWN : monthOf(loss.valid),
    source: joined(lossSources),
  };
}

function custodyShown(record: WhereaboutsRecord) {
  const custody = custodyState(record);
  const began = custody === 'running' ? custodyBegan(record) : null;
  return { custody, custodyFrom: began?.earliest ?? null, custodyBy: began?.latest ?? null };
}

export function projectRecord(record: WhereaboutsRecord): RecordProjection {
  return {
    status: record.status,
    fate: record.fate,
    episode: record.episode,
    sex: record.sex,
    ...lossShown(record),
    category: joined(record.categories.map((asserted) => asserted.category)),
    side: joined(record.sides),
    holder: joined(record.custody?.holders ?? []),
    lastingFlags: record.flags.map((raised) => raised.flag).filter((flag) => !isTimed(flag)),
    timedFlags: timedFlagsOf(record),
    birthYears: record.birthYears,
    signAt: record.lastSignOfLife?.valid.earliest ?? null,
    nationality: joined(record.nationalities),
    timeToReturn: timeToReturn(record),
    ...custodyShown(record),
  };
}

/** Each column of a projection as text; none where there is no projection. */
export function projectionColumns(projection: RecordProjection | null): Readonly<Record<string, string>> {
  if (projection === null) return {};
  const { status, fate, episode, sex, state, municipality, month, category, side, holder, birthYears, signAt } =
    projection;
  return {
    ...{ status, fate, episode: String(episode), sex, state, municipality, month, category, side, holder },
    lasting_flags: projection.lastingFlags.join(' '),
    timed_flags: projection.timedFlags.map(({ flag, from, until }) => `${flag} ${from} ${until}`).join(', '),
    birth_years: birthYears === null ? '' : `${birthYears.from} ${birthYears.to}`,
    sign_at: signAt === null ? '' : String(signAt),
    nationality: projection.nationality,
    source: projection.source,
    time_to_return: projection.timeToReturn,
    custody: projection.custody,
    custody_began: `${projection.custodyFrom ?? ''} ${projection.custodyBy ?? ''}`,
  };
}

/** Equal for equal projections, and different for different ones. */
export function projectionText(projection: RecordProjection | null): string {
  return projection === null ? '' : JSON.stringify(Object.values(projectionColumns(projection)));
}
