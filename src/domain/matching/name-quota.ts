// How many names may be asked after in one day, by a user and by an organisation, and what is told when that is used up.

import { DomainError } from '../domain-error.js';

/** Somebody at a telephone who asks after a person every five minutes of a working day of eight hours makes 96. */
const NAMES_PER_USER = 100;

/** Ten such desks. An organisation of more workers is given more by whoever runs the registry. */
const NAMES_PER_ORGANISATION = 1000;

/** Of the organisation's figure; from here on its auditors read in the log that somebody should look. */
const NEARLY = 0.8;

const DAY = 24 * 60 * 60 * 1000;

/** The two figures; a class, so that it can be asked for by name where use cases are put together. */
export class NameQuota {
  private constructor(
    readonly perUser: number,
    readonly perOrganisation: number,
  ) {}

  /** Null stands for the registry's own figure; no user has more than the organisation. */
  static of(given: { readonly perUser: number | null; readonly perOrganisation: number | null }): NameQuota {
    const perOrganisation = given.perOrganisation ?? NAMES_PER_ORGANISATION;
    return new NameQuota(Math.min(given.perUser ?? NAMES_PER_USER, perOrganisation), perOrganisation);
  }

  /** The one query of a day that is noted as the one with which an organisation has nearly used up its own. */
  get nearlyAt(): number {
    return Math.ceil(this.perOrganisation * NEARLY);
  }
}

/** Names asked after on one day, by search and inquiry alike. */
export interface NamesAsked {
  readonly byUser: number;
  readonly byOrganisation: number;
}

export type QuotaOf = 'user' | 'organisation';

/** A day of the calendar in UTC, the same for all processes of a service and all organisations. */
export function quotaDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

export function quotaEndsAt(now: number): number {
  return (Math.floor(now / DAY) + 1) * DAY;
}

const WHOSE: Readonly<Record<QuotaOf, string>> = {
  user: 'You have made all searches and inquiries that one person may make today',
  organisation: 'Your organisation has made all searches and inquiries that it may make today',
};

/** Says nothing of whom was asked after: nobody has been looked for. */
export function quotaExhausted(of: QuotaOf, now: number): DomainError {
  const seconds = Math.ceil((quotaEndsAt(now) - now) / 1000);
  const advice = 'Speak with your coordinator, or with the central agency about what cannot wait until 00:00 UTC.';
  return new DomainError('quota_exhausted', `${WHOSE[of]}. ${advice}`, [], seconds);
}
