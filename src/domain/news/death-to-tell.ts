// Whether what others are told from now on is a death that a family has yet to be told of, in person.

import { foldRecord } from '../records/fold-record.js';
import type { Instant } from '../records/instant.js';
import type { Statement } from '../records/statement.js';
import type { StatementKind } from '../records/statement-kinds.js';
import { statusAfter } from '../records/status-graph.js';
import { CLASSES_OF_DEATH, newsClass } from './news-class.js';

export interface NewlyTold {
  /** Ids of the statements of which others are told from now on. */
  readonly told: ReadonlySet<string>;
  /** The statement that they supersede, where it is not withdrawn yet. */
  readonly replaced?: string | undefined;
  /** The organisation that registered the person; its workers go to the family. */
  readonly ownerOrganisationId: string;
  readonly at: Instant;
}

/** Whether a statement of this kind can say that somebody is dead; for all others nothing is folded. */
export function canTellDeath(kind: StatementKind): boolean {
  return CLASSES_OF_DEATH.includes(newsClass(statusAfter('missing', kind)));
}

/** Neither what waits nor what was rejected, and in its place what it would supersede; a found person's will hides nothing from the owner. */
function asVerified(statement: Statement): Statement[] {
  const { embargo, withdrawn } = statement;
  if (embargo?.readyAt === Infinity) return [];
  return withdrawn?.embargo?.readyAt === Infinity ? [standing(statement)] : [statement];
}

function standing(statement: Statement): Statement {
  return { ...statement, withdrawn: null };
}

/** How certain the death is, from 0 for none. */
function certaintyOf(
  statements: readonly Statement[],
  { ownerOrganisationId, at }: Pick<NewlyTold, 'ownerOrganisationId' | 'at'>,
): number {
  const view = { organisationId: ownerOrganisationId };
  return CLASSES_OF_DEATH.indexOf(newsClass(foldRecord(statements, { today: at, view }).status)) + 1;
}

/**
 * Of the record that holds `held`, as its owner sees it and not as all who share it do: of a found person others may never be told. What was said
 * in confidence is told to no family; where the owner knows by it that the person lives, no death is told either. A death told before is told
 * again only where it has become more certain, and an identification that leaves it reported tells none.
 */
export function isDeathToTell(held: readonly Statement[], news: NewlyTold): boolean {
  const { told, replaced } = news;
  const after = held.flatMap(asVerified).filter(({ id }) => id !== replaced);
  const saying = after.filter(({ id, kind }) => told.has(id) && canTellDeath(kind));
  const openly = after.filter(({ confidential }) => !confidential);
  const certainty = certaintyOf(openly, news);
  if (saying.length > 0 && certainty === 1 && saying.every(({ kind }) => kind === 'remains_identified')) return false;
  if (certainty === 0 || certaintyOf(after, news) === 0) return false;
  const before = held
    .flatMap(asVerified)
    .filter(({ id, confidential }) => !told.has(id) && !confidential)
    .map((one) => (told.has(one.withdrawn?.successorId ?? '') ? standing(one) : one));
  return certainty > certaintyOf(before, news);
}

export interface TakenBack {
  /** Ids of the statements that were withdrawn just now. */
  readonly withdrawn: ReadonlySet<string>;
  readonly ownerOrganisationId: string;
  readonly at: Instant;
}

/**
 * Whether a death that a family was told of, or was about to be, is said no more: by the same view of the record, openly and verified, before these
 * statements were withdrawn and now. One that has only become less certain is a death still, and so is one whose replacement waits.
 */
export function isDeathTakenBack(held: readonly Statement[], { withdrawn, ...view }: TakenBack): boolean {
  const open = held.filter(({ confidential }) => !confidential);
  if (certaintyOf(open.flatMap(asVerified), view) > 0) return false;
  const successors = new Set(open.flatMap((one) => (withdrawn.has(one.id) ? [one.withdrawn?.successorId] : [])));
  const before = open
    .filter(({ id }) => !successors.has(id))
    .flatMap((one) => asVerified(withdrawn.has(one.id) ? standing(one) : one));
  return certaintyOf(before, view) > 0;
}
