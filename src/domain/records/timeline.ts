// The statements about a person in the order of what they assert, each as fine as its reader may see it.

import { coarsenPlace } from './coarsen-record.js';
import { coarsenToMonth } from './partial-date.js';
import type { Instant } from './instant.js';
import type { PersonReference } from './kinds/kind-values.js';
import type { Statement, Withdrawal } from './statement.js';

export interface TimelineReader {
  readonly organisationId: string;
  /** Whether that organisation registered the person on whom the statement was recorded: it sees exact dates and places. */
  readonly ownsPersonOf: (statement: Statement) => boolean;
  /** Whether that person's identity is erased: then nobody sees exact ones, its giver neither. */
  readonly isErased?: (statement: Statement) => boolean;
}

/** A withdrawal as a reader sees it: the reason is text that somebody typed, for the giver and the owner organisation alone. */
interface ShownWithdrawal extends Omit<Withdrawal, 'reason'> {
  readonly reason: string | null;
}

export interface TimelineEntry {
  /** Its own `withdrawn` is null; what the reader may know of a withdrawal stands beside it. */
  readonly statement: Statement;
  /** Whether the reader's organisation gave it, and so may withdraw it. */
  readonly own: boolean;
  /** False where date and place are shown coarse. */
  readonly exact: boolean;
  readonly withdrawn: ShownWithdrawal | null;
}

interface Times {
  readonly knownAt?: Instant | undefined;
  readonly validAt?: Instant | undefined;
}

/**
 * Details that single a person out, or point at one item rather than say what is asserted: the coarse record leaves out the same. An age
 * band stands in the record.
 */
const FINE_DETAILS = [
  'evidence',
  'remains',
  'person',
  'offence',
  'independentOf',
  'ground',
  'years',
  'months',
  'life',
  'nationalities',
  'birthYears',
];

function byTime(a: Statement, b: Statement): number {
  const [[a1, a2, a3], [b1, b2, b3]] = [timesOf(a), timesOf(b)];
  return order(a1, b1) || order(a2, b2) || order(a3, b3) || (a.id < b.id ? -1 : 1);
}

function timesOf({ valid, recordedAt }: Statement): readonly [Instant, Instant, Instant] {
  return [valid.earliest, valid.latest, recordedAt];
}

/** Open ends are infinite, and the difference of two infinities is no number. */
function order(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function coarse(statement: Statement): Statement {
  const details = Object.fromEntries(Object.entries(statement.details).filter(([key]) => !FINE_DETAILS.includes(key)));
  const place = statement.place === null ? null : coarsenPlace(statement.place);
  // Only optional details are left out, save for the code of an assessed item, which is for those who hold it.
  return { ...statement, valid: coarsenToMonth(statement.valid), place, details } as Statement;
}

/** What was withdrawn after `knownAt` was not withdrawn then. */
function shownWithdrawal(
  { withdrawn }: Statement,
  exact: boolean,
  readable: ReadonlySet<string>,
  knownAt: Instant,
): ShownWithdrawal | null {
  if (withdrawn === null || withdrawn.at > knownAt) return null;
  const { how, at, reason, successorId } = withdrawn;
  const successor = successorId !== null && readable.has(successorId) ? successorId : null;
  return { how, at, reason: exact ? reason : null, successorId: successor };
}

/** `statements` are those that the reader may read at all. */
export function timelineOf(statements: readonly Statement[], reader: TimelineReader, times: Times): TimelineEntry[] {
  const knownAt = times.knownAt ?? Infinity;
  const shown = statements
    .filter((one) => one.recordedAt <= knownAt && one.valid.earliest <= (times.validAt ?? Infinity))
    .sort(byTime);
  const readable = new Set(shown.map((one) => one.id));
  return shown.map((one) => {
    const own = one.author.organisationId === reader.organisationId;
    const exact = (own || reader.ownsPersonOf(one)) && reader.isErased?.(one) !== true;
    return {
      statement: { ...(exact ? one : coarse(one)), withdrawn: null },
      own,
      exact,
      withdrawn: shownWithdrawal(one, exact, readable, knownAt),
    };
  });
}

function kinOf({ statement }: TimelineEntry): PersonReference[] {
  return statement.kind === 'kin_link' && statement.details.person !== undefined ? [statement.details.person] : [];
}

/** Inner ids of the other persons whom these statements name. */
export function kinNamed(entries: readonly TimelineEntry[]): PersonReference[] {
  return [...new Set(entries.flatMap(kinOf))];
}

/** The same statements as their reader knows the others in them: by the reader's own pseudonym, or not at all. */
export function namingKin(
  entries: readonly TimelineEntry[],
  pseudonyms: ReadonlyMap<PersonReference, string>,
): TimelineEntry[] {
  return entries.map((entry) => {
    const { statement } = entry;
    if (statement.kind !== 'kin_link' || statement.details.person === undefined) return entry;
    const { person, ...rest } = statement.details;
    const pseudonym = pseudonyms.get(person);
    const details = pseudonym === undefined ? rest : { ...rest, person: pseudonym };
    return { ...entry, statement: { ...statement, details } };
  });
}
