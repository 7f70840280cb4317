// The statements about a person in the order of what they assert, each as fine as its reader may see it.

import type { Told } from '../anonymity/rungs.js';
import { grainOfStatements } from './coarsen-record.js';
import type { Instant } from './instant.js';
import type { PersonReference } from './kinds/kind-values.js';
import type { Statement, Withdrawal } from './statement.js';

export interface TimelineReader {
  readonly organisationId: string;
  /** Whether that organisation registered the person on whom the statement was recorded: it sees exact dates and places. */
  readonly ownsPersonOf: (statement: Statement) => boolean;
  /** Whether that person's identity is erased: then nobody sees exact ones, its giver neither. */
  readonly isErased?: (statement: Statement) => boolean;
  /** How much it is told of all others; null where people are not compared. */
  readonly told: Told | null;
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

/** What the record tells of the person, as far as the person's rung allows: where people are compared, it stands nowhere else. */
const PARTICULARS: Partial<Record<Statement['kind'], readonly string[]>> = {
  particulars: ['sex'],
  category: ['category', 'assertedBy', 'conflict', 'hostilitiesEnded'],
  affiliation: ['party', 'role'],
};

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

function coarse(statement: Statement, told: Told | null): Statement {
  const untold = [...FINE_DETAILS, ...(told === null ? [] : (PARTICULARS[statement.kind] ?? []))];
  const details = Object.fromEntries(Object.entries(statement.details).filter(([key]) => !untold.includes(key)));
  const { date, place } = grainOfStatements(told);
  // Readers leave out what is not there, also of what whoever records a statement has to say.
  return { ...statement, valid: date(statement.valid), place: place(statement.place), details } as Statement;
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

/**
 * `statements` are those that the reader may read at all. Where people are compared, statements shown coarse stand in the order of what is
 * shown, and are there from the first day of it on: neither may tell what the date does not.
 */
export function timelineOf(statements: readonly Statement[], reader: TimelineReader, times: Times): TimelineEntry[] {
  const knownAt = times.knownAt ?? Infinity;
  const told = statements.filter((one) => one.recordedAt <= knownAt).map((one) => toldTo(reader, one));
  const shown = told
    .filter(({ placed }) => placed.valid.earliest <= (times.validAt ?? Infinity))
    .sort((a, b) => byTime(a.placed, b.placed));
  const readable = new Set(shown.map(({ given }) => given.id));
  return shown.map(({ given, statement, own, exact }) => ({
    statement: { ...statement, withdrawn: null },
    own,
    exact,
    withdrawn: shownWithdrawal(given, exact, readable, knownAt),
  }));
}

interface ToldStatement {
  readonly given: Statement;
  readonly statement: Statement;
  /** By whose dates it is put in order. */
  readonly placed: Statement;
  readonly own: boolean;
  readonly exact: boolean;
}

function toldTo(reader: TimelineReader, given: Statement): ToldStatement {
  const own = given.author.organisationId === reader.organisationId;
  const exact = (own || reader.ownsPersonOf(given)) && reader.isErased?.(given) !== true;
  const statement = exact ? given : coarse(given, reader.told);
  return { given, statement, placed: reader.told === null ? given : statement, own, exact };
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
