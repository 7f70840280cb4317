// Links between persons as the API takes and answers them.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { LINK_STATES, LINK_VERDICTS, type LinkVerdict } from '../../domain/links/person-link.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';
import { RecordAnswer } from '../records/record.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const nullable = { nullable: true } as const;
const LINK_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';
const SHORT = 200;
const LONG = 2000;

export class LinkProposal {
  @ApiProperty({ description: 'The record that survives; the one in the path is closed.', example: PSEUDONYM_EXAMPLE })
  @IsString()
  @MaxLength(SHORT)
  into!: string;

  @ApiProperty({ description: 'Why; name nobody.', example: 'Same register line in two lists.', minLength: 3 })
  @IsString()
  @MaxLength(LONG)
  reason!: string;
}

export class LinkReviewRequest {
  @ApiProperty({ enum: LINK_VERDICTS, example: 'confirmed' })
  @IsIn(LINK_VERDICTS, { message: `one of ${LINK_VERDICTS.join(', ')}` })
  verdict!: LinkVerdict;

  @ApiProperty({ description: 'Why; name nobody.', example: 'Both give the same disc number.', minLength: 3 })
  @IsString()
  @MaxLength(LONG)
  reason!: string;
}

export class LinkWithdrawalRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The two are brothers.', minLength: 3 })
  @IsString()
  @MaxLength(LONG)
  reason!: string;
}

export class LinkCreated {
  @ApiProperty({ example: LINK_ID }) id!: string;
}

export class LinkMoved extends LinkCreated {
  @ApiProperty({ enum: LINK_STATES, example: 'confirmed' }) state!: string;
}

export class LinkStepAnswer {
  @ApiProperty({ example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ ...nullable, type: String, description: 'Within your organisation.', example: 'ilse.liaison' })
  username!: string | null;
  @ApiProperty({ ...nullable, type: String, description: 'For the organisations that take part.' })
  reason!: string | null;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class LinkReviewAnswer extends LinkStepAnswer {
  @ApiProperty({ enum: LINK_VERDICTS, example: 'confirmed' }) verdict!: string;
}

export class LinkAnswer {
  @ApiProperty({ example: LINK_ID }) id!: string;
  @ApiProperty({ enum: LINK_STATES, example: 'proposed' }) state!: string;
  @ApiProperty({ description: 'Closed while the link stands.', example: PSEUDONYM_EXAMPLE }) from!: string;
  @ApiProperty({ description: 'The record that survives.', example: PSEUDONYM_EXAMPLE }) into!: string;
  @ApiProperty({ type: LinkStepAnswer }) proposal!: LinkStepAnswer;
  @ApiProperty({ type: [LinkReviewAnswer] }) reviews!: LinkReviewAnswer[];
  @ApiProperty({ ...nullable, type: LinkStepAnswer }) withdrawal!: LinkStepAnswer | null;
  @ApiProperty({ description: 'Organisations that are still to confirm.', example: [] }) awaits!: string[];
  @ApiProperty({ description: 'Whether that is yours, and somebody else proposed it.' }) awaitsYou!: boolean;
}

export class LinkList {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [LinkAnswer], description: 'The newest first.' }) links!: LinkAnswer[];
}

export class LinkComparison extends LinkAnswer {
  @ApiProperty({ type: RecordAnswer }) fromRecord!: RecordAnswer;
  @ApiProperty({ type: RecordAnswer }) intoRecord!: RecordAnswer;
}

export class AwaitingLinksQuery extends KnownAtQuery {
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

export class AwaitingLinks {
  @ApiProperty({ type: [LinkAnswer], description: 'The oldest first.' }) links!: LinkAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'For the next page; null on the last one.' })
  cursor!: string | null;
}
