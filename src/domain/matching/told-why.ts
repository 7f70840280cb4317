// What of the reasons for a match its reader is told: of a loss no more than what the two records as they are shown say themselves.

import type { Rung, ToldDate } from '../anonymity/rungs.js';
import type { KeptEvidence, ToldEvidence } from './identity-agreement.js';
import { findingOfLoss, type LossEvidence } from './loss-agreement.js';

/** How much of the loss a reader is told of one record. */
export interface ToldLoss {
  readonly date: ToldDate;
  readonly area: 'district' | 'region' | null;
}

/** Of a record of the reader's own. */
export const LOSS_TOLD_WHOLE: ToldLoss = { date: 'month', area: 'district' };

/** Of a record of others; null where people are not compared with each other, and months and areas are told of everybody. */
export function toldLossOf(rung: Rung | null): ToldLoss {
  if (rung === null) return { date: 'month', area: 'region' };
  return { date: rung.lossDate, area: rung.lossArea ? 'region' : null };
}

const DATES: readonly ToldDate[] = [null, 'year', 'month'];
const AREAS: readonly ToldLoss['area'][] = [null, 'region', 'district'];

function least<T>(order: readonly T[], values: readonly T[]): T | null {
  return order.find((one) => values.includes(one)) ?? null;
}

function told(part: 'loss_date' | 'loss_place', reason: LossEvidence['reason'] | undefined): ToldEvidence[] {
  return reason === undefined ? [] : [{ part, finding: findingOfLoss(reason), reason }];
}

function toldPlace(reason: KeptEvidence['reason'], area: ToldLoss['area']): ToldEvidence[] {
  if (area === null) return [];
  if (reason === 'other_region') return told('loss_place', reason);
  if (area === 'district' && (reason === 'same_district' || reason === 'other_district'))
    return told('loss_place', reason);
  return told('loss_place', 'same_region');
}

/**
 * `losses` of both records. What is not told is left out, as what is not known is, so that neither says that there is something to tell. The code is
 * that which a comparison of the shown months or years and regions gives.
 */
export function toldWhy(why: readonly KeptEvidence[], losses: readonly ToldLoss[]): readonly ToldEvidence[] {
  const date = least(
    DATES,
    losses.map((one) => one.date),
  );
  const area = least(
    AREAS,
    losses.map((one) => one.area),
  );
  return why.flatMap(({ part, finding, reason, byYear }): ToldEvidence[] => {
    if (part === 'loss_place') return toldPlace(reason, area);
    if (part !== 'loss_date') return [{ part, finding, reason }];
    return date === null ? [] : date === 'month' ? [{ part, finding, reason }] : told(part, byYear);
  });
}
