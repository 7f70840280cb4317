// Reads the fields that several forms of an exchange share, collecting every fault with its pointer.

import type { FieldFault } from '../domain-error.js';
import { readPartialDate, type PartialDate } from '../records/partial-date.js';
import { PLACE_PRECISIONS, type PlacePrecision } from '../records/statement.js';

/** Not yet looked up in the gazetteer. */
export interface GivenPlace {
  readonly code: string;
  readonly precision: string;
}
export interface WantedPlace {
  readonly code: string;
  readonly precision: PlacePrecision;
}

export class FieldReading {
  constructor(private readonly faults: FieldFault[]) {}

  fault(pointer: string, code: string, expected: string): null {
    this.faults.push({ pointer, code, expected });
    return null;
  }

  choice<T extends string>(pointer: string, given: string, choices: readonly T[]): T | null {
    return choices.find((one) => one === given) ?? this.fault(pointer, 'not_in_list', `one of ${choices.join(', ')}`);
  }

  /** A short code, so that no sentence and no name finds its way into an open column. */
  code(pointer: string, given: string | undefined, longest: number): string | null {
    if (given === undefined) return null;
    if (given.length <= longest && /^[A-Za-z0-9][A-Za-z0-9:._/-]*$/.test(given)) return given;
    return this.fault(pointer, 'not_a_code', `a code of at most ${longest} letters, digits and : . _ / -`);
  }

  date(pointer: string, given: string): PartialDate | null {
    const reading = readPartialDate(given);
    return reading.ok ? reading.date : this.fault(pointer, reading.reason, reading.words);
  }

  place(pointer: string, given: GivenPlace | undefined): WantedPlace | null {
    if (given === undefined) return null;
    const precision = this.choice(`${pointer}/precision`, given.precision, PLACE_PRECISIONS);
    return precision === null ? null : { code: given.code, precision };
  }

  count(pointer: string, given: number, most: number): number | null {
    if (Number.isInteger(given) && given >= 0 && given <= most) return given;
    return this.fault(pointer, 'out_of_range', `a whole number from 0 to ${most}`);
  }
}
