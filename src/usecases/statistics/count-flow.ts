// Counts who entered and left each cell of a measure between two days, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { spreadFlags } from '../../domain/statistics/flag-cells.js';
import { flowTable, type FlowCell } from '../../domain/statistics/flow.js';
import { answeredDimensions, measureOf } from '../../domain/statistics/measure.js';
import { labelParties } from '../../domain/statistics/party-cells.js';
import { Database } from '../../persistence/database.js';

export interface CountFlowCommand {
  readonly measure: string;
  readonly by: readonly string[];
  /** Last instants of two days; nothing is counted without both. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly knownAt?: number;
}

export interface FlowAnswer {
  readonly measure: string;
  readonly version: number;
  readonly from: number;
  readonly to: number;
  readonly knownAt: number;
  readonly dimensions: readonly string[];
  readonly cells: readonly FlowCell[];
  readonly margins: readonly FlowCell[];
}

@Injectable()
export class CountFlow {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: CountFlowCommand): Promise<FlowAnswer> {
    requireAllowed(actor, 'count_statistics');
    const measure = measureOf(command.measure);
    const dimensions = answeredDimensions(measure, command.by);
    const { from, to, knownAt } = command;
    if (from === undefined) throw invalidField('/from', 'a day');
    if (to === undefined || from >= to) throw invalidField('/to', 'a day after the first');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const moves = await room.statistics.countMoves(actor, dimensions, { from, to, knownAt });
      const parties = await room.organisations.parties();
      await room.audit.note({
        action: 'statistics_counted',
        subjectKind: 'measure',
        subjectId: measure.name,
        details: { by: dimensions, from, to, knownAt: knownAt ?? null },
      });
      const { cells, margins } = flowTable(dimensions, moves, spreadFlags);
      return {
        measure: measure.name,
        version: measure.version,
        from,
        to,
        knownAt: knownAt ?? now,
        dimensions,
        cells: labelParties(cells, parties),
        margins: labelParties(margins, parties),
      };
    });
  }
}
