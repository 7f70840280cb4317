// The clocks of the Conventions as rows: to whom each applies, what starts it, after how many days it runs out, and what answers it.

import type { StatementSource } from '../evidence/statement-source.js';
import type { RecordFlag } from './flags.js';
import type { ConflictType } from './kinds/kind-values.js';
import type { StatementKind } from './statement-kinds.js';
import type { Category } from './statement.js';

/** What starts a clock, or answers it. */
export interface ClockMark {
  /** Any of these kinds. */
  readonly kinds?: readonly StatementKind[];
  /** Any statement that comes from one of these. */
  readonly sources?: readonly StatementSource[];
  /** A detention in one of these regimes. */
  readonly regimes?: readonly string[];
  /** Evidence of custody of any kind; the first of the episode starts the clock. */
  readonly custody?: boolean;
  /** A state of health that is serious or critical. */
  readonly gravelyIll?: boolean;
  /** A death that stands after custody. */
  readonly deathInCustody?: boolean;
  /** The end of active hostilities, as anybody states it who asserts a category. */
  readonly endOfHostilities?: boolean;
}

export interface ClockRow {
  readonly flag: RecordFlag;
  readonly rule: string;
  /** The categories that it protects; `others` are all who are held and neither prisoners of war nor civilian internees. */
  readonly appliesTo: readonly (Category | 'others')[];
  /** The conflicts of which its rule speaks; one of which nobody says what it is counts as each. */
  readonly appliesIn: readonly ConflictType[];
  readonly starts: ClockMark;
  /** Whether every new start starts it again; else the first of the episode does. */
  readonly again: boolean;
  /** 0 where the article says "without delay" or names no time. */
  readonly days: number;
  readonly answeredBy: ClockMark;
}

const PRISONERS: readonly Category[] = ['prisoner_of_war', 'retained_personnel'];
const INTERNEES: readonly Category[] = ['civilian_internee'];
const ALL_HELD = [...PRISONERS, ...INTERNEES, 'others'] as const;
/** GC III 2, GC IV 2 and AP I 1(3) name war between states and occupation. */
const BETWEEN_STATES: readonly ConflictType[] = ['international', 'occupation'];
const NOTICES: readonly StatementSource[] = ['information_bureau_notice', 'central_agency_notice'];
const NEWS: readonly StatementSource[] = ['letter', 'red_cross_message', 'oral_message', 'phone_or_video_call'];
const ENDS: readonly StatementKind[] = ['release', 'exchange', 'repatriation', 'escape', 'located', 'arrival'];

export const CLOCKS: readonly ClockRow[] = [
  {
    flag: 'capture_notice_not_seen',
    rule: 'GC III 122',
    appliesTo: PRISONERS,
    appliesIn: BETWEEN_STATES,
    starts: { custody: true },
    again: false,
    days: 0,
    answeredBy: { sources: NOTICES },
  },
  {
    flag: 'capture_card_not_seen',
    rule: 'GC III 70',
    appliesTo: PRISONERS,
    appliesIn: BETWEEN_STATES,
    starts: { regimes: ['camp'], kinds: ['transfer', 'hospital_admission'], gravelyIll: true },
    again: true,
    days: 7,
    answeredBy: { sources: ['capture_card'] },
  },
  {
    flag: 'internment_card_not_seen',
    rule: 'GC IV 106',
    appliesTo: INTERNEES,
    appliesIn: BETWEEN_STATES,
    starts: { regimes: ['camp'], kinds: ['assigned_residence', 'transfer', 'hospital_admission'], gravelyIll: true },
    again: true,
    days: 7,
    answeredBy: { sources: ['internment_card'] },
  },
  {
    flag: 'internment_notice_not_seen',
    rule: 'GC IV 136',
    appliesTo: INTERNEES,
    appliesIn: BETWEEN_STATES,
    starts: { regimes: ['camp', 'assigned_residence'], kinds: ['assigned_residence'] },
    again: false,
    days: 0,
    answeredBy: { sources: NOTICES },
  },
  {
    flag: 'internment_notice_not_seen',
    rule: 'GC IV 136',
    appliesTo: INTERNEES,
    appliesIn: BETWEEN_STATES,
    starts: { custody: true },
    again: false,
    days: 14,
    answeredBy: { sources: NOTICES },
  },
  {
    flag: 'particulars_not_seen',
    rule: 'AP I 33(2)(a), GC IV 138',
    appliesTo: ['others'],
    appliesIn: BETWEEN_STATES,
    starts: { custody: true },
    again: false,
    days: 14,
    answeredBy: { sources: [...NOTICES, 'holder_list'] },
  },
  {
    flag: 'health_report_overdue',
    rule: 'GC III 122, GC IV 138',
    appliesTo: ALL_HELD,
    appliesIn: BETWEEN_STATES,
    starts: { gravelyIll: true },
    again: true,
    days: 7,
    answeredBy: { kinds: ['health_condition', 'hospital_discharge', ...ENDS] },
  },
  {
    flag: 'no_family_news',
    rule: 'GC III 71, GC IV 107',
    appliesTo: ALL_HELD,
    appliesIn: BETWEEN_STATES,
    starts: { custody: true, sources: NEWS, kinds: ['message_received'] },
    again: true,
    days: 30,
    answeredBy: {},
  },
  {
    flag: 'judicial_deadline',
    rule: 'GC III 103',
    appliesTo: PRISONERS,
    appliesIn: BETWEEN_STATES,
    starts: { kinds: ['notice', 'charge'] },
    again: false,
    days: 90,
    answeredBy: { kinds: ['sentence', 'acquittal', 'pardon', ...ENDS] },
  },
  {
    flag: 'judicial_deadline',
    rule: 'GC III 104, GC IV 71',
    appliesTo: [...PRISONERS, ...INTERNEES, 'others'],
    appliesIn: BETWEEN_STATES,
    starts: { kinds: ['charge'] },
    again: true,
    days: 0,
    answeredBy: { kinds: ['notice'], sources: NOTICES },
  },
  {
    flag: 'judicial_deadline',
    rule: 'GC III 107, GC IV 75',
    appliesTo: [...PRISONERS, ...INTERNEES, 'others'],
    appliesIn: BETWEEN_STATES,
    starts: { kinds: ['sentence'] },
    again: true,
    days: 0,
    answeredBy: { kinds: ['notice'], sources: NOTICES },
  },
  {
    flag: 'release_due',
    rule: 'GC III 118, GC IV 133',
    appliesTo: [...PRISONERS, ...INTERNEES],
    appliesIn: BETWEEN_STATES,
    starts: { endOfHostilities: true },
    again: false,
    days: 0,
    answeredBy: { kinds: ENDS },
  },
  {
    flag: 'death_certificate_not_seen',
    rule: 'GC III 120, GC IV 129',
    appliesTo: ALL_HELD,
    appliesIn: BETWEEN_STATES,
    starts: { deathInCustody: true },
    again: false,
    days: 0,
    answeredBy: { sources: ['death_certificate'] },
  },
];

/** The flags that a clock raises: whose release is due is also held after hostilities. */
export function flagsOfClock(flag: RecordFlag): readonly RecordFlag[] {
  return flag === 'release_due' ? [flag, 'held_after_hostilities'] : [flag];
}

export const FLAGS_OF_CLOCKS: readonly RecordFlag[] = [...new Set(CLOCKS.flatMap(({ flag }) => flagsOfClock(flag)))];

/** The sources that any clock asks for; a record holds many others. */
export const MARKED_SOURCES: ReadonlySet<StatementSource> = new Set(
  CLOCKS.flatMap(({ starts, answeredBy }) => [...(starts.sources ?? []), ...(answeredBy.sources ?? [])]),
);
