// What a list may choose by, and on which day it looks, where the reader is not told exactly: another organisation registered the person (ADR 0025), or the identity is erased.

import type { Actor } from '../../domain/access/actor.js';
import { NOTHING_TOLD } from '../../domain/anonymity/rungs.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import type { Instant } from '../../domain/records/instant.js';
import type { ReadTimes } from './at-times.query.js';

type Bind = (value: unknown) => string;

interface Asked extends ReadTimes {
  readonly flag?: RecordFlag;
  readonly today: Instant;
  readonly now: Instant;
  readonly leastAlike: number;
}

/** Of row `page` of an earlier time: whether today's shared row says the same of what the person is like. */
export const KNOWN_ALIKE = `EXISTS (SELECT 1 FROM registry.record_projection t WHERE t.person_id = page.person_id AND t.view = 'shared'
        AND (t.sex, t.category, t.side, t.state, t.month, t.birth_from, t.birth_to) IS NOT DISTINCT FROM
            (page.sex, page.category, page.side, page.state, page.month, page.birth_from, page.birth_to))`;

/** The day against which flags stand: flags that came with one day asked for and not with the day before would tell a date. */
export function dayOf(own: 'p' | 'page', { today, now, leastAlike }: Asked, bind: Bind): string {
  const asked = `${bind(new Date(today))}::timestamptz`;
  if (leastAlike === 1 || today === now) return asked;
  return `CASE WHEN ${own}.exact THEN ${asked} ELSE ${bind(new Date(now))}::timestamptz END`;
}

/**
 * On row `r` and person `p`. Of a day nothing is told of the people of others: whether they are in its list would date what happened to them.
 * A list by age holds those alone of whom it shows the age.
 */
export function conditionsOnOthers(actor: Actor, asked: Asked, bind: Bind): string[] {
  if (asked.leastAlike === 1) return [];
  if (asked.validAt !== undefined) return [ownPeople(actor, bind)];
  return asked.flag === 'child' ? [childTold(actor, asked, bind)] : [];
}

/** By the index of their owner: a page would else come to everybody else first. */
function ownPeople({ organisationId }: Actor, bind: Bind): string {
  return `r.person_id IN (SELECT o.id FROM registry.person o WHERE o.owner_organisation_id = ${bind(organisationId)}::uuid AND o.erased_at IS NULL)`;
}

function childTold(actor: Actor, { knownAt, now, leastAlike }: Asked, bind: Bind): string {
  if (actor.party !== null || knownAt !== undefined) return ownPeople(actor, bind);
  const year = `${bind(new Date(now).getUTCFullYear())}::integer`;
  return `(p.exact OR (${year} - r.birth_from <= 17 AND EXISTS (SELECT 1 FROM registry.shown_class c WHERE c.person_id = r.person_id
      AND c.rung < ${NOTHING_TOLD} AND c.year = ${year} AND c.least >= ${bind(leastAlike)}::integer)))`;
}
