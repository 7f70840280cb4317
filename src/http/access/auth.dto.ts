// The bodies and answers of signing in and setting up.

import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { ORGANISATION_KINDS, ROLES, type OrganisationKind, type Role } from '../../domain/access/actor.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../domain/access/password-policy.js';

/** Also in the database; the message says what the pattern means. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;
export const USERNAME_FORM = '2 to 63 lower-case letters, digits, dots, hyphens or underscores';
const TOKEN_EXAMPLE = 'q3vX0yqk2nJm7cPzR1tWb5sLd9fHg8aVeUoIxYwZ4kM';

const CODE = 'What the authenticator app shows now, or one of the recovery codes, each of which works once.';

export class SignInRequest {
  @ApiProperty({ example: 'mira.coordinator' })
  @IsString()
  @Length(1, 200)
  username!: string;

  @ApiProperty({ example: 'a long sentence of your own', format: 'password' })
  @IsString()
  @Length(1, 1024)
  password!: string;

  @ApiProperty({ required: false, description: CODE, example: '492039' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 64)
  code?: string;
}

export class RefreshRequest {
  @ApiProperty({ example: TOKEN_EXAMPLE })
  @IsString()
  @Length(1, 200)
  refreshToken!: string;
}

export class TokenPair {
  @ApiProperty({ description: 'ES256, for the header Authorization: Bearer …' })
  accessToken!: string;

  @ApiProperty({ description: 'Works once.', example: TOKEN_EXAMPLE })
  refreshToken!: string;

  @ApiProperty({ description: 'Seconds until the access token ends.', example: 600 })
  expiresIn!: number;
}

export class SetPasswordRequest {
  @ApiProperty({ description: 'The last part of the link.', example: TOKEN_EXAMPLE })
  @IsString()
  @Length(1, 200)
  token!: string;

  @ApiProperty({ example: 'a long sentence of your own', format: 'password', minLength: SHORTEST_PASSWORD })
  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}

export class PasswordChosen {
  @ApiProperty({ example: 'mira.coordinator' })
  username!: string;
}

export class FirstOrganisation {
  @ApiProperty({ example: 'Liaison Office of Lake County' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS, example: 'liaison_office' })
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;
}

export class SetUpRequest {
  @ApiProperty({ description: 'The last part of the set-up link.', example: TOKEN_EXAMPLE })
  @IsString()
  @Length(1, 200)
  token!: string;

  @ApiProperty({ type: FirstOrganisation })
  @IsDefined()
  @ValidateNested()
  @Type(() => FirstOrganisation)
  organisation!: FirstOrganisation;

  @ApiProperty({ example: 'tarek.admin' })
  @Matches(USERNAME, { message: USERNAME_FORM })
  username!: string;

  @ApiProperty({ example: 'a long sentence of your own', format: 'password', minLength: SHORTEST_PASSWORD })
  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}

export class SetUpAnswer {
  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty({ example: 'tarek.admin' })
  username!: string;
}

export class CurrentUser {
  @ApiProperty({ format: 'uuid' })
  userId!: string;

  @ApiProperty({ example: 'mira.coordinator' })
  username!: string;

  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS })
  organisationKind!: OrganisationKind;

  @ApiProperty({ type: String, nullable: true, description: 'partyKey of the party the organisation depends on.' })
  party!: string | null;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[];
}
