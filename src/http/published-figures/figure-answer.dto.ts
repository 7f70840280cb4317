// What the routes of published figures give.

import { ApiProperty } from '@nestjs/swagger';
import { COMPARISONS, NOT_COMPARABLE } from '../../domain/published-figures/figure-comparison.js';
import { HOLDER_POSITIONS } from '../../domain/published-figures/published-figure.js';
import { CellAnswer } from '../statistics/statistics.dto.js';

const nullable = { nullable: true } as const;
const text = { ...nullable, type: String } as const;

export class BreakdownAnswer {
  @ApiProperty({ description: 'Whether the publisher calls the parts complete and disjoint.' }) complete!: boolean;
  @ApiProperty({ ...text, description: 'Of which part of another breakdown; null for the whole.' }) of!: string | null;
  @ApiProperty({ ...text, example: 'site' }) by!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { women: 12, children: { min: 3 } } })
  parts!: Record<string, unknown>;
}

export class StatedPartyAnswer {
  @ApiProperty({ description: 'As the figure calls it.' }) stated!: string;
  @ApiProperty({ ...text, description: 'Null where it is no party of this registry.' }) partyKey!: string | null;
  @ApiProperty() label!: string;
}

export class FigurePositionAnswer {
  @ApiProperty({ description: 'As the figure calls it.' }) party!: string;
  @ApiProperty({ enum: ['alleged_holder', ...HOLDER_POSITIONS] }) position!: string;
  @ApiProperty({ description: 'Who says that this is so.' }) statedBy!: string;
  @ApiProperty() words!: string;
}

export class DayCountAnswer {
  @ApiProperty({ example: '2021-02-28' }) day!: string;
  @ApiProperty({ example: 41 }) count!: number;
  @ApiProperty({ ...nullable, type: [CellAnswer], description: 'What was added up; with why=true.' })
  cells!: CellAnswer[] | null;
}

export class ReportedAnswer {
  @ApiProperty({
    enum: ['counted', 'not_comparable', 'withheld'],
    description: 'What was reported to this registry, never what is true.',
  })
  state!: string;
  @ApiProperty({ ...text, enum: Object.keys(NOT_COMPARABLE) }) reason!: string | null;
  @ApiProperty({ ...text, enum: COMPARISONS, description: 'Where the count lies, seen from the publisher’s number.' })
  comparison!: string | null;
  @ApiProperty({ type: [DayCountAnswer], description: 'One day, or the first and the last that the date allows.' })
  counts!: DayCountAnswer[];
  @ApiProperty() words!: string;
}

export class FigureContradictionAnswer {
  @ApiProperty({ enum: ['breakdown', 'derivation'] }) kind!: string;
  @ApiProperty({ ...nullable, type: Number, description: 'Position among the breakdowns.' }) breakdown!: number | null;
  @ApiProperty() words!: string;
}

export class FigureClashAnswer {
  @ApiProperty({ description: 'The other figure.' }) id!: string;
  @ApiProperty() publisher!: string;
  @ApiProperty({ enum: ['stated', 'rule'] }) basis!: string;
  @ApiProperty({ ...text, description: 'The organisation that states it.' }) statedBy!: string | null;
  @ApiProperty() words!: string;
}

export class FigureClaimAnswer {
  @ApiProperty({ example: 'held-2021' }) id!: string;
  @ApiProperty({ description: 'The organisation that recorded it; not its publisher.' }) recordedBy!: string;
  @ApiProperty() publisher!: string;
  @ApiProperty({ ...text, example: '2021-03~' }) publishedOn!: string | null;
  @ApiProperty({ ...text, example: '2021-02-28' }) asOf!: string | null;
  @ApiProperty() subject!: string;
  @ApiProperty(text) affectedParty!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { min: 55, max: 60 } })
  value!: Record<string, number>;
  @ApiProperty({ type: [StatedPartyAnswer] }) parties!: StatedPartyAnswer[];
  @ApiProperty({ type: [FigurePositionAnswer], description: 'Who alleges and who denies what.' })
  positions!: FigurePositionAnswer[];
  @ApiProperty({ type: ReportedAnswer }) reported!: ReportedAnswer;
  @ApiProperty({
    type: [FigureContradictionAnswer],
    description: 'Sums that the publisher vouches for and that do not hold.',
  })
  contradictions!: FigureContradictionAnswer[];
  @ApiProperty({ type: [FigureClashAnswer] }) clashes!: FigureClashAnswer[];
}

export class FigureAnswer extends FigureClaimAnswer {
  @ApiProperty({ example: 1 }) edition!: number;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) recordedAt!: string;
  @ApiProperty({ ...nullable, type: 'object', additionalProperties: true }) definition!: Record<string, unknown> | null;
  @ApiProperty({ type: [BreakdownAnswer] }) breakdowns!: BreakdownAnswer[];
  @ApiProperty(text) allegedHolder!: string | null;
  @ApiProperty(text) allegedBy!: string | null;
  @ApiProperty({ ...text, enum: HOLDER_POSITIONS }) holderPosition!: string | null;
  @ApiProperty(text) basis!: string | null;
  @ApiProperty(text) source!: string | null;
  @ApiProperty({ ...nullable, type: Number }) sites!: number | null;
  @ApiProperty({ ...nullable, type: 'object', additionalProperties: true }) derivedFrom!: Record<
    string,
    unknown
  > | null;
  @ApiProperty({ type: [String] }) conflictsWith!: string[];
}

export class FigurePage {
  @ApiProperty({ type: [FigureAnswer], description: 'Latest date first.' }) figures!: FigureAnswer[];
  @ApiProperty({ ...text, description: 'Of the next page; null on the last.' }) cursor!: string | null;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) knownAt!: string;
}

export class FigureEditionAnswer {
  @ApiProperty({ example: 1 }) edition!: number;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) recordedAt!: string;
  @ApiProperty({ ...text, description: 'Of the correction.' }) reason!: string | null;
}

export class FigureComparisonAnswer {
  @ApiProperty({
    type: [FigureClaimAnswer],
    description:
      'The figure and every other that counts the same on a day that can be the same: by the earliest day, the latest and the id, never by publisher or party.',
  })
  claims!: FigureClaimAnswer[];
  @ApiProperty({ description: 'Later claims that would stand here too.', example: 0 }) leftOff!: number;
  @ApiProperty({
    description: 'What the picture of them shows, in words.',
    example: '“people held”: who states what. Vale Monitoring Group, as of 28 February 2021: at least 230.',
  })
  words!: string;
}

export class FigureReadAnswer extends FigureAnswer {
  @ApiProperty({ type: FigureComparisonAnswer }) beside!: FigureComparisonAnswer;
  @ApiProperty({ type: [FigureEditionAnswer], description: 'Oldest first; the last one stands.' })
  editions!: FigureEditionAnswer[];
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) knownAt!: string;
}

export class FigureAdded {
  @ApiProperty({ example: 'held-2021' }) id!: string;
}

export class FigureCorrected extends FigureAdded {
  @ApiProperty({ example: 2 }) edition!: number;
}

export class FiguresLoaded {
  @ApiProperty({ type: [String] }) added!: string[];
  @ApiProperty({ type: [String] }) corrected!: string[];
  @ApiProperty({ type: [String], description: 'They stood already.' }) known!: string[];
}
