// What a reader knows of a number from what was published of it.

export interface Bounds {
  readonly low: number;
  readonly high: number;
  /** The published number between them, where there is one. */
  readonly told?: number;
}

/** Between which numbers a reader knows a cell or margin to lie, both ends among them; null of one that is not published. */
export type PublishedBounds = (id: string, isMargin: boolean) => Bounds | null;
