// The bodies, the query and the answers of tasks.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { LAPSE_REASONS, TASK_KINDS, TASK_ORIGINS } from '../../domain/tasks/task.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { TimesQuery } from '../../request/reading-point.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { StandingRefusalAnswer } from '../statistics/releases.dto.js';

const nullable = { nullable: true, type: String } as const;
const SHORT = 200;

export class TaskRequest {
  @ApiProperty({ enum: TASK_KINDS, example: 'follow_up' })
  @IsString()
  @MaxLength(SHORT)
  kind!: string;

  @ApiProperty({ description: 'The last day on which it is in time.', example: '2021-07-01' })
  @IsString()
  @MaxLength(SHORT)
  due!: string;

  @ApiPropertyOptional({ description: 'A colleague’s username; left out, whoever works on the case does it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  assignedTo?: string;
}

export class TaskAssignmentRequest {
  @ApiProperty({ ...nullable, description: 'Null opens it to whoever works on the case.', example: 'ilse.liaison' })
  @ValidateIf((_: object, value: unknown) => value !== null)
  @IsString()
  @MaxLength(SHORT)
  username!: string | null;
}

export class TaskQuery extends TimesQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Assigned to you, or open and of a case that you work on.',
  })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  mine?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  overdue?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Done ones too.' })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  done?: string;

  @ApiPropertyOptional({ description: 'Only those about this person.', example: PSEUDONYM_EXAMPLE })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  person?: string;

  @ApiPropertyOptional({ description: 'As the page before answered it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

export class TaskCreated {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) id!: string;
}

export class TaskMarked extends TaskCreated {
  @ApiProperty({ description: 'False after the first of two marks.' }) done!: boolean;
}

export class TaskAnswer {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) id!: string;
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: TASK_KINDS, example: 'follow_up' }) kind!: string;
  @ApiProperty({ description: 'What it asks for.' }) words!: string;
  @ApiProperty({ example: '2021-07-01' }) due!: string;
  @ApiProperty() overdue!: boolean;
  @ApiProperty({
    ...nullable,
    description:
      'Null: whoever works on the case. Of the past also where a task was given to somebody else before its history was kept.',
    example: 'ilse.liaison',
  })
  assignedTo!: string | null;
  @ApiProperty({ description: 'How many workers must mark it.', example: 1 }) people!: number;
  @ApiProperty({ description: 'Those who did.', example: [] }) markedBy!: string[];
  @ApiProperty({ ...nullable, description: 'Null while it is open.', example: '2021-06-01T12:00:00.000Z' })
  doneAt!: string | null;
  @ApiProperty({
    ...nullable,
    enum: [...LAPSE_REASONS, null],
    description: 'Why it was closed although nobody did it; null otherwise.',
    example: null,
  })
  lapsed!: string | null;
  @ApiProperty({ enum: TASK_ORIGINS, example: 'worker' }) origin!: string;
  @ApiProperty({ ...nullable, description: 'Which tracing request, remains case, exchange or list.' })
  originId!: string | null;
  @ApiProperty({ ...nullable, description: 'Null where it was brought about outside your organisation.' })
  createdBy!: string | null;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) createdAt!: string;
}

export class TaskPage {
  @ApiProperty({ type: [TaskAnswer], description: 'By the day they are due.' }) tasks!: TaskAnswer[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

export class ReleaseToSignAnswer {
  @ApiProperty({ example: 7 }) number!: number;
  @ApiProperty({ description: 'The day that it counts.', example: '2021-07-01' }) asOf!: string;
  @ApiProperty({ example: '2021-07-01T06:00:00.000Z' }) preparedAt!: string;
  @ApiProperty({ description: 'Whether the service prepared it, for the month.' }) byService!: boolean;
  @ApiProperty({ description: 'Of two that it needs.', example: 1 }) signatures!: number;
}

export class ReleasesToSign {
  @ApiProperty({ type: [ReleaseToSignAnswer], description: 'Newest first, 50 at most.' })
  releases!: ReleaseToSignAnswer[];
  @ApiProperty({
    description:
      'Where the service was refused the release of the month, which then waits for nobody; null once a release was prepared.',
    nullable: true,
    type: StandingRefusalAnswer,
  })
  refused!: StandingRefusalAnswer | null;
}
