// How the fields that many bodies and queries have are checked and described: short texts, parts of a body, and pages of a list.

import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../request/may-be-absent.js';

/** Symbols of a value of a closed list or a short code; the domain says which values there are. */
const SHORT = 200;

type PartClass = new () => object;

export function ShortText(described: ApiPropertyOptions): PropertyDecorator {
  return applyDecorators(ApiProperty(described), IsString(), MaxLength(SHORT));
}

export function OptionalShortText(described: ApiPropertyOptions): PropertyDecorator {
  return applyDecorators(ApiPropertyOptional(described), MayBeAbsent(), IsString(), MaxLength(SHORT));
}

/** An object with fields of its own; faults within it are told by their pointers. */
export function Part(part: PartClass, described: { readonly description?: string } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: part, ...described }),
    IsDefined(),
    IsObject(),
    ValidateNested(),
    Type(() => part),
  );
}

export function OptionalPart(part: PartClass, described: { readonly description?: string } = {}): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: part, ...described }),
    MayBeAbsent(),
    IsObject(),
    ValidateNested(),
    Type(() => part),
  );
}

export function PageCursor(): PropertyDecorator {
  return OptionalShortText({ description: 'As the page before answered it.' });
}

export function PageLimit(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' }),
    MayBeAbsent(),
    Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' }),
  );
}
