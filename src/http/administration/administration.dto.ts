// The bodies and answers of keeping parties, organisations, accounts and the gazetteer.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { ORGANISATION_KINDS, ROLES, type OrganisationKind, type Role } from '../../domain/access/actor.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { USERNAME, USERNAME_FORM } from '../access/auth.dto.js';

/** Something to read: no control characters, no blanks around it. */
const PLAIN_NAME = /^(?! )[^\p{Cc}\p{Cf}]{1,200}(?<! )$/u;
const NAME_FORM = '1 to 200 characters, no control characters, no blanks around them';
const PLACE_CODE = /^[\x21-\x7e]{1,64}$/;

export class CreatePartyRequest {
  @ApiProperty({ example: 'Northern Republic' })
  @Matches(PLAIN_NAME, { message: NAME_FORM })
  label!: string;
}

export class PartyAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    description: 'Random; statements name the party by it.',
    example: '7d0c3f5b9a184e62b1f0c2d3e4a59687',
  })
  partyKey!: string;

  @ApiProperty({ example: 'Northern Republic' })
  label!: string;
}

export class PartyList {
  @ApiProperty({ type: [PartyAnswer] })
  parties!: PartyAnswer[];
}

export class CreateOrganisationRequest {
  @ApiProperty({ example: 'Liaison Office of Lake County' })
  @Matches(PLAIN_NAME, { message: NAME_FORM })
  name!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS, example: 'liaison_office' })
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  @ApiPropertyOptional({ format: 'uuid', description: 'The party that the organisation depends on, if any.' })
  @MayBeAbsent()
  @IsUUID()
  partyId?: string;
}

export class OrganisationAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'Liaison Office of Lake County' })
  name!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS })
  kind!: OrganisationKind;

  @ApiProperty({ type: PartyAnswer, nullable: true })
  party!: PartyAnswer | null;
}

export class OrganisationList {
  @ApiProperty({ type: [OrganisationAnswer] })
  organisations!: OrganisationAnswer[];
}

export class CreateUserRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ example: 'mira.coordinator' })
  @Matches(USERNAME, { message: USERNAME_FORM })
  username!: string;

  @ApiProperty({ enum: ROLES, isArray: true, example: ['coordinator', 'liaison'] })
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

export class ChangeUserRequest {
  @ApiPropertyOptional({ enum: ROLES, isArray: true, example: ['verifier'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  @ApiPropertyOptional({ description: 'true closes the account at once, false opens it again.' })
  @MayBeAbsent()
  @IsBoolean()
  disabled?: boolean;
}

export class UserAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'mira.coordinator' })
  username!: string;

  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty({ description: 'What If-Match takes when the account is changed.', example: '"v1"' })
  etag!: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[];

  @ApiProperty()
  disabled!: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null where a password is enough.' })
  secondFactorSince!: string | null;
}

export class UserList {
  @ApiProperty({ type: [UserAnswer] })
  users!: UserAnswer[];
}

export class PasswordLink {
  @ApiProperty({
    description: 'Shown this once. Hand it to the user alone; it works one time.',
    example: 'https://registry.example/set-password/q3vX0yqk2nJm7cPzR1tWb5sLd9fHg8aVeUoIxYwZ4kM',
  })
  link!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

export class CreatedUserAnswer extends UserAnswer {
  @ApiProperty({ type: PasswordLink })
  setPassword!: PasswordLink;
}

export class ListUsersQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  organisation?: string;
}

export class ListPlacesQuery {
  @ApiPropertyOptional({ description: 'Code of the area above; first-level areas when absent.', example: 'iso:LK-1' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 64)
  @Matches(PLACE_CODE, { message: 'a place code' })
  parent?: string;
}

export class PlaceAnswer {
  @ApiProperty({ example: 'iso:LK-1' })
  code!: string;

  @ApiProperty({ type: String, nullable: true })
  parentCode!: string | null;

  @ApiProperty({ example: 'Lake County' })
  name!: string;

  @ApiProperty({ description: '1 = first administrative level', example: 1 })
  level!: number;
}

export class PlaceList {
  @ApiProperty({ type: [PlaceAnswer] })
  places!: PlaceAnswer[];
}
