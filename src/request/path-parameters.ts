// Reads ids and pseudonyms out of a path, so that what is neither never reaches a query.

import type { PipeTransform } from '@nestjs/common';
import { DomainError, notFound } from '../domain/domain-error.js';
import { readPseudonym } from '../domain/identity/pseudonym.js';
import { isUuid } from './request-id.js';

/** The canonical pseudonym; a recognisable slip is named as such, anything else is simply not there. */
export class ParsePseudonym implements PipeTransform<string, string> {
  transform(value: string): string {
    const reading = readPseudonym(value);
    if (reading.ok) return reading.pseudonym;
    if (reading.reason === 'not_a_pseudonym') throw notFound();
    throw new DomainError('pseudonym_mistyped', 'This pseudonym holds a typing slip. Check it symbol by symbol.');
  }
}

/** A UUID in lower case; any other text names nothing. */
export class ParseId implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUuid(value)) throw notFound();
    return value.toLowerCase();
  }
}

/** A whole number from 1 to 2,147,483,647; any other text names nothing. */
export class ParseOrdinal implements PipeTransform<string, number> {
  transform(value: string): number {
    const number = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > 2_147_483_647) throw notFound();
    return number;
  }
}
