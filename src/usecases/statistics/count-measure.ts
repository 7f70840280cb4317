// Counts a measure of the catalogue, exactly, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { drawBars } from '../../chart/bar-chart.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { withMarginsOfFlags } from '../../domain/statistics/flag-cells.js';
import { inOrder, ownValues } from '../../domain/statistics/own-values.js';
import { answeredDimensions, measureOf } from '../../domain/statistics/measure.js';
import { labelParties, partyIdentity } from '../../domain/statistics/party-cells.js';
import type { Cell, Margin } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import { writeCounts } from '../../formats/statistics/count-csv.js';
import { countCells } from '../../persistence/statistics/count-cells.js';

export interface CountMeasureCommand {
  readonly measure: string;
  readonly by: readonly string[];
  readonly knownAt?: number;
  readonly validAt?: number;
}

export interface MeasureAnswer {
  readonly measure: string;
  readonly version: number;
  /** Epoch milliseconds of the day that is counted. */
  readonly asOf: number;
  readonly knownAt: number;
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  readonly margins: readonly Margin[];
}

export interface MeasurePictureWords {
  readonly title: (asOf: number) => string;
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** Of values, from the top; others follow. */
  readonly order: readonly string[];
  readonly labelOf: (value: string) => string;
  /** Across the picture; null for none. */
  readonly mark: string | null;
}

@Injectable()
export class CountMeasure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** The same as a long CSV. */
  async asCsv(actor: Actor, command: CountMeasureCommand): Promise<string> {
    requireAllowed(actor, 'count_statistics');
    return writeCounts(await this.execute(actor, command));
  }

  /** An SVG picture of those that are counted, by the measure's own values alone. */
  async asPicture(actor: Actor, command: Omit<CountMeasureCommand, 'by'>, words: MeasurePictureWords): Promise<string> {
    requireAllowed(actor, 'count_statistics');
    const { asOf, dimensions, cells } = await this.execute(actor, { ...command, by: [] });
    const { order, labelOf, title, ...shown } = words;
    const bars = inOrder(order, ownValues(dimensions, cells)).map(({ value, cell }) => ({
      label: labelOf(value),
      count: cell.count,
    }));
    return drawBars({ ...shown, title: title(asOf), bars, step: 1 });
  }

  async execute(actor: Actor, command: CountMeasureCommand): Promise<MeasureAnswer> {
    requireAllowed(actor, 'count_statistics');
    const measure = measureOf(command.measure);
    const dimensions = answeredDimensions(measure, command.by);
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const cells = await countCells(room, actor, dimensions, command, now);
      const parties = await room.organisations.parties();
      await room.audit.note({
        action: 'statistics_counted',
        subjectKind: 'measure',
        subjectId: measure.name,
        details: { by: dimensions, knownAt: command.knownAt ?? null, validAt: command.validAt ?? null },
      });
      const labelled = withMarginsOfFlags(dimensions, labelParties(cells, parties), partyIdentity(parties));
      return {
        measure: measure.name,
        version: measure.version,
        asOf: command.validAt ?? command.knownAt ?? now,
        knownAt: command.knownAt ?? now,
        dimensions,
        ...labelled,
      };
    });
  }
}
