// The two-axis grade of a source and its information, and what it makes of a statement.

export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];

export const INFORMATION_GRADES = [1, 2, 3, 4, 5, 6] as const;
export type InformationGrade = (typeof INFORMATION_GRADES)[number];

/** Reliability of the source A-F and of the information 1-6, given independently of each other. */
export interface SourceGrade {
  readonly reliability: Reliability;
  readonly information: InformationGrade;
}

export type Credibility = 'credible' | 'uncorroborated' | 'not_credible';

/** F or 6 on either axis cannot be judged, which is not the same as bad. */
export function credibilityOf(grade: SourceGrade): Credibility {
  if (grade.reliability === 'F' || grade.information === 6) return 'uncorroborated';
  const reliable = grade.reliability <= 'C';
  return reliable && grade.information <= 3 ? 'credible' : 'not_credible';
}
