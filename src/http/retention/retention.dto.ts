// Until when identities are kept, as the API takes and answers it.

import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsInt, IsString, MaxLength, ValidateIf } from 'class-validator';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { LEAST_AHEAD, LEAST_MONTHS, MOST_MONTHS } from '../../domain/retention/retention-days.js';
import { RETENTION_STATES } from '../../domain/retention/shown-retention.js';
import { RETENTION_OBSTACLES, RETENTION_STEPS } from '../../domain/retention/standing-retention.js';

const DAY = '2031-06-01';
const INSTANT = '2021-06-01T12:00:00.000Z';
const nullable = { nullable: true } as const;
const day = { ...nullable, type: String, example: DAY } as const;

/** Null is a value here, and absence none. */
function NullOr(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== null);
}

export class RetentionRequest {
  @ApiProperty({
    ...day,
    description: `The day on which the identity is closed, at least ${LEAST_AHEAD} days from today; null keeps it without a date.`,
  })
  @NullOr()
  @IsDefined()
  @IsString()
  @MaxLength(40)
  until!: string | null;

  @ApiProperty({ description: 'In words; name nobody. It is kept.', example: 'The case is closed and nobody asks.' })
  @IsString()
  @MaxLength(4000)
  reason!: string;
}

export class RetentionChanged {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ ...day, description: 'The date that stands now.' }) until!: string | null;
}

export class RetentionStepAnswer {
  @ApiProperty({ enum: RETENTION_STEPS }) step!: string;
  @ApiProperty({ ...day, description: 'The date that stood after it.' }) until!: string | null;
  @ApiProperty({
    ...nullable,
    type: String,
    enum: [...RETENTION_OBSTACLES, 'rule', null],
    description: 'What put it off; `rule` where the rule of the organisation set the date.',
  })
  cause!: string | null;
  @ApiProperty({ ...nullable, type: String, example: 'The case is closed and nobody asks.' }) reason!: string | null;
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'Null where the clock or a rule took the step.',
    example: 'ilse.coordinator',
  })
  by!: string | null;
  @ApiProperty({ example: INSTANT }) at!: string;
}

class RetentionDaysAnswer extends RetentionChanged {
  @ApiProperty({
    enum: RETENTION_STATES,
    description:
      '`warned`: its workers have a task; `put_off`: the date has come and the person is still sought; `closed`: nobody is shown the identity, and it can be opened again.',
  })
  state!: string;
  @ApiProperty({
    ...nullable,
    type: String,
    enum: [...RETENTION_OBSTACLES, null],
    description: 'Why it was put off.',
  })
  putOff!: string | null;
  @ApiProperty({ ...day, description: 'When your workers are given the task; null where they were.' })
  warnsOn!: string | null;
  @ApiProperty({ ...day, description: 'When it is closed, unless the person is sought that day.' })
  closesOn!: string | null;
  @ApiProperty({ ...day, description: 'From when it cannot be opened again.' }) erasedFrom!: string | null;
}

export class RetentionAnswer extends RetentionDaysAnswer {
  @ApiProperty({
    ...nullable,
    type: String,
    enum: [...RETENTION_OBSTACLES, null],
    description: 'What would keep it open today, whatever its date; null in the past.',
  })
  obstacle!: string | null;
  @ApiProperty({ type: [RetentionStepAnswer], description: 'Oldest first.' }) steps!: RetentionStepAnswer[];
}

export class DatedIdentityAnswer extends RetentionDaysAnswer {}

export class RetentionRuleRequest {
  @ApiProperty({
    ...nullable,
    type: 'integer',
    minimum: LEAST_MONTHS,
    maximum: MOST_MONTHS,
    description: 'Months from registration, for persons registered from now on; null gives them no date.',
    example: 120,
  })
  @NullOr()
  @IsDefined()
  @IsInt()
  months!: number | null;
}

export class RetentionRuleAnswer {
  @ApiProperty({ ...nullable, type: 'integer', description: 'Null where new persons are given no date.', example: 120 })
  months!: number | null;
}

export class RetentionList extends RetentionRuleAnswer {
  @ApiProperty({ type: [DatedIdentityAnswer], description: 'The nearest date first, 200 at most.' })
  dated!: DatedIdentityAnswer[];
  @ApiProperty({ description: 'Whether more have a date than are listed.' }) more!: boolean;
}
