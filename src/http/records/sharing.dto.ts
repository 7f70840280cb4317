// With whom a person or an exchange is shared, and on which legal basis.

import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString } from 'class-validator';
import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ShortText } from '../body-fields.js';

export class SharingRequest {
  @ShortText({ enum: SHARING_LEVELS, example: 'partners_pseudonymous' })
  sharingLevel!: string;

  @ApiPropertyOptional({ description: 'Ids of organisations, for the level `named_organisations`.', example: [] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  namedOrganisations?: string[];

  @ShortText({ enum: LEGAL_BASES, example: 'vital_interests' })
  legalBasis!: string;
}
