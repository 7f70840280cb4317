// Counts a measure of the catalogue, exactly, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { Party } from '../../domain/organisations/organisation.js';
import { answeredDimensions, isMeasureName, MEASURES } from '../../domain/statistics/measure.js';
import { withMargins, type Cell, type Margin } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
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

/** Values of several parties of one person stand together in the projection with this sign between their keys. */
const TOGETHER = '+';

@Injectable()
export class CountMeasure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: CountMeasureCommand): Promise<MeasureAnswer> {
    requireAllowed(actor, 'count_statistics');
    if (!isMeasureName(command.measure)) {
      throw new DomainError('not_found', `The catalogue has ${Object.keys(MEASURES).join(', ')}.`);
    }
    const measure = MEASURES[command.measure];
    const dimensions = answeredDimensions(measure, command.by);
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const cells = await countCells(room, actor, dimensions, command);
      const parties = await room.organisations.parties();
      await room.audit.note({
        action: 'statistics_counted',
        subjectKind: 'measure',
        subjectId: measure.name,
        details: { by: dimensions, knownAt: command.knownAt ?? null, validAt: command.validAt ?? null },
      });
      const labelled = withMargins(dimensions, labelParties(cells, parties), partyIdentity(parties));
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

/** Sides and holders are answered by label; a person with several has them together, in the order of their keys. */
function labelParties(cells: readonly Cell[], parties: readonly Party[]): Cell[] {
  const labels = new Map(parties.map((party) => [party.partyKey, party.label]));
  const labelled = (value: string): string =>
    value
      .split(TOGETHER)
      .map((key) => labels.get(key) ?? key)
      .join(` ${TOGETHER} `);
  return cells.map(({ key, count }) => ({
    key: Object.fromEntries(
      Object.entries(key).map(([dimension, value]) => [dimension, isOfParties(dimension) ? labelled(value) : value]),
    ),
    count,
  }));
}

function isOfParties(dimension: string): boolean {
  return dimension === 'side' || dimension === 'holder';
}

/** Orders by partyKey, so that exchanging two labels exchanges two answers and moves nothing else. */
function partyIdentity(parties: readonly Party[]): (dimension: string, value: string) => string {
  const keys = new Map(parties.map((party) => [party.label, party.partyKey]));
  return (dimension, value) =>
    isOfParties(dimension)
      ? value
          .split(` ${TOGETHER} `)
          .map((label) => keys.get(label) ?? label)
          .join(TOGETHER)
      : value;
}
