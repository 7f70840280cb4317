// What is big news about a person: a statement that moves the record from one class of statuses to another, good or bad.

import { foldRecord } from '../records/fold-record.js';
import type { Instant } from '../records/instant.js';
import type { Statement } from '../records/statement.js';
import type { StatementKind } from '../records/statement-kinds.js';
import { UNMOVING_KINDS } from '../records/status-graph.js';
import type { WhereaboutsStatus } from '../records/whereabouts-status.js';

type NewsClass = 'sought' | 'let_go' | 'free' | 'death_said' | 'dead' | 'identified' | 'closed';

/**
 * By status alone: a fate follows from it, save for a court's presumption, which is no finding, and for a voice that was heard, which moves no
 * class. A record that is closed was registered in error: nothing happened to anybody.
 */
const CLASS_OF: Readonly<Record<WhereaboutsStatus, NewsClass>> = {
  missing: 'sought',
  whereabouts_lost: 'sought',
  believed_held: 'sought',
  held_denied: 'sought',
  held_acknowledged: 'sought',
  release_unconfirmed: 'let_go',
  at_liberty_elsewhere: 'free',
  returned_located: 'free',
  returned_escaped: 'free',
  returned_released: 'free',
  returned_exchanged: 'free',
  returned_repatriated: 'free',
  death_reported: 'death_said',
  dead_not_returned: 'dead',
  remains_identified: 'identified',
  remains_returned: 'identified',
  closed: 'closed',
};

/** Classes of which a family is told in person, by two workers. */
export const CLASSES_OF_DEATH: readonly NewsClass[] = ['death_said', 'dead', 'identified'];

/** What tells of a death or an end of custody even where it moves no status. */
const TELLING_KINDS: readonly StatementKind[] = [
  'release',
  'exchange',
  'repatriation',
  'escape',
  'feigned_release',
  'located',
  'arrival',
  'resettlement',
  'death',
  'death_inquiry',
  'grave_reported',
  'remains_recovered',
  'remains_moved',
  'remains_identified',
  'remains_handed_over',
  'burial',
  'personal_effects',
  'death_assessment',
];

export function newsClass(status: WhereaboutsStatus): NewsClass {
  return CLASS_OF[status];
}

export function tellsOfNews(kind: StatementKind): boolean {
  return TELLING_KINDS.includes(kind);
}

/** Whether statements of these kinds can be news at all: most cannot, and nothing is folded for them. */
export function canBeNews(kinds: readonly StatementKind[]): boolean {
  return kinds.some((kind) => !UNMOVING_KINDS.includes(kind));
}

function sharedClass(statements: readonly Statement[], at: Instant): NewsClass {
  return newsClass(foldRecord(statements, { today: at, view: { organisationId: null } }).status);
}

/**
 * Which of the statements just given are news, by their ids: those by which the record that all share would move to another class, taken one by
 * one after `standing`, without those found to be news before. It looks at nothing that only some may know, so that whether something is held
 * back tells nobody anything. `replaced` is the statement that they supersede.
 */
export function newsAmong(
  standing: readonly Statement[],
  fresh: readonly Statement[],
  at: Instant,
  replaced: string | null = null,
): ReadonlySet<string> {
  const before = sharedClass(standing, at);
  let told = standing.filter(({ id }) => id !== replaced);
  const news = new Set<string>();
  for (const statement of fresh) {
    const after = sharedClass([...told, statement], at);
    if (after !== before && after !== 'closed') news.add(statement.id);
    else told = [...told, statement];
  }
  return news;
}
