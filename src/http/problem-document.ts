// The form of every error of the API, as its documentation shows it.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { REFUSAL_CODES } from '../domain/domain-error.js';

export class ProblemFault {
  @ApiProperty({ description: 'RFC 6901 pointer into the body, or the name of a query parameter.', example: '/reason' })
  pointer!: string;

  @ApiProperty({ example: 'invalid_field' })
  code!: string;

  @ApiPropertyOptional({ description: 'What was expected; never what was given.', example: '10 to 1000 characters' })
  expected?: string;
}

export class ProblemDocument {
  @ApiProperty({ example: 'urn:whereabouts:problem:invalid_field' })
  type!: string;

  @ApiProperty({ example: 'A field is not valid' })
  title!: string;

  @ApiProperty({ example: 422 })
  status!: number;

  @ApiPropertyOptional({ example: 'The request has a field that is not valid.' })
  detail?: string;

  @ApiProperty({ enum: REFUSAL_CODES, example: 'invalid_field' })
  code!: string;

  @ApiProperty({ format: 'uuid', example: '6e0f3f0a-6a55-4a3e-9d1c-0f3c7a1d2b44' })
  requestId!: string;

  @ApiProperty({ type: [ProblemFault] })
  errors!: ProblemFault[];
}
