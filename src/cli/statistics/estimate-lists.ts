// `statistics estimate --lists`: the lists themselves are compared by names, at several thresholds, and the estimate is shown at each.

import { realpath } from 'node:fs/promises';
import { servicePrincipal } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import type { ListsEstimate } from '../../domain/statistics/match-sensitivity.js';
import { EstimateLists } from '../../usecases/statistics/estimate-lists.js';
import type { OperatorPlatform } from '../operator.js';
import { sourceFile } from '../source-file.js';
import { WalkProgressView } from '../walk-progress.js';

/** For `--thresholds`, which takes several; what is no number is refused with those that are no scores, and not repeated. */
export function readScore(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, /^\d(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN];
}

/** Opened when it is its turn to be read. */
async function* openedLater(file: string): AsyncGenerator<Uint8Array> {
  yield* await sourceFile(file);
}

/** A list beside itself would seem to hold everybody that there is. */
async function requireFilesOfTheirOwn(files: readonly string[]): Promise<void> {
  const places = new Map<string, number>();
  for (const [at, file] of files.entries()) {
    const place = await realpath(file).catch(() => null);
    const before = place === null ? undefined : places.get(place);
    if (before !== undefined) {
      const expected = `a file of its own; list ${before} is the same file`;
      throw new DomainError('import_file_refused', `List ${at + 1}: ${expected}.`, [
        { pointer: `/lists/${at + 1}`, code: 'list_twice', expected },
      ]);
    }
    if (place !== null) places.set(place, at + 1);
  }
}

export async function estimateFromLists(
  { output, interrupted }: OperatorPlatform,
  files: readonly string[],
  thresholds: readonly number[] | null,
): Promise<ListsEstimate> {
  await requireFilesOfTheirOwn(files);
  const compared = new WalkProgressView(output, 'records compared');
  try {
    return await new EstimateLists().execute(servicePrincipal('operator', 'offline'), {
      lists: files.map(openedLater),
      thresholds,
      signal: interrupted,
      onCompared: compared.show.bind(compared),
      onEstimated: ({ done, total }) => {
        compared.end();
        // Seconds each, of which a rate would say nothing.
        output.progress(() => `${done} of ${total} thresholds estimated`);
      },
    });
  } finally {
    compared.end();
  }
}
