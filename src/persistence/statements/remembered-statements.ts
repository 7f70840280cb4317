// Remembers the statements of records that were read lately, so that a read asks whether there are others by now instead of reading them again.

import type { Statement } from '../../domain/records/statement.js';
import { isSameExtent, type Extent } from './extent.query.js';

/** Some 50 MB: a statement, without a name in it, takes about a kilobyte. */
const MOST_STATEMENTS = 50_000;

export interface Remembered {
  readonly personId: string;
  readonly extent: Extent;
  readonly held: readonly Statement[];
}

/**
 * By organisation and its own pseudonym, hence only what this organisation was told before, and warm by its own reads alone. Nothing is
 * answered from here before the database has told, in the same moment as all else of the read, who may see the person and that the extent
 * is still the same. Only a transaction that writes nothing may remember what it read: statements of one that is rolled back were never
 * there.
 */
export class RememberedStatements {
  readonly #known = new Map<string, Remembered>();
  #count = 0;

  constructor(private readonly most = MOST_STATEMENTS) {}

  has(organisationId: string, pseudonym: string): boolean {
    return this.#known.has(keyOf(organisationId, pseudonym));
  }

  /** What was there at the last reading; whoever asks must still ask whether it is the same. */
  last(organisationId: string, pseudonym: string): Remembered | null {
    return this.#known.get(keyOf(organisationId, pseudonym)) ?? null;
  }

  /** Null where nothing is remembered, or something else than is there by now. */
  find(organisationId: string, pseudonym: string, extent: Extent): readonly Statement[] | null {
    const key = keyOf(organisationId, pseudonym);
    const known = this.#known.get(key);
    if (known === undefined || !isSameExtent(known.extent, extent)) return null;
    // What was used last stands last, and is forgotten last.
    this.#known.delete(key);
    this.#known.set(key, known);
    return known.held;
  }

  /**
   * `read` counts the rows that `held` was made of, those under embargo among them, of which nothing is held: they must be as many as `extent`
   * counts, since what differs is not of one moment and is not kept.
   */
  keep(
    organisationId: string,
    pseudonym: string,
    { personId, extent, held }: Remembered,
    read: Pick<Extent, 'statements' | 'withdrawals'>,
  ): void {
    const key = keyOf(organisationId, pseudonym);
    this.#forget(key);
    if (held.length === 0 || held.length > this.most) return;
    if (read.statements !== extent.statements || read.withdrawals !== extent.withdrawals) return;
    this.#known.set(key, { personId, extent, held });
    this.#count += held.length;
    for (const oldest of this.#known.keys()) {
      if (this.#count <= this.most) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#count -= this.#known.get(key)?.held.length ?? 0;
    this.#known.delete(key);
  }
}

function keyOf(organisationId: string, pseudonym: string): string {
  return `${organisationId} ${pseudonym}`;
}
