// Counts who entered and left each cell of a measure between two days, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { drawBars } from '../../chart/bar-chart.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { spreadFlags } from '../../domain/statistics/flag-cells.js';
import { flowTable, type FlowCell } from '../../domain/statistics/flow.js';
import { answeredDimensions, measureOf } from '../../domain/statistics/measure.js';
import { inOrder, ownValues } from '../../domain/statistics/own-values.js';
import { labelParties } from '../../domain/statistics/party-cells.js';
import { writeFlow } from '../../formats/statistics/count-csv.js';
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

export interface FlowPictureWords {
  readonly title: (from: number, to: number) => string;
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** Of values, from the top; others follow. */
  readonly order: readonly string[];
  readonly labelOf: (value: string) => string;
  readonly entered: string;
  readonly left: string;
  /** Across the picture; null for none. */
  readonly mark: string | null;
}

@Injectable()
export class CountFlow {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** The same as a long CSV. */
  async asCsv(actor: Actor, command: CountFlowCommand): Promise<string> {
    requireAllowed(actor, 'count_statistics');
    return writeFlow(await this.execute(actor, command));
  }

  /** An SVG picture of who entered and left each of the measure's own values; those that nobody entered or left are not in it. */
  async asPicture(actor: Actor, command: Omit<CountFlowCommand, 'by'>, words: FlowPictureWords): Promise<string> {
    requireAllowed(actor, 'count_statistics');
    const { from, to, dimensions, cells } = await this.execute(actor, { ...command, by: [] });
    const { order, labelOf, title, entered, left, ...shown } = words;
    const moved = inOrder(order, ownValues(dimensions, cells)).filter(({ cell }) => cell.entered + cell.left > 0);
    const bars = moved.flatMap(({ value, cell }) => [
      { label: `${labelOf(value)}: ${entered}`, count: cell.entered },
      { label: `${labelOf(value)}: ${left}`, count: cell.left },
    ]);
    return drawBars({ ...shown, title: title(from, to), bars, step: 1 });
  }

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
