// Makes anew what lists and counts read of every record, from its statements, while the service goes on.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { historyDifferences } from '../../domain/records/history-differences.js';
import { historyOf } from '../../domain/records/record-history.js';
import { areSameDays } from '../../domain/records/stale-days.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { differingClasses } from '../../persistence/anonymity/classes-of-records.js';
import { contentsOfRecords } from '../../persistence/records/contents-of-records.js';
import { replaceHistories } from '../../persistence/records/reproject.js';
import { takeStaleDays } from '../../persistence/registry-meta/take-stale-days.js';
import type { Room } from '../../persistence/room.js';

export interface RebuildRecordsCommand {
  /** From the first person on, although an earlier run stopped on its way. */
  readonly fromStart: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the rebuild after the batch under way; the same command goes on from there. */
  readonly signal?: AbortSignal;
}

export interface RebuiltRecords {
  /** By this run. */
  readonly checked: number;
  readonly rebuilt: number;
  readonly outcome: 'finished' | 'interrupted';
  /** Whether an earlier run had stopped on its way and this one went on from there. */
  readonly resumed: boolean;
}

/** Locked at a time: writers of one of them wait for the length of a batch. */
const BATCH = 50;

@Injectable()
export class RebuildRecords {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Each batch locks its persons as every writer does, so that nothing written meanwhile is lost, and writes only what differs. A second
   * rebuilder finds nothing left to do where the first one was; how far one came is kept with each batch.
   */
  async execute(principal: Principal, command: RebuildRecordsCommand): Promise<RebuiltRecords> {
    requireService(principal);
    const begun = await this.beginWithOtherDays(principal);
    const start = command.fromStart || begun ? null : await this.reached(principal);
    const total = await this.database.snapshot(principal, (room) => room.intervals.countPersons(start));
    let after = start;
    let [checked, rebuilt] = [0, 0];
    for (;;) {
      if (command.signal?.aborted === true)
        return { checked, rebuilt, outcome: 'interrupted', resumed: start !== null };
      const from = after;
      const batch = await this.database.transaction(principal, (room) => rebuildAfter(room, from, this.entropy.now()));
      if (batch.last === null) break;
      [after, checked, rebuilt] = [batch.last, checked + batch.checked, rebuilt + batch.rebuilt];
      command.onProgress?.({ done: checked, total: Math.max(total, checked) });
    }
    await this.database.transaction(principal, async (room) => {
      await room.meta.set('records_rebuild', null);
      await finishDays(room);
      await room.audit.note({ action: 'records_rebuilt', subjectKind: 'records', details: { checked, rebuilt } });
    });
    return { checked, rebuilt, outcome: 'finished', resumed: start !== null };
  }

  /** Whether the rows were made, or are being made, with other days until a sign of life is stale: then from the first person on. */
  private async beginWithOtherDays(principal: Principal): Promise<boolean> {
    return this.database.transaction(principal, async (room) => {
      if (areSameDays(await room.meta.daysOfRows(), room.staleDays)) return false;
      await takeStaleDays(room, { finished: false });
      await room.meta.set('records_rebuild', null);
      return true;
    });
  }

  private async reached(principal: Principal): Promise<string | null> {
    const kept = await this.database.snapshot(principal, (room) => room.meta.find('records_rebuild'));
    return typeof kept === 'string' && isUuid(kept) ? kept : null;
  }
}

/** Another rebuild may have begun meanwhile, with other days. */
async function finishDays(room: Room): Promise<void> {
  const days = await room.meta.daysOfRows();
  if (!days.finished && areSameDays(days, room.staleDays)) await room.meta.setDaysOfRows({ ...days, finished: true });
}

async function rebuildAfter(
  room: Room,
  after: string | null,
  now: number,
): Promise<{ last: string | null; checked: number; rebuilt: number }> {
  const personIds = await room.intervals.nextPersons(after, BATCH);
  const last = personIds.at(-1) ?? null;
  if (last === null) return { last, checked: 0, rebuilt: 0 };
  await room.persons.lockForWriting(...personIds);
  const contents = await contentsOfRecords(room, personIds);
  const stored = await room.intervals.ofPersons(personIds);
  const histories = new Map([...contents].map(([id, held]) => [id, historyOf(id, held, room.staleDays)]));
  const differing = await differingClasses(room, contents, histories);
  const wrong = new Map(
    [...contents].filter(
      ([id]) => differing.has(id) || historyDifferences(stored.get(id) ?? [], histories.get(id) ?? []).length > 0,
    ),
  );
  await replaceHistories(room, wrong, now);
  // What counts read of them is made anew by the service, from the rows; until then they are counted from these.
  await room.countBlocks.mark(personIds);
  await room.meta.set('records_rebuild', last);
  return { last, checked: personIds.length, rebuilt: wrong.size };
}
