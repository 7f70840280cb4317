// What identified remains make of an established death: identified and not yet handed over, or returned.

import type { Claim } from './claims.js';
import { isBound } from './established-death.js';
import { newestOf } from './statement-order.js';
import type { PartyKey, Statement } from './statement.js';
import type { Verdict } from './verdict.js';

/** As those say it who received them: the holder's word that it handed somebody over ends no search. */
function isWholeHandOver({ statement }: Claim, holders: readonly PartyKey[]): boolean {
  return (
    statement.kind === 'remains_handed_over' && statement.details.extent === 'whole' && !isBound(statement, holders)
  );
}

function remainsCode({ details }: Statement): string | undefined {
  return 'remains' in details ? details.remains : undefined;
}

/** Where both name a case of remains it must be the same one. */
function areOfOneCase(a: Statement, b: Statement): boolean {
  const [first, second] = [remainsCode(a), remainsCode(b)];
  return first === undefined || second === undefined || first === second;
}

/**
 * `identifications` establish the death, by signed identification of remains. They are returned when the whole of what was identified
 * was handed over; with a part missing, or remains of another case identified as well, the case stays open.
 */
export function foldRemains(
  identifications: readonly Claim[],
  standing: readonly Claim[],
  holders: readonly PartyKey[],
): Verdict {
  const handedOver = standing.filter((claim) => isWholeHandOver(claim, holders));
  const isReturned = identifications.every(({ statement }) =>
    handedOver.some((one) => areOfOneCase(one.statement, statement)),
  );
  return isReturned
    ? {
        status: 'remains_returned',
        rule: 'remains_handed_over',
        deciding: [...newestOf(identifications), ...newestOf(handedOver)],
        conflicting: [],
      }
    : {
        status: 'remains_identified',
        rule: 'identification_stands',
        deciding: newestOf(identifications),
        conflicting: [],
      };
}
