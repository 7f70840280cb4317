// Finds the pairs of records of a file that may be one person, without a registry.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { shownScore, type NameVerdict } from '../../domain/matching/match-threshold.js';
import { readName } from '../../domain/matching/name-agreement.js';
import type { ComparedPerson } from '../../domain/matching/person-agreement.js';
import { pairsByRecord } from '../../domain/matching/record-pairs.js';
import { NAME_SOUNDS_VERSION } from '../../domain/names/sound-readings.js';
import type { ByteSource } from '../../formats/byte-chunks.js';
import { writeCsvRow } from '../../formats/csv/write-csv.js';
import { readNameRecords } from '../../formats/names/read-name-records.js';

export interface MatchRecordsCommand {
  /** A table with the columns id, name, birthDate and sex. */
  readonly source: ByteSource;
  /** Called with whole lines: header first, then pairs that are the same or possible, in the order of the records. */
  readonly write: (lines: string) => Promise<void>;
  readonly onProgress: (at: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

export interface MatchedRecords {
  /** Version of the normal form by which names were read. */
  readonly normalForm: number;
  readonly records: number;
  /** Pairs that share a key and were scored. */
  readonly compared: number;
  readonly verdicts: Readonly<Record<Exclude<NameVerdict, 'different'>, number>>;
  readonly withoutName: number;
}

/** Records between two looks at the signal. */
const AT_ONCE = 100;

@Injectable()
export class MatchRecords {
  async execute(principal: Principal, command: MatchRecordsCommand): Promise<MatchedRecords> {
    requireService(principal);
    const { records, withoutName } = await readNameRecords(command.source);
    const people = records.map(({ name, birth, sex }): ComparedPerson => ({ name: readName(name), birth, sex }));
    const verdicts = { same: 0, possible: 0 };
    let compared = 0;
    let lines = writeCsvRow(['idA', 'idB', 'score', 'verdict']);
    for (const step of pairsByRecord(people)) {
      compared += step.compared;
      for (const { earlier, score, verdict } of step.alike) {
        verdicts[verdict] += 1;
        const [one, other] = [records[earlier]?.id ?? '', records[step.record]?.id ?? ''];
        lines += writeCsvRow([one, other, Number(shownScore(score)), verdict]);
      }
      if (step.record % AT_ONCE > 0) continue;
      command.signal.throwIfAborted();
      await command.write(lines);
      lines = '';
      command.onProgress({ done: step.record, total: people.length });
    }
    await command.write(lines);
    return { normalForm: NAME_SOUNDS_VERSION, records: records.length, compared, verdicts, withoutName };
  }
}
