// From where in time a record is read: the query `knownAt`, `validAt` and `why=true`, the same everywhere.

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { invalidField } from '../domain/domain-error.js';
import { MayBeAbsent } from './may-be-absent.js';

/** For what is known from an instant on and is of no day of its own. */
export class KnownAtQuery {
  @ApiPropertyOptional({
    description: 'What did the registry know at this instant? ISO 8601 with an offset.',
    example: '2021-01-15T12:00:00Z',
  })
  @MayBeAbsent()
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/, {
    message: 'an instant of ISO 8601 with its offset',
  })
  knownAt?: string;
}

/** For what also happened on a day. */
export class TimesQuery extends KnownAtQuery {
  @ApiPropertyOptional({ description: 'What was the case on this day?', example: '2020-12-31' })
  @MayBeAbsent()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'a day in the form YYYY-MM-DD' })
  validAt?: string;
}

export class ReadingPointQuery extends TimesQuery {
  @ApiPropertyOptional({ description: 'Explains the status by the statements it rests on.', enum: ['true', 'false'] })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  why?: string;
}

const DAY = 86_400_000;
/** What PostgreSQL reads as it is written: its calendar has no year 0, and a fifth digit of a year is another form of ISO 8601. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

export interface ReadingPoint {
  /** Milliseconds since the epoch. */
  readonly knownAt?: number;
  /** The last millisecond of the day in UTC: what happened on that day belongs to it. Milliseconds since the epoch. */
  readonly validAt?: number;
  readonly why: boolean;
}

/** Throws DomainError `invalid_field` where a well-formed text names no day, such as 30 February. */
export function readingPointOf(query: ReadingPointQuery): ReadingPoint {
  return {
    ...(query.knownAt === undefined ? {} : { knownAt: instantOf('/knownAt', query.knownAt) }),
    ...(query.validAt === undefined ? {} : { validAt: endOfDay('/validAt', query.validAt) }),
    why: query.why === 'true',
  };
}

/** The last millisecond of a day in UTC, as `validAt` has it. */
export function endOfDay(pointer: string, day: string): number {
  return instantOf(pointer, day) + DAY - 1;
}

/** Date.parse reads 30 February as 2 March; the day must come out as it went in. An offset may lead out of the years. */
function instantOf(pointer: string, text: string): number {
  const day = Date.parse(text.slice(0, 10));
  const instant = Date.parse(text);
  const exists = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10));
  if (!exists || !(instant >= EARLIEST && instant <= LATEST)) throw invalidField(pointer, 'a date of the calendar');
  return instant;
}
