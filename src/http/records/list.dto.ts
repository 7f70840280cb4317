// The query and the answers of lists: records, statements, assignments.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { BASES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { RECORD_FLAGS } from '../../domain/records/flags.js';
import { STATEMENT_KINDS } from '../../domain/records/statement-kinds.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';
import { NamedParty, ShownPlace } from './record.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const nullable = { nullable: true } as const;

export class ListQuery extends ReadingPointQuery {
  @ApiPropertyOptional({ enum: WHEREABOUTS_STATUSES, description: 'Whose status it is today.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  status?: string;

  @ApiPropertyOptional({ enum: RECORD_FLAGS, description: 'Whose record carries it today.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  flag?: string;

  @ApiPropertyOptional({ enum: ['me'], description: 'Only cases that you are assigned to.' })
  @MayBeAbsent()
  @IsIn(['me'], { message: 'me' })
  assigned?: string;

  @ApiPropertyOptional({ description: 'As the page before answered it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

export class ListedRecordAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ description: 'Whether your organisation registered this person.' }) own!: boolean;
  @ApiProperty({ ...nullable, type: String, example: '2020/0117' }) reference!: string | null;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES, example: 'missing' }) status!: string;
  @ApiProperty({ enum: RECORD_FLAGS, isArray: true }) flags!: string[];
  @ApiProperty({ description: 'Of the loss.', example: '2020-11' }) month!: string;
  @ApiProperty({ description: 'Of the loss: first administrative level.', example: 'demo:10' }) state!: string;
  @ApiProperty({ example: '18-34' }) ageBand!: string;
  @ApiProperty({ ...nullable, type: Number, description: 'Age of the last sign of life in whole days.', example: 170 })
  signOfLifeDays!: number | null;
}

export class RecordPage {
  @ApiProperty({ type: [ListedRecordAnswer] }) records!: ListedRecordAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class StatementCreated {
  @ApiProperty({ example: '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11' }) id!: string;
}

export class SupersessionAnswer extends StatementCreated {
  @ApiProperty({ example: '9c8b3d44-0f0e-4f6f-8f5b-6a3a9f0d7c22' }) successorId!: string;
}

export class WithdrawalAnswer {
  @ApiProperty({ enum: ['retracted', 'superseded'] }) how!: string;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) at!: string;
  @ApiProperty({ ...nullable, type: String, description: 'For the giver and the owner organisation.' })
  reason!: string | null;
  @ApiProperty({ ...nullable, type: String }) successorId!: string | null;
}

export class StatementAnswer {
  @ApiProperty({ example: '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11' }) id!: string;
  @ApiProperty({ enum: STATEMENT_KINDS, example: 'capture' }) kind!: string;
  @ApiProperty({ description: 'EDTF; months for readers other than giver and owner.', example: '2020-12' })
  valid!: string;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) recordedAt!: string;
  @ApiProperty({ description: 'The organisation that gave it.', example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ description: 'Whether yours gave it, and so may withdraw it.' }) own!: boolean;
  @ApiProperty({
    description: 'The pseudonym on which it was recorded: that of another person, where one was merged into this one.',
    example: PSEUDONYM_EXAMPLE,
  })
  recordedOn!: string;
  @ApiProperty({ enum: BASES }) basis!: string;
  @ApiProperty({ enum: STATEMENT_SOURCES, example: 'witness' }) source!: string;
  @ApiProperty({ example: 'B2' }) grade!: string;
  @ApiProperty({ ...nullable, type: ShownPlace }) place!: ShownPlace | null;
  @ApiProperty() confidential!: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Parties by partyKey.' })
  details!: Record<string, unknown>;
  @ApiProperty({ ...nullable, type: WithdrawalAnswer }) withdrawn!: WithdrawalAnswer | null;
}

export class StatementList {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [StatementAnswer], description: 'In the order in which things happened.' })
  statements!: StatementAnswer[];
  @ApiProperty({ type: [NamedParty], description: 'The parties that the details name.' }) parties!: NamedParty[];
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) knownAt!: string;
}

export class AssignmentRequest {
  @ApiProperty({ example: 'ilse.liaison' })
  @IsString()
  @MaxLength(100)
  username!: string;
}

export class AssignmentAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ example: 'ilse.liaison' }) username!: string;
}

export class AssigneeAnswer {
  @ApiProperty({ example: 'ilse.liaison' }) username!: string;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) since!: string;
}

export class AssigneeList {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [AssigneeAnswer] }) assignees!: AssigneeAnswer[];
}

export class PlaceToAdd {
  @ApiProperty({ description: 'scheme:code', example: 'demo:1099' })
  @IsString()
  @MaxLength(200)
  code!: string;

  @ApiProperty({ example: 'Upper Vale' })
  @IsString()
  @MaxLength(1000)
  name!: string;

  @ApiPropertyOptional({ description: 'Code of the area around it; left out for a first administrative level.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  parent?: string;
}

export class PlaceAdded {
  @ApiProperty({ example: 'demo:1099' }) code!: string;
  @ApiProperty({ ...nullable, type: String, example: 'demo:10' }) parentCode!: string | null;
  @ApiProperty({ example: 'Upper Vale' }) name!: string;
  @ApiProperty({ description: '1 is the first administrative level.', example: 2 }) level!: number;
}
