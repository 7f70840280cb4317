// The closed list of flags that a record can carry, and which of them the fold of this version raises.

import { STALE_DAYS, staleWords, type StaleDays } from './stale-days.js';

export const RECORD_FLAGS = [
  'sign_of_life_stale',
  'denied_despite_proof',
  'acknowledged_then_denied',
  'visited_then_lost',
  'death_after_sign_of_life_in_custody',
  'death_without_inquiry',
  'feigned_release',
  'held_after_hostilities',
  'conflicting_statements',
  'sentenced_in_custody',
  'child',
  'extortion_attempt',
  'follow_up_overdue',
  'capture_notice_not_seen',
  'capture_card_not_seen',
  'internment_card_not_seen',
  'internment_notice_not_seen',
  'particulars_not_seen',
  'health_report_overdue',
  'no_family_news',
  'judicial_deadline',
  'release_due',
  'death_certificate_not_seen',
] as const;

export type RecordFlag = (typeof RECORD_FLAGS)[number];

export interface FlagMeaning {
  /** What the flag says, for a liaison worker. */
  readonly words: string;
  /** Null when the fold raises it; else what it waits for. */
  readonly notYet: string | null;
}

export const FLAG_MEANINGS: Readonly<Record<RecordFlag, FlagMeaning>> = {
  sign_of_life_stale: {
    words: staleWords(STALE_DAYS),
    notYet: null,
  },
  denied_despite_proof: {
    words: 'The alleged holder denies this person although a credible proof of life shows them in custody.',
    notYet: null,
  },
  acknowledged_then_denied: {
    words: 'The holder acknowledged this person before and now denies holding them.',
    notYet: null,
  },
  visited_then_lost: {
    words: 'A neutral agency visited this person in custody, and they have not been seen since.',
    notYet: null,
  },
  death_after_sign_of_life_in_custody: {
    words: 'A death is stated after a statement that shows the person alive in somebody’s power.',
    notYet: null,
  },
  death_without_inquiry: {
    words: 'A death in custody for which no official inquiry is known to us (GC III 121, GC IV 131).',
    notYet: null,
  },
  feigned_release: {
    words: 'Told of a hand-over and driven off instead; custody is unchanged.',
    notYet: null,
  },
  held_after_hostilities: {
    words: 'Still held after the end of active hostilities (GC III 118, GC IV 133).',
    notYet: null,
  },
  conflicting_statements: {
    words: 'Statements that count contradict each other; the status that keeps the search open stands.',
    notYet: null,
  },
  sentenced_in_custody: { words: 'A court of the holder sentenced this person in custody.', notYet: null },
  child: { words: 'The person is, or by the known years of birth may be, under 18 today.', notYet: null },
  extortion_attempt: {
    words: 'Somebody demanded money for news of this person.',
    notYet: null,
  },
  follow_up_overdue: {
    words: 'A follow-up that your organisation promised is overdue.',
    notYet: null,
  },
  capture_notice_not_seen: { words: 'No notice of capture is known to us (GC III 122).', notYet: null },
  capture_card_not_seen: { words: 'No capture card is known to us (GC III 70).', notYet: null },
  internment_card_not_seen: { words: 'No internment card is known to us (GC IV 106).', notYet: null },
  internment_notice_not_seen: { words: 'No notice of internment is known to us (GC IV 136).', notYet: null },
  particulars_not_seen: { words: 'No particulars were given to us (AP I 33, GC IV 138).', notYet: null },
  health_report_overdue: { words: 'No weekly report on a serious state of health is known to us.', notYet: null },
  no_family_news: { words: 'No family news is known to us (GC III 71, GC IV 107).', notYet: null },
  judicial_deadline: { words: 'A deadline of proceedings has passed, as far as we know.', notYet: null },
  release_due: { words: 'Release is due (GC III 118, GC IV 133).', notYet: null },
  death_certificate_not_seen: { words: 'No death certificate is known to us (GC III 120, GC IV 129).', notYet: null },
};

/** What a raised flag says in a registry of these days. */
export function wordsOfFlag(flag: RecordFlag, staleDays: StaleDays): string {
  return flag === 'sign_of_life_stale' ? staleWords(staleDays) : FLAG_MEANINGS[flag].words;
}
