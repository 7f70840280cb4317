// Selects a person with all else that a reader is shown beside the statements, by the reader's own pseudonym.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { RungRow } from '../anonymity/told-of-row.js';
import { KeptTexts } from '../kept-texts.js';
import { isLinked } from '../links/linked-persons.query.js';
import { newsWaits } from '../news/news-waits.query.js';
import { extentColumns, extentOf, type Extent, type ExtentRow } from '../statements/extent.query.js';
import { readingTimeOf } from '../statements/statement-row.js';
import { followUpOverdue, type FollowUpPoint } from '../tasks/overdue-follow-up.query.js';
import { knownOf, PERSON_COLUMNS, type KnownRow } from './person-row.js';
import { visiblePerson } from './visible-person.query.js';

/** A person with what stands beside the statements of its record. */
export interface PersonForReading extends Omit<Person, 'namedOrganisations'> {
  /** Whether the record was ever merged with another; what is only proposed is for those who take part, and changes no reading. */
  readonly isLinked: boolean;
  /** Whether the reader is assigned to the case. */
  readonly isAssigned: boolean;
  /** Whether a follow-up that the reader's organisation promised is overdue. */
  readonly isFollowUpOverdue: boolean;
  /** Whether the reader's organisation registered the person and something about it waits to be verified. */
  readonly hasNewsWaiting: boolean;
  /** By the last comparison with others; null where there was none. */
  readonly compared: RungRow | null;
  /** How much the reader is told of the person, records that were merged aside. */
  readonly extent: Extent;
}

export interface ReadingRow extends KnownRow, ExtentRow {
  is_linked: boolean;
  is_assigned: boolean;
  is_follow_up_overdue: boolean;
  has_news_waiting: boolean;
  rung: number | null;
  year: number | null;
  least: number | null;
}

export interface ReadingPoint extends FollowUpPoint {
  /** Milliseconds since the epoch. */
  readonly knownAt: number;
}

const texts = new KeptTexts();

/** No row where the reader's organisation may not see the person. */
export function personForReading(
  actor: Actor,
  pseudonym: string,
  point: ReadingPoint,
): { readonly text: string; readonly parameters: unknown[] } {
  const visible = visiblePerson(actor, 2);
  const parameters: unknown[] = [pseudonym, ...visible.parameters, actor.userId];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const text = `SELECT ${PERSON_COLUMNS},
      ${isLinked('p.id')} AS is_linked,
      EXISTS (SELECT 1 FROM registry.assignment a
        WHERE a.person_id = p.id AND a.user_id = $3::uuid AND a.ended_at IS NULL) AS is_assigned,
      ${followUpOverdue('p.id', point, bind)} AS is_follow_up_overdue,
      p.owner_organisation_id = $2::uuid AND ${newsWaits('p.id', `${bind(readingTimeOf(point.knownAt))}::timestamptz`)} AS has_news_waiting,
      k.rung, k.year, k.least,
      ${extentColumns('p.id', '$2::uuid')}
    FROM registry.person p
    LEFT JOIN registry.shown_class k ON k.person_id = p.id
    JOIN registry.pseudonym s ON s.person_id = p.id AND s.organisation_id = $2::uuid
    WHERE s.pseudonym = $1 AND ${visible.condition}`;
  return { text: texts.same(visible.condition, '', text), parameters };
}

export function readingOf(row: ReadingRow): PersonForReading {
  return {
    ...knownOf(row),
    isLinked: row.is_linked,
    isAssigned: row.is_assigned,
    isFollowUpOverdue: row.is_follow_up_overdue,
    hasNewsWaiting: row.has_news_waiting,
    compared: { rung: row.rung, year: row.year, least: row.least },
    extent: extentOf(row),
  };
}
