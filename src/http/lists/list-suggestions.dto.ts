// Whom the lines of a list may be about, by pseudonym.

import { ApiProperty } from '@nestjs/swagger';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { EXACTNESS } from '../../domain/matching/exactness.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { FoundReasonAnswer } from '../identity/identity.dto.js';

export class SuggestedPersonAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({
    enum: EXACTNESS,
    description: '`same_words`: in any order; `partly_alike`: something is missing or stands against it.',
  })
  exactness!: string;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES }) status!: string;
  @ApiProperty({ type: [FoundReasonAnswer], description: 'What agrees, part by part.' }) why!: FoundReasonAnswer[];
}

export class LineSuggestionsAnswer {
  @ApiProperty({ example: 1 }) line!: number;
  @ApiProperty({
    enum: ['asked', 'unreadable', 'matched', 'counted', 'nothing_submitted'],
    description:
      '`unreadable`: what was submitted says too little of a name. Only lines that are `asked` count as names asked after.',
  })
  state!: string;
  @ApiProperty({ type: [SuggestedPersonAnswer], description: 'The surest first, three at most.' })
  found!: SuggestedPersonAnswer[];
  @ApiProperty({ description: 'Whether more people may be meant than are listed.' }) more!: boolean;
}

export class ListSuggestions {
  @ApiProperty({ type: [LineSuggestionsAnswer] }) lines!: LineSuggestionsAnswer[];
  @ApiProperty({ nullable: true, type: Number, description: 'To go on from; null on the last page.' })
  next!: number | null;
}
