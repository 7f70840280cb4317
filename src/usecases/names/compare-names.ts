// Compares pairs of names of a file, without a registry.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { shownScore, verdictOf, type NameVerdict } from '../../domain/matching/match-threshold.js';
import { nameAgreement, readName } from '../../domain/matching/name-agreement.js';
import { NAME_SOUNDS_VERSION } from '../../domain/names/sound-readings.js';
import type { ByteSource } from '../../formats/byte-chunks.js';
import { readNamePairs } from '../../formats/names/read-name-pairs.js';

export interface CompareNamesCommand {
  /** Two names a line, divided by a tab. */
  readonly source: ByteSource;
  /** Called with whole lines: the two names as given, score and verdict. */
  readonly write: (lines: string) => Promise<void>;
  readonly onProgress: (at: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

export interface ComparedNames {
  /** Version of the normal form by which names were read. */
  readonly normalForm: number;
  readonly pairs: number;
  readonly verdicts: Readonly<Record<NameVerdict, number>>;
  readonly emptyLines: number;
  readonly withoutName: number;
}

/** Pairs between two looks at the signal: some tens of milliseconds. */
const AT_ONCE = 200;

@Injectable()
export class CompareNames {
  async execute(principal: Principal, command: CompareNamesCommand): Promise<ComparedNames> {
    requireService(principal);
    const { pairs, emptyLines, withoutName } = await readNamePairs(command.source);
    const verdicts = { same: 0, possible: 0, different: 0 };
    for (let from = 0; from < pairs.length; from += AT_ONCE) {
      command.signal.throwIfAborted();
      const lines = pairs.slice(from, from + AT_ONCE).map(({ one, other }) => {
        const { score } = nameAgreement(readName(one), readName(other));
        const verdict = verdictOf(score);
        verdicts[verdict] += 1;
        return `${one}\t${other}\t${shownScore(score)}\t${verdict}\n`;
      });
      await command.write(lines.join(''));
      command.onProgress({ done: Math.min(from + AT_ONCE, pairs.length), total: pairs.length });
    }
    return { normalForm: NAME_SOUNDS_VERSION, pairs: pairs.length, verdicts, emptyLines, withoutName };
  }
}
