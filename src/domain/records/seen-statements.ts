// What a reader's view sees of a person, found by kind, so that a stage of the fold looks at those alone that it asks for.

import type { StatementKind } from './statement-kinds.js';
import type { Weighed } from './statement-weight.js';

const NONE: readonly Weighed[] = [];

export class Seen {
  private readonly byKind = new Map<StatementKind, Weighed[]>();

  /** `all` and every list out of it are in the order of listing. */
  constructor(readonly all: readonly Weighed[]) {
    for (const one of all) {
      const others = this.byKind.get(one.statement.kind);
      if (others === undefined) this.byKind.set(one.statement.kind, [one]);
      else others.push(one);
    }
  }

  ofKind(kind: StatementKind): readonly Weighed[] {
    return this.byKind.get(kind) ?? NONE;
  }

  countingOfKind(kind: StatementKind): readonly Weighed[] {
    return this.ofKind(kind).filter(({ weight }) => weight === 'counts');
  }
}
