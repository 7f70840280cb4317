// Folds every record anew from its statements and says where what lists and counts read differs.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { historyDifferences, type HistoryDifference } from '../../domain/records/history-differences.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import { historyOf, SHARED_VIEW } from '../../domain/records/record-history.js';
import { Database } from '../../persistence/database.js';
import { differingClasses } from '../../persistence/anonymity/classes-of-records.js';
import { contentsOfRecords } from '../../persistence/records/contents-of-records.js';
import type { Room } from '../../persistence/room.js';

/** Names no value: the operator learns which row is wrong and not what anybody's record says. */
export interface RecordDifference extends HistoryDifference {
  /** Inner id, which only a database's operator can use; a pseudonym is known to one organisation. */
  readonly personId: string;
}

export interface UpkeepProgress {
  readonly done: number;
  readonly total: number;
}

export interface VerifyRecordsCommand {
  readonly onDifference: (difference: RecordDifference) => void;
  readonly onProgress?: (progress: UpkeepProgress) => void;
  /** Ends the check after the page under way. */
  readonly signal?: AbortSignal;
}

export interface VerifiedRecords {
  readonly checked: number;
  readonly differing: number;
  readonly outcome: 'finished' | 'interrupted';
}

const PAGE = 200;

/** With whom the person is compared is kept otherwise than its statements say. */
const CLASS_DIFFERS: HistoryDifference = {
  view: SHARED_VIEW,
  knownFrom: -Infinity,
  validFrom: -Infinity,
  fields: ['class'],
};

@Injectable()
export class VerifyRecords {
  constructor(private readonly database: Database) {}

  /** Page by page, each in a snapshot of its own: a person's statements and rows are written in one transaction, so that no writer is in its way. */
  async execute(principal: Principal, command: VerifyRecordsCommand): Promise<VerifiedRecords> {
    requireService(principal);
    const total = await this.database.snapshot(principal, (room) => room.intervals.countPersons(null));
    let after: string | null = null;
    let [checked, differing] = [0, 0];
    for (;;) {
      if (command.signal?.aborted === true) return { checked, differing, outcome: 'interrupted' };
      const from: string | null = after;
      const page: VerifiedPage = await this.database.snapshot(principal, (room) => differencesAfter(room, from));
      if (page.personIds.length === 0) break;
      for (const difference of page.differences) command.onDifference(difference);
      differing += new Set(page.differences.map(({ personId }) => personId)).size;
      checked += page.personIds.length;
      after = page.personIds.at(-1) ?? null;
      command.onProgress?.({ done: checked, total: Math.max(total, checked) });
    }
    await this.database.transaction(principal, (room) =>
      room.audit.note({ action: 'records_verified', subjectKind: 'records', details: { checked, differing } }),
    );
    return { checked, differing, outcome: 'finished' };
  }
}

interface VerifiedPage {
  readonly personIds: readonly string[];
  readonly differences: readonly RecordDifference[];
}

async function differencesAfter(room: Room, after: string | null): Promise<VerifiedPage> {
  const personIds = await room.intervals.nextPersons(after, PAGE);
  const contents = await contentsOfRecords(room, personIds);
  const stored = await room.intervals.ofPersons(personIds);
  const histories = new Map(
    personIds.map((id) => [id, historyOf(id, contents.get(id) ?? contentsAlone(id, []), room.staleDays)] as const),
  );
  const differing = await differingClasses(room, contents, histories);
  const differences = personIds.flatMap((personId) =>
    [
      ...historyDifferences(stored.get(personId) ?? [], histories.get(personId) ?? []),
      ...(differing.has(personId) ? [CLASS_DIFFERS] : []),
    ].map((difference) => ({ personId, ...difference })),
  );
  return { personIds, differences };
}
