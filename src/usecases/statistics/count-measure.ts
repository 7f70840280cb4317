// Counts a measure of the catalogue, exactly, over what the analyst's organisation may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { Party } from '../../domain/organisations/organisation.js';
import { foldRecord } from '../../domain/records/fold-record.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import { answeredDimensions, isMeasureName, MEASURES, type Dimension } from '../../domain/statistics/measure.js';
import { cellId, withMargins, type Cell, type Margin } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

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

/** Persons folded at a time when another day than today is asked for. */
const PAGE = 1000;
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
      const cells =
        command.knownAt === undefined && command.validAt === undefined
          ? await room.statistics.countVisible(actor, dimensions)
          : await countFolded(room, actor, dimensions, command, now);
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

/** Another day's table: folds each visible person's statements as they were known and valid then. */
async function countFolded(
  room: Room,
  actor: Actor,
  dimensions: readonly Dimension[],
  at: { readonly knownAt?: number; readonly validAt?: number },
  now: number,
): Promise<Cell[]> {
  const today = at.validAt ?? at.knownAt ?? now;
  const clock = {
    today,
    view: { organisationId: actor.organisationId },
    ...(at.knownAt === undefined ? {} : { knownAt: at.knownAt }),
    ...(at.validAt === undefined ? {} : { validAt: at.validAt }),
  };
  const cells: Cell[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await room.projections.listVisible(actor, {
      limit: PAGE,
      today,
      ...(after === undefined ? {} : { after }),
    });
    const statements = await room.statements.ofPersons(page.personIds);
    for (const recorded of statements.values()) {
      const known = recorded
        .map((each) => each.statement)
        .filter((statement) => statement.recordedAt <= (at.knownAt ?? Infinity));
      if (known.length === 0) continue;
      const projection = projectRecord(foldRecord(known, clock));
      cells.push({
        key: Object.fromEntries(dimensions.map((dimension) => [dimension, projection[dimension]])),
        count: 1,
      });
    }
    after = page.personIds.at(-1);
    if (!page.more) return merged(cells);
  }
}

function merged(cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const id = cellId(key);
    sums.set(id, { key, count: (sums.get(id)?.count ?? 0) + count });
  }
  return [...sums.values()];
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
