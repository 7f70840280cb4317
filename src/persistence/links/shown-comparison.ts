// A link with both of its records as one reader is shown them, and the tag that stands for all three.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { ShownLink } from '../../domain/links/shown-link.js';
import type { Instant } from '../../domain/records/instant.js';
import type { ReadTimes } from '../records/at-times.query.js';
import { tagOfAll } from '../records/record-tag.js';
import { shownRecord, type ShownRecord } from '../records/shown-record.js';
import type { Room } from '../room.js';
import type { VisibleLink } from './get-visible-link.js';
import { shownLinks } from './shown-links.js';

export interface ShownComparison {
  readonly link: ShownLink;
  readonly from: ShownRecord;
  readonly into: ShownRecord;
  /** Changes when anything of this changes for this reader. */
  readonly tag: string;
}

/** Throws `not_found` where the reader may know of one of them nothing yet, or could not at `knownAt`. */
export async function shownComparison(
  room: Room,
  actor: Actor,
  visible: VisibleLink,
  now: Instant,
  times: ReadTimes = {},
): Promise<ShownComparison> {
  const [link] = await shownLinks(room, actor, [visible.link], times.knownAt);
  if (link === undefined) throw notFound();
  const from = await shownRecord(room, actor, link.from, times, now);
  const into = await shownRecord(room, actor, link.into, times, now);
  return { link, from, into, tag: tagOfAll(link, from.tag, into.tag) };
}
