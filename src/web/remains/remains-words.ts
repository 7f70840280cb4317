// Remains, sites and links to persons in words.

import type { IdentificationLevel } from '../../domain/records/kinds/kind-values.js';
import type { RemainsCase, RemainsExtent, Site } from '../../domain/remains/remains-case.js';
import { stateOf, type LinkState, type LinkStep, type RemainsLink } from '../../domain/remains/remains-link.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

/** Names of places by code. */
export type PlaceNames = ReadonlyMap<string, string>;

export const EXTENT_WORDS: Readonly<Record<RemainsExtent, string>> = {
  whole: 'Whole',
  partial: 'Partial',
  commingled: 'Commingled: of several people',
};

export const LEVEL_WORDS: Readonly<Record<IdentificationLevel, string>> = {
  preliminary: 'Preliminary: supports and confirms nothing',
  confirmed: 'Confirmed',
};

export const HANDED_OVER_WORDS: Readonly<Record<'whole' | 'part', string>> = {
  whole: 'All of the remains',
  part: 'A part of them; the record stays open',
};

const STATE_WORDS: Readonly<Record<LinkState, string>> = {
  proposed: 'Proposed, not confirmed',
  confirmed: 'Confirmed and signed',
  withdrawn: 'Withdrawn',
};

export function stateWords(link: RemainsLink): string {
  return STATE_WORDS[stateOf(link)];
}

export function siteWords({ place }: Pick<Site, 'place'>, places: PlaceNames): string {
  const name = places.get(place.code) ?? place.code;
  return place.precision === 'admin_area' || place.precision === 'unknown'
    ? name
    : `${name} (${inWords(place.precision).toLowerCase()})`;
}

/** A number that nobody knows is never shown as 0. */
export function countWords(count: number | null): string {
  return count === null ? 'Not known' : String(count);
}

export function ageWords({ age }: Pick<RemainsCase, 'age'>): string {
  if (age === null) return 'Not known';
  return age.from === age.to ? `${age.from} years` : `${age.from} to ${age.to} years`;
}

export function diedWords({ died }: Pick<RemainsCase, 'died'>): string {
  return died === null ? 'Not known' : dateInWords(died);
}

/** The username is for colleagues alone. */
export function stepWords(step: LinkStep, organisationId: string): string {
  const who = step.organisationId === organisationId ? ` (${step.username})` : '';
  return `${step.organisationName}${who}, ${instantInWords(step.at)}`;
}
