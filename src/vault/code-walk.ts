// Walks over everybody whose search codes are of an older version and has them made anew, batch by batch.

import type { CodeRenewal, RenewedCodes, YearsOf } from './code-renewal.js';

export interface CodeWalk {
  /** People of this walk; the next one takes the rest. All where it is absent. */
  readonly most?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the walk after the batch under way; the next one goes on from there. */
  readonly signal?: AbortSignal;
}

export interface WalkedCodes {
  /** People whose codes this walk made anew. */
  readonly renewed: number;
  /** People who do not open; they stay findable by their older codes. */
  readonly broken: number;
  /** People with codes of an older version at the end, those among them. */
  readonly left: number;
  readonly outcome: 'finished' | 'interrupted';
}

interface Walked {
  readonly renewed: number;
  readonly broken: number;
}

/**
 * Nothing is kept of how far one came: whoever has older codes is still to be done. A first round passes over people whom others hold, a second
 * one waits for them.
 */
export async function walkOlderCodes(renewal: CodeRenewal, yearsOf: YearsOf, walk: CodeWalk): Promise<WalkedCodes> {
  const total = await renewal.countOlder();
  if (total === 0) return { renewed: 0, broken: 0, left: 0, outcome: 'finished' };
  const round = roundsOf(renewal, yearsOf, { ...walk, total });
  const first = await round({ waits: false, before: 0 });
  const second = await round({ waits: true, before: first.renewed });
  return {
    renewed: first.renewed + second.renewed,
    broken: Math.max(first.broken, second.broken),
    left: await renewal.countOlder(),
    outcome: walk.signal?.aborted === true ? 'interrupted' : 'finished',
  };
}

function roundsOf(
  renewal: CodeRenewal,
  yearsOf: YearsOf,
  { most = Infinity, onProgress, signal, total }: CodeWalk & { readonly total: number },
) {
  return async ({ waits, before }: { readonly waits: boolean; readonly before: number }): Promise<Walked> => {
    let [renewed, broken] = [0, 0];
    for (let after: RenewedCodes['last'] = null; signal?.aborted !== true && before + renewed < most;) {
      const batch = await renewal.renewAfter(after, waits, yearsOf);
      if (batch.last === null) break;
      [after, renewed, broken] = [batch.last, renewed + batch.renewed, broken + batch.broken];
      const done = before + renewed;
      onProgress?.({ done, total: Math.max(total, done) });
    }
    return { renewed, broken };
  };
}
