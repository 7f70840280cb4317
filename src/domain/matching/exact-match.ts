// Compares an inquiry with a stored identity by exact normal forms: people in between may be one, and a person decides.

import { birthInterval } from '../identity/birth-date.js';
import type { IdentityParticulars, PersonName } from '../identity/identity-particulars.js';
import { isTellingPart } from '../names/telling-parts.js';
import { nameTokenSet } from '../names/normal-form.js';
import type { BirthYears } from '../records/statement.js';

/** Agrees: a whole name and a birth time in common, nothing against. Contradicts: no name in common, or something against. */
export type MatchVerdict = 'agrees' | 'possible' | 'contradicts';

export interface ComparedIdentity {
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName' | 'birthDate'>;
  /** Where only an age or a year is known; a birth date goes before it. */
  readonly birthYears: BirthYears | null;
}

type Agreement = 'whole' | 'part' | 'none';

/** A birth time says who somebody is only when it is narrow: an age with its date of asking gives two years. */
const NARROW_YEARS = 2;
const LONGEST_YEAR = 366 * 24 * 60 * 60 * 1000;

/** Two of them, or the only one of a name that has no more. */
function isShared(common: readonly string[], a: readonly string[], b: readonly string[]): boolean {
  return common.length >= Math.min(2, Math.max(1, Math.min(a.length, b.length)));
}

/**
 * Two tokens in common, or a name of one token that the other contains, is a part; the same two tokens or more are the whole. Of what is in
 * common as much must tell people apart: with a title, a particle or an initial beside a surname, everybody of that surname would be asked
 * after at once.
 */
function agreementOf(a: readonly string[], b: readonly string[]): Agreement {
  const known = new Set(b);
  const inBoth = a.filter((token) => known.has(token));
  if (inBoth.length >= 2 && inBoth.length === a.length && inBoth.length === b.length) return 'whole';
  const tell = isShared(inBoth.filter(isTellingPart), a.filter(isTellingPart), b.filter(isTellingPart));
  return tell && isShared(inBoth, a, b) ? 'part' : 'none';
}

function tokenSets(names: readonly PersonName[] | undefined): (readonly string[])[] {
  return (names ?? []).map((name) => nameTokenSet(name.text)).filter((tokens) => tokens.length > 0);
}

function bestAgreement(asked: readonly PersonName[] | undefined, held: readonly PersonName[] | undefined): Agreement {
  const others = tokenSets(held);
  const found = tokenSets(asked).flatMap((tokens) => others.map((other) => agreementOf(tokens, other)));
  if (found.includes('whole')) return 'whole';
  return found.includes('part') ? 'part' : 'none';
}

/** Only names in one script can be told apart by exact forms; a parent unknown to one side is neutral. */
function parentsContradict(asked: readonly PersonName[] | undefined, held: readonly PersonName[] | undefined): boolean {
  const comparable = (asked ?? []).flatMap((one) =>
    (held ?? []).filter((other) => other.script === one.script).map((other) => [one, other] as const),
  );
  const sharesToken = ([one, other]: readonly [PersonName, PersonName]): boolean => {
    const tokens = nameTokenSet(other.text);
    return nameTokenSet(one.text).some((token) => tokens.includes(token));
  };
  return comparable.length > 0 && !comparable.some(sharesToken);
}

interface Interval {
  readonly earliest: number;
  readonly latest: number;
}

function birthOf({ identity, birthYears }: ComparedIdentity): Interval | null {
  const date = identity.birthDate === undefined ? null : birthInterval(identity.birthDate);
  if (date !== null || birthYears === null) return date;
  return { earliest: Date.UTC(birthYears.from, 0, 1), latest: Date.UTC(birthYears.to + 1, 0, 1) - 1 };
}

function isNarrow(interval: Interval): boolean {
  return interval.latest - interval.earliest <= NARROW_YEARS * LONGEST_YEAR;
}

function compareBirths(asked: Interval | null, held: Interval | null): 'agree' | 'open' | 'contradict' {
  if (asked === null || held === null) return 'open';
  if (asked.latest < held.earliest || held.latest < asked.earliest) return 'contradict';
  return isNarrow(asked) && isNarrow(held) ? 'agree' : 'open';
}

/** Symmetric, and independent of the order of names and of the words in them. */
export function exactMatch(asked: ComparedIdentity, held: ComparedIdentity): MatchVerdict {
  const names = bestAgreement(asked.identity.names, held.identity.names);
  const births = compareBirths(birthOf(asked), birthOf(held));
  const parents =
    parentsContradict(asked.identity.fatherName, held.identity.fatherName) ||
    parentsContradict(asked.identity.motherName, held.identity.motherName);
  if (names === 'none' || births === 'contradict' || parents) return 'contradicts';
  return names === 'whole' && births === 'agree' ? 'agrees' : 'possible';
}
