// Compares counts of two origins, cell by cell, in every table of one dimension beside the status.
import { WHEREABOUTS_STATUSES } from '../records/whereabouts-status.js';
import { DIMENSIONS, MEASURES, type Dimension } from './measure.js';
import { cellId, type CellKey } from './table-margins.js';

/** One value per dimension of the catalogue. */
export type CountedValues = Readonly<Record<Dimension, string>>;

export interface CountDifference {
  /** The shared view, or the organisation whose own it is; with the day where that is not today. */
  readonly view: string;
  readonly key: CellKey;
  /** What a count answers. */
  readonly counted: number;
  /** What the statements say. */
  readonly stated: number;
}

type Origin = 'counted' | 'stated';

const OWN = MEASURES['whereabouts-status'].ownDimension;
const TABLES: readonly (readonly Dimension[])[] = DIMENSIONS.map((other) => (other === OWN ? [OWN] : [OWN, other]));

/** Adds up both origins and keeps no more than the cells. */
export class CountComparison {
  private readonly cells = new Map<string, { view: string; key: CellKey; counted: number; stated: number }>();

  add(origin: Origin, view: string, values: CountedValues, people = 1): void {
    for (const dimensions of TABLES) {
      const key = Object.fromEntries(dimensions.map((dimension) => [dimension, values[dimension]]));
      const id = JSON.stringify([view, cellId(key)]);
      const cell = this.cells.get(id) ?? { view, key, counted: 0, stated: 0 };
      cell[origin] += people;
      this.cells.set(id, cell);
    }
  }

  get compared(): number {
    return this.cells.size;
  }

  /** By view, then in the order of statuses. */
  differences(): readonly CountDifference[] {
    const rank = ({ key }: CountDifference): number => WHEREABOUTS_STATUSES.findIndex((status) => status === key[OWN]);
    return [...this.cells.values()]
      .filter(({ counted, stated }) => counted !== stated)
      .sort((left, right) => (left.view < right.view ? -1 : left.view > right.view ? 1 : rank(left) - rank(right)));
  }
}
