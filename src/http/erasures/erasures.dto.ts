// Erasures of an identity as the API takes and answers them.

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ERASED_FOR, ERASURE_GROUNDS, ERASURE_STATES } from '../../domain/identity/erasure.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const ERASURE_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';
const nullable = { nullable: true } as const;

export class ErasureRequestBody {
  @ApiProperty({ enum: ERASURE_GROUNDS, example: 'consent_withdrawn' })
  @IsIn(ERASURE_GROUNDS, { message: `one of ${ERASURE_GROUNDS.join(', ')}` })
  ground!: string;

  @ApiProperty({ description: 'In words; name nobody. It is kept.', example: 'The family asked for it in writing.' })
  @IsString()
  @MaxLength(4000)
  reason!: string;
}

export class ErasureMoved {
  @ApiProperty({ example: ERASURE_ID }) id!: string;
  @ApiProperty({
    enum: ERASURE_STATES,
    example: 'done',
    description: '`confirmed`: nothing is disclosed any more; the key is destroyed within minutes.',
  })
  state!: string;
}

export class ErasureRequested extends ErasureMoved {
  @ApiProperty({ description: 'Until then a second person may confirm it.', example: INSTANT }) expiresAt!: string;
}

export class ErasureStepAnswer {
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'Null where its date of retention had passed: nobody took the step.',
    example: 'ilse.coordinator',
  })
  username!: string | null;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class ErasureAnswer extends ErasureRequested {
  @ApiProperty({ enum: ERASED_FOR }) ground!: string;
  @ApiProperty({ example: 'The family asked for it in writing.' }) reason!: string;
  @ApiProperty({ type: ErasureStepAnswer }) requested!: ErasureStepAnswer;
  @ApiProperty({ ...nullable, type: ErasureStepAnswer }) withdrawn!: ErasureStepAnswer | null;
  @ApiProperty({ ...nullable, type: ErasureStepAnswer }) confirmed!: ErasureStepAnswer | null;
  @ApiProperty({ ...nullable, type: String, description: 'When the key was destroyed.', example: INSTANT })
  doneAt!: string | null;
}

export class ErasureList {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [ErasureAnswer], description: 'Newest first.' }) erasures!: ErasureAnswer[];
}
