// Finds the pairs of two encoded lists that are, or may be, one person; it needs neither the secret nor a name.

import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import {
  comparable,
  encodingLikeness,
  POSSIBLE_FROM,
  verdictOfLikeness,
  type ComparableEncoding,
} from '../../domain/matching/linkage-encoding.js';
import { shownScore, type NameVerdict } from '../../domain/matching/match-threshold.js';
import type { ByteSource } from '../../formats/byte-chunks.js';
import { writeCsvRow } from '../../formats/csv/write-csv.js';
import { fileRefused } from '../../formats/file-refusal.js';
import { readEncodedList, type EncodedList } from '../../formats/linkage/encoded-list.js';

export interface MatchEncodingsCommand {
  readonly one: ByteSource;
  readonly other: ByteSource;
  /** Called with whole lines: header first, then pairs that are the same or possible. */
  readonly write: (lines: string) => Promise<void>;
  readonly onProgress: (at: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

export interface MatchedEncodings {
  readonly records: readonly [number, number];
  readonly verdicts: Readonly<Record<Exclude<NameVerdict, 'different'>, number>>;
}

/** Every pair is compared; some ten million a second. */
const MOST_PAIRS = 4_000_000_000;
/** Pairs between two looks at the signal: some tens of milliseconds. */
const AT_ONCE = 500_000;

@Injectable()
export class MatchEncodings {
  async execute(principal: Principal, command: MatchEncodingsCommand): Promise<MatchedEncodings> {
    requireService(principal);
    const one = await readEncodedList(command.one);
    const other = await readEncodedList(command.other);
    requireAlike(one, other);
    const theirs = other.records.map(({ encoded }) => comparable(encoded));
    const verdicts = { same: 0, possible: 0 };
    await command.write(writeCsvRow(['referenceA', 'referenceB', 'score', 'verdict']));
    let since = 0;
    for (const [at, record] of one.records.entries()) {
      let lines = '';
      for (const { place, likeness } of alike(comparable(record.encoded), theirs)) {
        const verdict = verdictOfLikeness(likeness);
        if (verdict === 'different') continue;
        verdicts[verdict] += 1;
        lines += writeCsvRow([
          record.reference,
          other.records[place]?.reference ?? '',
          Number(shownScore(likeness)),
          verdict,
        ]);
      }
      if (lines !== '') await command.write(lines);
      since += theirs.length;
      if (since < AT_ONCE) continue;
      since = 0;
      await turn();
      command.signal.throwIfAborted();
      command.onProgress({ done: at, total: one.records.length });
    }
    command.signal.throwIfAborted();
    return { records: [one.records.length, other.records.length], verdicts };
  }
}

function requireAlike(one: EncodedList, other: EncodedList): void {
  if (one.made !== null && other.made !== null && one.made !== other.made) {
    throw fileRefused({
      code: 'encodings_of_several',
      expected: 'two lists of one secret and one version: encode both anew under one secret',
    });
  }
  if (one.records.length * other.records.length > MOST_PAIRS) {
    throw fileRefused({ code: 'file_too_many_rows', expected: `at most ${MOST_PAIRS} pairs; divide one of the lists` });
  }
}

function alike(
  mine: ComparableEncoding,
  theirs: readonly ComparableEncoding[],
): { readonly place: number; readonly likeness: number }[] {
  const found: { place: number; likeness: number }[] = [];
  for (let place = 0; place < theirs.length; place += 1) {
    const other = theirs[place];
    const likeness = other === undefined ? 0 : encodingLikeness(mine, other);
    if (likeness >= POSSIBLE_FROM) found.push({ place, likeness });
  }
  return found.sort((a, b) => b.likeness - a.likeness);
}
