// What the routes of checkpoints and proofs take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID, Matches } from 'class-validator';
import { MayBeAbsent } from '../../request/may-be-absent.js';

const SIZE = /^[1-9]\d{0,14}$/;

export class CheckpointsQuery {
  @ApiPropertyOptional({ description: 'The `nextCursor` of the page before.' })
  @MayBeAbsent()
  @Matches(SIZE, { message: 'the nextCursor of the page before' })
  cursor?: string;

  @ApiPropertyOptional({ description: 'Checkpoints per page, 1 to 200; 50 when not given.', example: '50' })
  @MayBeAbsent()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

export class ProofQuery {
  @ApiPropertyOptional({ description: 'Id of an entry: proves that it is in the log.' })
  @MayBeAbsent()
  @IsUUID('all', { message: 'the id of an entry' })
  entry?: string;

  @ApiPropertyOptional({
    description: 'Size of an earlier checkpoint: proves that its log is the beginning of the later one.',
    example: '4812',
  })
  @MayBeAbsent()
  @Matches(SIZE, { message: 'the size of a checkpoint' })
  from?: string;

  @ApiPropertyOptional({ description: 'Size of the checkpoint to prove against; the newest when not given.' })
  @MayBeAbsent()
  @Matches(SIZE, { message: 'the size of a checkpoint' })
  size?: string;
}

class CheckpointAnswer {
  @ApiProperty({ description: 'Entries in the log.', example: 4812 }) size!: number;
  @ApiProperty({ description: 'Root of the Merkle tree (RFC 9162), base64.', type: String }) root!: string;
  @ApiProperty({ description: 'The signed note (C2SP tlog-checkpoint).', type: String }) note!: string;
  @ApiProperty({ example: '2021-03-01T09:30:00.000Z' }) signedAt!: string;
}

export class CheckpointKeyAnswer {
  @ApiProperty({ description: 'The public key (C2SP signed-note verifier key).', type: String }) verifier!: string;
  @ApiProperty({
    description: 'Note signed by the key before and by this one; null for the first key.',
    type: String,
    nullable: true,
    example: null,
  })
  succession!: string | null;
}

export class CheckpointsAnswer {
  @ApiProperty({ type: [CheckpointAnswer] }) checkpoints!: CheckpointAnswer[];
  @ApiProperty({ description: 'In the order in which they signed.', type: [CheckpointKeyAnswer] })
  keys!: CheckpointKeyAnswer[];
  @ApiProperty({ description: 'Null on the last page.', type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

/** One class for both proofs, since one route gives them: what does not belong to a proof is null. */
export class ProofAnswer {
  @ApiProperty({ description: 'Of the entry, from 0; null in a proof of growth.', type: Number, nullable: true })
  index!: number | null;
  @ApiProperty({
    description: 'Hash of the entry as a leaf, base64; null in a proof of growth.',
    type: String,
    nullable: true,
  })
  leaf!: string | null;
  @ApiProperty({
    description: 'Size of the earlier checkpoint; null in a proof of an entry.',
    type: Number,
    nullable: true,
  })
  from!: number | null;
  @ApiProperty({ description: 'Size of the checkpoint proved against.', example: 4812 }) size!: number;
  @ApiProperty({ description: 'Hashes in the order of RFC 9162, 2.1.3 and 2.1.4, base64.', type: [String] })
  proof!: string[];
  @ApiProperty({ description: 'The signed note proved against.', type: String }) checkpoint!: string;
  @ApiProperty({ description: 'Keys of the log; empty in a proof of an entry.', type: [CheckpointKeyAnswer] })
  keys!: CheckpointKeyAnswer[];
}
