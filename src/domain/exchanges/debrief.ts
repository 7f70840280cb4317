// A debrief: somebody who returned is invited, never assigned, and says for what each answer may be used.

import { DomainError } from '../domain-error.js';
import type { SourceGrade } from '../evidence/source-grade.js';
import type { Instant } from '../records/instant.js';
import type { PartyKey, Place } from '../records/statement.js';

export const DEBRIEF_ANSWERS = ['accepts', 'declines', 'later'] as const;
export type DebriefAnswer = (typeof DEBRIEF_ANSWERS)[number];

/** `tracing`: to find others, which proofs of life come from. `proceedings`: kept apart, and nothing of this registry enters them. */
export const DEBRIEF_USES = ['tracing', 'proceedings'] as const;
export type DebriefUse = (typeof DEBRIEF_USES)[number];

/** Seen with one's own eyes, or heard of from others. */
export const SIGHTING_STRENGTHS = ['firsthand', 'hearsay'] as const;
export type SightingStrength = (typeof SIGHTING_STRENGTHS)[number];

/** One answer to "whom did you see, where, when?": codes, a date and a place, never a sentence. */
export interface Sighting {
  readonly id: string;
  readonly personId: string;
  /** EDTF. */
  readonly seen: string;
  readonly place: Place | null;
  readonly contactStrength: SightingStrength;
  readonly inCustody: boolean;
  readonly holder: PartyKey | null;
  readonly grade: `${SourceGrade['reliability']}${SourceGrade['information']}`;
  readonly recordedAt: Instant;
}

export interface Debrief {
  readonly id: string;
  readonly exchangeId: string;
  readonly personId: string;
  /** The asking organisation; nobody else knows that it asked. */
  readonly organisationId: string;
  readonly invitedAt: Instant;
  /** Oldest first, each taking the place of the one before. */
  readonly answers: readonly {
    readonly answer: DebriefAnswer;
    readonly medicallyCleared: boolean;
    readonly at: Instant;
  }[];
  readonly consents: readonly { readonly use: DebriefUse; readonly given: boolean; readonly at: Instant }[];
  readonly sightings: readonly Sighting[];
}

/** The debrief as it was known at an instant, or null where nobody had been invited yet. */
export function debriefKnownAt(debrief: Debrief, knownAt: Instant): Debrief | null {
  if (debrief.invitedAt > knownAt) return null;
  return {
    ...debrief,
    answers: debrief.answers.filter(({ at }) => at <= knownAt),
    consents: debrief.consents.filter(({ at }) => at <= knownAt),
    sightings: debrief.sightings.filter(({ recordedAt }) => recordedAt <= knownAt),
  };
}

/** Null until there is an answer. */
export function standingAnswer({ answers }: Pick<Debrief, 'answers'>): Debrief['answers'][number] | null {
  return answers.at(-1) ?? null;
}

/**
 * When the standing consent to a use was given, or null where there is none: without a word about it, and after the person declined, which
 * ends what they had agreed to.
 */
export function agreedSince(
  { consents, answers }: Pick<Debrief, 'consents' | 'answers'>,
  use: DebriefUse,
): Instant | null {
  const last = consents.filter((one) => one.use === use).at(-1);
  if (last === undefined || !last.given) return null;
  return answers.some(({ answer, at }) => answer === 'declines' && at >= last.at) ? null : last.at;
}

/** Throws `conflict` where nobody may ask yet: the person has not accepted, or no doctor has agreed. */
export function requireMayBeAsked(debrief: Debrief): void {
  const answer = standingAnswer(debrief);
  if (answer?.answer !== 'accepts') {
    throw new DomainError('conflict', 'The person has not accepted the invitation; nothing can be asked of them.');
  }
  if (!answer.medicallyCleared) {
    throw new DomainError('conflict', 'No medical clearance is noted; nothing can be asked of the person before it.');
  }
}
