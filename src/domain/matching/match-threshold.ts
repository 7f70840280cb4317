// What a score is called: the one fixed threshold above which two names are one, and the band below in which a person should look.

export const NAME_VERDICTS = ['same', 'possible', 'different'] as const;
export type NameVerdict = (typeof NAME_VERDICTS)[number];

/** Fixed on the tuning half of the labelled set before its test half was looked at (docs/matching.md). */
export const SAME_FROM = 0.5;
export const POSSIBLE_FROM = 0.25;

export function verdictOf(score: number): NameVerdict {
  if (score >= SAME_FROM) return 'same';
  return score >= POSSIBLE_FROM ? 'possible' : 'different';
}

/** As files show it: three decimals, never rounded over the threshold. */
export function shownScore(score: number): string {
  return (Math.floor(score * 1000) / 1000).toFixed(3);
}
