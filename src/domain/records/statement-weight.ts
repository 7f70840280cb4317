// Which statements a reader's view sees, and what weight each has in it.

import { credibilityOf } from '../evidence/source-grade.js';
import type { StatementSource } from '../evidence/statement-source.js';
import { isRefuted } from './cited-evidence.js';
import { asSeenBy, toldApart } from './embargo.js';
import type { StatementKind } from './statement-kinds.js';
import type { Instant } from './instant.js';
import type { StaleDays } from './stale-days.js';
import { latestOf, putInOrder, type Ordered } from './statement-order.js';
import type { PartyKey, Statement } from './statement.js';

export interface FoldClock {
  /** The reader's day: the request's clock, or validAt, or knownAt. */
  readonly today: Instant;
  /** The organisation whose confidential statements count, or null for the view that all share. */
  readonly view: { readonly organisationId: string | null };
  readonly knownAt?: Instant;
  readonly validAt?: Instant;
  /** Days after which a sign of life is stale; STALE_DAYS when not given. */
  readonly staleDays?: StaleDays;
}

type Weight = 'counts' | 'uncorroborated' | 'shown';

export interface Weighed extends Ordered {
  readonly weight: Weight;
}

/** The words of a party; a document such as a card, a certificate or a bureau's notice is more than words. */
const PARTY_WORDS: readonly StatementSource[] = ['party', 'holder_statement', 'holder_list', 'from_holder'];

/** What a party says about its own custody by these kinds is its position, whatever the grade. */
const OWN_CUSTODY: readonly StatementKind[] = [
  'acknowledgement',
  'denial',
  'capture',
  'recapture',
  'refusal_of_information',
  'detention',
  'assigned_residence',
  'transfer',
  'parole',
  'notice',
  'sentence',
  'release',
  'exchange',
  'repatriation',
  'escape',
];

/** The party that a statement names as speaking or holding, or null. */
export function namedParty({ details }: Statement): PartyKey | null {
  if ('party' in details) return details.party;
  return 'holder' in details ? details.holder : null;
}

/** By authorship: what others say of a party's position is a report like any other. */
function isOwnPosition(statement: Statement): boolean {
  const { kind, author } = statement;
  return author.party !== null && OWN_CUSTODY.includes(kind) && namedParty(statement) === author.party;
}

/**
 * What a party says itself by these kinds counts as well, though by its grade: the rules on returns and deaths say what the word of a party
 * gives, and whom it counts among its own is for it to say.
 */
const OWN_WORD: readonly StatementKind[] = [
  'release',
  'exchange',
  'repatriation',
  'escape',
  'located',
  'arrival',
  'resettlement',
  'death',
  'grave_reported',
  'remains_recovered',
  'remains_handed_over',
  'burial',
  'affiliation',
];

/** A list of the holder is an acknowledgement in due form. */
function isOwnWord(statement: Statement): boolean {
  const { kind, author, source } = statement;
  const named = namedParty(statement);
  const isOfItself = named === null ? source === 'party' : named === author.party;
  return isOfItself && (OWN_WORD.includes(kind) || source === 'holder_list');
}

/** Whether an organisation bound to a party passes on the words of one. */
export function passesOnWords({ author, source }: Statement): boolean {
  return author.party !== null && PARTY_WORDS.includes(source);
}

/** An organisation bound to a party grades the words of any party, its own among them, for itself alone. */
function gradesPartyWords(statement: Statement): boolean {
  return passesOnWords(statement) && !isOwnPosition(statement) && !isOwnWord(statement);
}

function weightOf(statement: Statement, clock: FoldClock): Weight {
  const { view } = clock;
  if (isRefuted(statement, clock.knownAt)) return 'shown';
  if (isOwnPosition(statement)) return 'counts';
  const credibility = credibilityOf(statement.grade);
  if (credibility === 'not_credible') return 'shown';
  if (credibility === 'uncorroborated') return 'uncorroborated';
  const own = view.organisationId === statement.author.organisationId;
  return !own && gradesPartyWords(statement) ? 'uncorroborated' : 'counts';
}

function isSeen({ withdrawn, recordedAt, valid, confidential, author }: Statement, clock: FoldClock): boolean {
  const { knownAt = Infinity, validAt = Infinity, view } = clock;
  if (confidential && view.organisationId !== author.organisationId) return false;
  if (withdrawn !== null && withdrawn.at <= knownAt) return false;
  return recordedAt <= knownAt && valid.earliest <= validAt;
}

/** In the order of listing. */
export function weighStatements(statements: readonly Statement[], clock: FoldClock): readonly Weighed[] {
  const told = statements.flatMap((statement) => asSeenBy(statement, clock.view.organisationId) ?? []);
  const seen = told.filter((statement) => isSeen(statement, clock));
  const weighed = seen.map((statement) => ({
    statement,
    earliest: statement.valid.earliest,
    latest: latestOf(statement),
    newness: 0,
    listed: 0,
    weight: weightOf(statement, clock),
  }));
  return putInOrder(weighed);
}

/** The organisations whose view can differ from the shared one: givers in confidence, graders of a party's words, and who is told at another time. */
export function viewsBesideShared(statements: readonly Statement[]): readonly string[] {
  const givers = statements.filter((statement) => statement.confidential || gradesPartyWords(statement));
  const told = statements.filter(({ confidential }) => !confidential).flatMap(toldApart);
  return [...new Set([...givers.map(({ author }) => author.organisationId), ...told])];
}
