// Why a release corrects an earlier one: a closed list, since a reason in free words stands in public for good and could name somebody.

export const CORRECTION_REASONS = [
  'counted_wrongly',
  'places_wrong',
  'reports_withdrawn',
  'described_wrongly',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

export interface ReleaseCorrection {
  /** Number of the public release that is corrected; it stays readable and says so. */
  readonly release: number;
  readonly reason: CorrectionReason;
}

/** Read after "because". */
export const CORRECTION_WORDS: Readonly<Record<CorrectionReason, string>> = {
  counted_wrongly: 'people had been counted wrongly',
  places_wrong: 'places had been named or attributed wrongly',
  reports_withdrawn: 'reports that it counted had been withdrawn or proved wrong',
  described_wrongly: 'its description said something else than what was counted',
};

export function noteOnCorrection({ release, reason }: ReleaseCorrection): string {
  return `This release corrects release ${release}, because ${CORRECTION_WORDS[reason]}.`;
}

/** Of a correction that is not split as the corrected release is: nobody takes the older numbers by party for what holds. */
export function noteOnPartiesLeftOut({ release }: ReleaseCorrection, by: string): string {
  return `Release ${release} was split by ${by}, and this one is not: no numbers by ${by} take the place of those of release ${release}, which are not to be used.`;
}
