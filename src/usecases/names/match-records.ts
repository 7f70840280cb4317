// Finds the pairs of records of a file that may be one person, without a registry.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { shownScore, verdictOf, type NameVerdict } from '../../domain/matching/match-threshold.js';
import { readName } from '../../domain/matching/name-agreement.js';
import { pairKeys } from '../../domain/matching/pair-keys.js';
import { personAgreement, type ComparedPerson } from '../../domain/matching/person-agreement.js';
import { rarityAmong } from '../../domain/matching/rarity.js';
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
    const rarity = rarityAmong(people.map(({ name }) => name));
    const earlier = new Map<string, number[]>();
    const verdicts = { same: 0, possible: 0 };
    let compared = 0;
    let lines = writeCsvRow(['idA', 'idB', 'score', 'verdict']);
    for (const [at, person] of people.entries()) {
      for (const before of meet(earlier, person, at)) {
        compared += 1;
        const other = people[before];
        const score = other === undefined ? 0 : personAgreement(other, person, rarity).score;
        const verdict = verdictOf(score);
        if (verdict === 'different') continue;
        verdicts[verdict] += 1;
        lines += writeCsvRow([records[before]?.id ?? '', records[at]?.id ?? '', Number(shownScore(score)), verdict]);
      }
      if (at % AT_ONCE > 0) continue;
      command.signal.throwIfAborted();
      await command.write(lines);
      lines = '';
      command.onProgress({ done: at, total: people.length });
    }
    await command.write(lines);
    return { normalForm: NAME_SOUNDS_VERSION, records: records.length, compared, verdicts, withoutName };
  }
}

/** Earlier records that share a key with this one, in their order; it is then one of them. */
function meet(earlier: Map<string, number[]>, { name, birth }: ComparedPerson, at: number): number[] {
  const met = new Set<number>();
  for (const key of pairKeys(name, birth)) {
    const holders = earlier.get(key);
    if (holders === undefined) earlier.set(key, [at]);
    else {
      for (const holder of holders) met.add(holder);
      holders.push(at);
    }
  }
  return [...met].sort((a, b) => a - b);
}
