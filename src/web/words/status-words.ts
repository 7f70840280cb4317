// Whereabouts statuses, their public groups and fates in words.

import { WHEREABOUTS_STATUSES, type Fate, type WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { STATUS_GROUPS, type StatusGroup } from '../../domain/statistics/status-group.js';

interface Meaning {
  readonly label: string;
  readonly meaning: string;
}

export const STATUS_WORDS: Readonly<Record<WhereaboutsStatus, Meaning>> = {
  missing: { label: 'Missing', meaning: 'No credible information after contact was lost.' },
  believed_held: {
    label: 'Believed held',
    meaning: 'Credible evidence of capture or custody; the holder is silent, unknown or refuses to say.',
  },
  held_denied: {
    label: 'Held, and denied',
    meaning: 'Credible evidence of capture or custody; the alleged holder denies or conceals this person.',
  },
  held_acknowledged: {
    label: 'Held, and acknowledged',
    meaning: 'A party acknowledges that the person is in its power.',
  },
  whereabouts_lost: {
    label: 'Whereabouts lost',
    meaning: 'Was acknowledged or seen in custody; an absence from there has been stated since.',
  },
  release_unconfirmed: {
    label: 'Release not confirmed',
    meaning: 'A release, exchange, repatriation or escape is said; nobody who can attests the arrival.',
  },
  at_liberty_elsewhere: { label: 'At liberty elsewhere', meaning: 'Free, and not where they wish to be.' },
  returned_located: { label: 'Returned: located', meaning: 'Found alive and at liberty, as attested.' },
  returned_escaped: { label: 'Returned: escaped', meaning: 'Escaped; the arrival is attested.' },
  returned_released: { label: 'Returned: released', meaning: 'Released; the arrival is attested.' },
  returned_exchanged: { label: 'Returned: exchanged', meaning: 'Exchanged; the arrival is attested.' },
  returned_repatriated: { label: 'Returned: repatriated', meaning: 'Repatriated; the arrival is attested.' },
  death_reported: { label: 'Death reported', meaning: 'A death is said, and not established.' },
  dead_not_returned: {
    label: 'Dead, not returned',
    meaning: 'The death is established; the remains are not returned.',
  },
  remains_identified: {
    label: 'Remains identified',
    meaning: 'The identification stands; remains, or a part of them, are not yet handed over.',
  },
  remains_returned: { label: 'Remains returned', meaning: 'The remains were handed over.' },
  closed: { label: 'Closed', meaning: 'Registered in error, or merged into another record.' },
};

const GROUP_WORDS: Readonly<Record<StatusGroup, Meaning>> = {
  missing: { label: 'Missing', meaning: STATUS_WORDS.missing.meaning },
  held: {
    label: 'Held, or last known held',
    meaning: 'Believed held, held and denied, held and acknowledged, or lost out of custody.',
  },
  release_unconfirmed: {
    label: 'Release said, arrival not attested',
    meaning: 'The word of a holder alone does not end a search, so these people never count as returned.',
  },
  at_liberty_elsewhere: { label: 'At liberty elsewhere', meaning: STATUS_WORDS.at_liberty_elsewhere.meaning },
  returned: {
    label: 'Returned',
    meaning: 'At liberty; the arrival is attested by the person, the family, the receiving side or a neutral agency.',
  },
  dead: {
    label: 'Death reported or established',
    meaning: 'A death is said, or established by certificate, identification or independent assessments.',
  },
};

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  unknown: 'Unknown',
  alive_confirmed: 'Alive, confirmed',
  presumed_dead: 'Declared dead by a court (a presumption, no finding)',
  dead_confirmed: 'Dead, confirmed',
};

/** The words of a status or a group of statuses; null for anything else. */
export function meaningOf(value: string): Meaning | null {
  const status = WHEREABOUTS_STATUSES.find((one) => one === value);
  if (status !== undefined) return STATUS_WORDS[status];
  const group = STATUS_GROUPS.find((one) => one === value);
  return group === undefined ? null : GROUP_WORDS[group];
}

export function groupMeaning(value: string): Meaning | null {
  const group = STATUS_GROUPS.find((one) => one === value);
  return group === undefined ? null : GROUP_WORDS[group];
}
