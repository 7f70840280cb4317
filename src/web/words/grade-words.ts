// The grade of a statement in words: how reliable its source is, and how credible what it says.

import type { InformationGrade, Reliability, SourceGrade } from '../../domain/evidence/source-grade.js';

export const RELIABILITY_WORDS: Readonly<Record<Reliability, string>> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'cannot be judged',
};

export const INFORMATION_WORDS: Readonly<Record<InformationGrade, string>> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'cannot be judged',
};

/** `B2 (the source usually reliable, what it says probably true)`. */
export function gradeInWords({ reliability, information }: SourceGrade): string {
  const words = `the source ${RELIABILITY_WORDS[reliability]}, what it says ${INFORMATION_WORDS[information]}`;
  return `${reliability}${information} (${words})`;
}
