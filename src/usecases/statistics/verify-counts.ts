// Recounts every exact measure from the statements and says in which cells what is counted differs.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import type { Instant } from '../../domain/records/instant.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import { historyOf } from '../../domain/records/record-history.js';
import { CountComparison, type CountDifference } from '../../domain/statistics/count-differences.js';
import { countedValues } from '../../domain/statistics/day-values.js';
import { Database } from '../../persistence/database.js';
import { contentsOfRecords } from '../../persistence/records/contents-of-records.js';
import type { Room } from '../../persistence/room.js';

export interface VerifyCountsCommand {
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  /** Ends the check after the page under way. */
  readonly signal?: AbortSignal;
}

export interface VerifiedCounts {
  /** People whose records were counted. */
  readonly checked: number;
  readonly cells: number;
  readonly differences: readonly CountDifference[];
  readonly outcome: 'finished' | 'interrupted';
}

const PAGE = 200;

const DAY = 86_400_000;
/** Days before today: flows and cohorts are counts of earlier days. */
const DAYS_BACK = [0, 30, 365, 1826];

@Injectable()
export class VerifyCounts {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Page by page, each counted and folded in one snapshot, so that no writer makes a difference. */
  async execute(principal: Principal, command: VerifyCountsCommand = {}): Promise<VerifiedCounts> {
    requireService(principal);
    const total = await this.database.snapshot(principal, (room) => room.intervals.countPersons(null));
    const comparison = new CountComparison();
    const today = this.entropy.now();
    let after: string | null = null;
    let checked = 0;
    for (;;) {
      if (command.signal?.aborted === true) break;
      const from: string | null = after;
      const page: readonly string[] = await this.database.snapshot(principal, (room) =>
        comparePage(room, from, today, comparison),
      );
      if (page.length === 0) break;
      checked += page.length;
      after = page.at(-1) ?? null;
      command.onProgress?.({ done: checked, total: Math.max(total, checked) });
    }
    const differences = comparison.differences();
    const outcome = command.signal?.aborted === true ? 'interrupted' : 'finished';
    await this.database.transaction(principal, (room) =>
      room.audit.note({
        action: 'counts_verified',
        subjectKind: 'measure',
        details: { checked, cells: comparison.compared, differing: differences.length },
      }),
    );
    return { checked, cells: comparison.compared, differences, outcome };
  }
}

/** The ids of the page; none at the end. */
async function comparePage(
  room: Room,
  after: string | null,
  today: Instant,
  comparison: CountComparison,
): Promise<readonly string[]> {
  const personIds = await room.intervals.nextPersons(after, PAGE);
  const days = DAYS_BACK.map((back) => today - back * DAY);
  await addCounted(room, personIds, { days, today }, comparison);
  const contents = await contentsOfRecords(room, personIds);
  for (const id of personIds) {
    const known = historyOf(id, contents.get(id) ?? contentsAlone(id, []), room.staleDays).filter(
      ({ knownTo }) => knownTo === Infinity,
    );
    for (const day of days)
      for (const { view, validFrom, validTo, projection } of known)
        if (projection !== null && (day === today ? validTo === Infinity : validFrom <= day && day < validTo))
          comparison.add('stated', viewOn(view, day, today), countedValues(projection, day));
  }
  return personIds;
}

/** As a count answers it: by blocks of whoever stands in them as they are, by rows of the others. */
async function addCounted(
  room: Room,
  personIds: readonly string[],
  { days, today }: { readonly days: readonly Instant[]; readonly today: Instant },
  comparison: CountComparison,
): Promise<void> {
  const inBlocks = await room.countBlocks.told(personIds);
  const inRows = personIds.filter((id) => !inBlocks.personIds.has(id));
  for (const day of days) {
    const isToday = day === today;
    for (const row of inBlocks.rows)
      if (isToday ? row.isToday : row.validFrom <= day && day < row.validTo)
        comparison.add('counted', viewOn(row.view, day, today), row.valuesOn(day));
    for (const { view, values, people } of await room.statistics.countViewsOf(
      inRows,
      day,
      isToday ? {} : { validAt: day },
    ))
      comparison.add('counted', viewOn(view, day, today), values, people);
  }
}

function viewOn(view: string, day: Instant, today: Instant): string {
  return day === today ? view : `${view} on ${new Date(day).toISOString().slice(0, 10)}`;
}
