// Follows the people who were lost in one period: where they stood after each month, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { cohortDays, lossPeriod } from '../../domain/statistics/cohort.js';
import { withMarginsOfFlags } from '../../domain/statistics/flag-cells.js';
import { answeredDimensions, measureOf } from '../../domain/statistics/measure.js';
import { labelParties, partyIdentity } from '../../domain/statistics/party-cells.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { writeCohort } from '../../formats/statistics/count-csv.js';
import { Database } from '../../persistence/database.js';

export interface CountCohortCommand {
  readonly measure: string;
  readonly by: readonly string[];
  /** A month, a quarter or a year; nothing is counted without it. */
  readonly lost: string | undefined;
  readonly months: number;
  readonly knownAt?: number;
  /** The last day that is counted. */
  readonly validAt?: number;
}

export interface CohortMonth {
  readonly month: number;
  readonly day: number;
  /** Null where that day has not come by the day that is counted. */
  readonly cells: readonly Cell[] | null;
}

export interface CohortAnswer {
  readonly measure: string;
  readonly version: number;
  readonly lost: string;
  /** How many there are; null while the period is not over. */
  readonly people: number | null;
  readonly asOf: number;
  readonly knownAt: number;
  readonly dimensions: readonly string[];
  readonly months: readonly CohortMonth[];
}

@Injectable()
export class CountCohort {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** The same as a long CSV. */
  async asCsv(actor: Actor, command: CountCohortCommand): Promise<string> {
    requireAllowed(actor, 'count_statistics');
    return writeCohort(await this.execute(actor, command));
  }

  async execute(actor: Actor, command: CountCohortCommand): Promise<CohortAnswer> {
    requireAllowed(actor, 'count_statistics');
    const measure = measureOf(command.measure);
    const dimensions = answeredDimensions(measure, command.by);
    const period = lossPeriod(command.lost ?? '');
    const now = this.entropy.now();
    const { knownAt, validAt } = command;
    const asOf = validAt ?? knownAt ?? now;
    const days = cohortDays(period, command.months);
    return this.database.transaction(actor, async (room) => {
      const counted = await room.statistics.countCohort(actor, dimensions, {
        months: period.months,
        formed: period.end - 1,
        days: days.filter((day) => day <= asOf),
        knownAt,
      });
      const parties = await room.organisations.parties();
      await room.audit.note({
        action: 'statistics_counted',
        subjectKind: 'measure',
        subjectId: measure.name,
        details: {
          by: dimensions,
          lost: period.text,
          months: command.months,
          knownAt: knownAt ?? null,
          validAt: validAt ?? null,
        },
      });
      const tables = counted.map(({ cells }) =>
        withMarginsOfFlags(dimensions, labelParties(cells, parties), partyIdentity(parties)),
      );
      return {
        measure: measure.name,
        version: measure.version,
        lost: period.text,
        people: tables[0]?.margins.at(-1)?.count ?? null,
        asOf,
        knownAt: knownAt ?? now,
        dimensions,
        months: days.map((day, month) => ({ month, day, cells: tables[month]?.cells ?? null })),
      };
    });
  }
}
