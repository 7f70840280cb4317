// Lists as the API answers them: by pseudonyms and counts, save where a line is disclosed.

import { ApiProperty } from '@nestjs/swagger';
import { LIST_ANSWERS, NO_ANSWER } from '../../domain/lists/list.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const nullable = { nullable: true, type: String } as const;
const ID = '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69';
const INSTANT = '2021-06-01T12:00:00.000Z';

export class ListAdded {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ example: 12 }) lines!: number;
}

export class ListAnswerRecorded {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ description: 'What it wrote about the matched person.', example: [ID] }) statements!: string[];
}

export class ListAnswerWithdrawn {
  @ApiProperty({ example: ID }) id!: string;
}

export class LineMatched {
  @ApiProperty({ example: 1 }) line!: number;
  @ApiProperty({ description: 'What the standing answers wrote about the person.', example: [ID] })
  statements!: string[];
}

export class LineUnmatched {
  @ApiProperty({ example: 1 }) line!: number;
}

export class SideAnswer {
  @ApiProperty({ ...nullable, description: 'partyKey.' }) party!: string | null;
  @ApiProperty({ ...nullable }) organisationId!: string | null;
  @ApiProperty({ example: 'Northern Republic' }) label!: string;
}

export class ListHeadAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ ...nullable, example: 'L-2021/3' }) reference!: string | null;
  @ApiProperty({ type: SideAnswer }) submitter!: SideAnswer;
  @ApiProperty({ type: SideAnswer }) recipient!: SideAnswer;
  @ApiProperty({ example: '2021-02-10' }) submittedOn!: string;
  @ApiProperty({ example: 12 }) lines!: number;
  @ApiProperty({ example: INSTANT }) createdAt!: string;
}

export class ListPage {
  @ApiProperty({ type: [ListHeadAnswer], description: 'Newest first.' }) lists!: ListHeadAnswer[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

export class ListedAnswerAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: LIST_ANSWERS, example: 'acknowledged' }) answer!: string;
  @ApiProperty({ example: '2021-03-01' }) answeredOn!: string;
  @ApiProperty({ type: SideAnswer }) answeredBy!: SideAnswer;
  @ApiProperty({ example: 'B2' }) grade!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
  @ApiProperty({ description: 'What it wrote about the person.', example: [ID] }) statements!: string[];
}

export class ListLineAnswer {
  @ApiProperty({ example: 1 }) line!: number;
  @ApiProperty({ ...nullable, example: PSEUDONYM_EXAMPLE }) pseudonym!: string | null;
  @ApiProperty({ description: 'Whether it can be disclosed as it was submitted.' }) sealed!: boolean;
  @ApiProperty({ example: 1 }) least!: number;
  @ApiProperty({ example: 1 }) most!: number;
  @ApiProperty({ enum: [...LIST_ANSWERS, NO_ANSWER], description: 'No answer is not a refusal.', example: 'no_answer' })
  answer!: string;
  @ApiProperty({ description: 'Whole days since the answer, or without one since the submission.', example: 111 })
  ageDays!: number;
  @ApiProperty({ type: [ListedAnswerAnswer], description: 'Those that stand, newest first.' })
  answers!: ListedAnswerAnswer[];
}

export class ListDetailAnswer {
  @ApiProperty({ type: ListHeadAnswer }) list!: ListHeadAnswer;
  @ApiProperty({ type: [ListedAnswerAnswer], description: 'To the whole list; they touch no record.' })
  general!: ListedAnswerAnswer[];
  @ApiProperty({ type: [ListLineAnswer] }) lines!: ListLineAnswer[];
  @ApiProperty({ nullable: true, type: Number, description: 'As `after` for the next page; null on the last.' })
  next!: number | null;
}

export class LineDisclosed {
  @ApiProperty({ example: ID }) disclosureId!: string;
  @ApiProperty({ example: INSTANT }) expiresAt!: string;
  @ApiProperty({ example: 'Tassin, Arvel' }) text!: string;
}
