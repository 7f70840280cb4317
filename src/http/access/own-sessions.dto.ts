// The bodies and answers about where one's own account is signed in.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { MayBeAbsent } from '../../request/may-be-absent.js';

const VIA = ['api', 'console'] as const;

export class OwnSession {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: VIA })
  via!: (typeof VIA)[number];

  @ApiProperty({ format: 'date-time' })
  begunAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Of tokens, when they were last renewed; of the console, to the minute.',
  })
  lastUsedAt!: string;

  @ApiProperty({ format: 'date-time' })
  endsAt!: string;

  @ApiProperty({ description: 'Whether this request came by it.' })
  current!: boolean;
}

export class OwnSessions {
  @ApiProperty({ isArray: true, type: OwnSession, description: 'Newest first.' })
  sessions!: OwnSession[];
}

export class EndSessionsRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Left out, all end but the one by which this request came.' })
  @MayBeAbsent()
  @IsUUID('all')
  id?: string;

  @ApiProperty({ example: 'a long sentence of your own', format: 'password', description: 'Your password, once more.' })
  @IsString()
  @Length(1, 1024)
  password!: string;

  @ApiPropertyOptional({ description: 'Where your account has a second factor.', example: '492039' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 64)
  code?: string;
}

export class SessionsEnded {
  @ApiProperty({ example: 1 })
  ended!: number;
}
