// What of a person is compared by matching beside the sealed identity, and what says who may hear of a pair with them.

import type { SharedPerson } from '../links/proposal-audience.js';
import type { BirthYears, Sex } from '../records/statement.js';
import type { ComparedIdentity } from './identity-agreement.js';
import type { ComparedLoss } from './loss-agreement.js';

/** As all who may know of the person read it; what somebody said in confidence is not compared. */
export interface MatchedPerson extends SharedPerson {
  readonly id: string;
  /** False of somebody whose identity was erased or is closed. */
  readonly isOpen: boolean;
  /** False where all that is recorded was said in confidence or waits for verification: others are not told that the record exists. */
  readonly isTold: boolean;
  readonly birthYears: BirthYears | null;
  readonly sex: Sex;
  readonly loss: ComparedLoss | null;
}

export function comparedOf(
  { birthYears, sex, loss }: Pick<MatchedPerson, 'birthYears' | 'sex' | 'loss'>,
  identity: ComparedIdentity['identity'],
): ComparedIdentity {
  return { identity, birthYears, sex, loss };
}
