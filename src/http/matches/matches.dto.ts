// Two records that may be one person, as the API takes and answers them.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { AGREEMENT_PARTS, AGREEMENT_REASONS } from '../../domain/matching/identity-agreement.js';
import { PROPOSAL_DECIDERS, PROPOSAL_STATES } from '../../domain/matching/match-proposal.js';
import { MATCH_VERDICTS, type MatchVerdict } from '../../domain/matching/match-verdict.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { RecordAnswer } from '../records/record.dto.js';

const nullable = { nullable: true } as const;
const MATCH_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b12';
const LINK_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';
const SHORT = 200;
const LONG = 2000;

export class MatchesQuery {
  @ApiPropertyOptional({
    enum: PROPOSAL_STATES,
    description: 'All of this state; left out, what waits for a verdict of your organisation.',
  })
  @MayBeAbsent()
  @IsIn(PROPOSAL_STATES, { message: `one of ${PROPOSAL_STATES.join(', ')}` })
  state?: string;

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

export class MatchVerdictRequest {
  @ApiProperty({
    enum: MATCH_VERDICTS,
    description: 'Of owners same or not_same; of the central agency not_same or tell.',
    example: 'not_same',
  })
  @IsIn(MATCH_VERDICTS, { message: `one of ${MATCH_VERDICTS.join(', ')}` })
  verdict!: MatchVerdict;

  @ApiProperty({ description: 'Why; name nobody.', example: 'The two are brothers.', minLength: 3 })
  @IsString()
  @MaxLength(LONG)
  reason!: string;

  @ApiPropertyOptional({ description: 'Of same: the record that survives.', example: PSEUDONYM_EXAMPLE })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  into?: string;
}

export class MatchJudged {
  @ApiProperty({ example: MATCH_ID }) id!: string;
  @ApiProperty({ enum: PROPOSAL_STATES, example: 'open' }) state!: string;
  @ApiProperty({ ...nullable, type: String, description: 'The link that same has proposed.', example: LINK_ID })
  linkId!: string | null;
}

export class MatchedPersonAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ description: 'Whether your organisation registered the person.' }) own!: boolean;
}

export class MatchWhyAnswer {
  @ApiProperty({ enum: AGREEMENT_PARTS, example: 'name' }) part!: string;
  @ApiProperty({ enum: ['match', 'mismatch', 'blank'], example: 'match' }) finding!: string;
  @ApiProperty({ enum: AGREEMENT_REASONS, example: 'sounds_alike' }) reason!: string;
}

export class MatchVerdictAnswer {
  @ApiProperty({ example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ ...nullable, type: String, description: 'Within your organisation.', example: 'vera.verifier' })
  username!: string | null;
  @ApiProperty({ enum: MATCH_VERDICTS, example: 'not_same' }) verdict!: string;
  @ApiProperty({ example: 'The two are brothers.' }) reason!: string;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class MatchAnswer {
  @ApiProperty({ example: MATCH_ID }) id!: string;
  @ApiProperty({ enum: PROPOSAL_STATES, example: 'open' }) state!: string;
  @ApiProperty({
    enum: PROPOSAL_DECIDERS,
    description: 'Both owners; or the central agency, where they may not know of each other’s record.',
    example: 'owners',
  })
  deciders!: string;
  @ApiProperty({ enum: ['same', 'possible'], description: 'How surely; a person decides.', example: 'same' })
  band!: string;
  @ApiProperty({ type: [MatchWhyAnswer], description: 'What agrees and what does not, part by part.' })
  why!: MatchWhyAnswer[];
  @ApiProperty({ type: [MatchedPersonAnswer], description: 'Your own first.' }) persons!: MatchedPersonAnswer[];
  @ApiProperty({ example: INSTANT }) foundAt!: string;
  @ApiProperty({ example: INSTANT }) changedAt!: string;
  @ApiProperty({ type: [MatchVerdictAnswer], description: 'In the order in which they were given.' })
  verdicts!: MatchVerdictAnswer[];
  @ApiProperty({ description: 'Whether your organisation has still something to say.' }) awaitsYou!: boolean;
  @ApiProperty({ ...nullable, type: String, description: 'Proposed or standing between the two.', example: LINK_ID })
  linkId!: string | null;
}

export class MatchList {
  @ApiProperty({ type: [MatchAnswer], description: 'The longest waiting first.' }) matches!: MatchAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'For the next page; null on the last one.' })
  cursor!: string | null;
}

export class MatchComparison extends MatchAnswer {
  @ApiProperty({ type: [RecordAnswer], description: 'Both records as you may see them, in the order of the persons.' })
  records!: RecordAnswer[];
}
