// Somebody whose names may be compared is met in a text, of which the act was not to be: it is made again, and compares them.

export class SomebodyMet extends Error {
  override readonly name = 'SomebodyMet';
}

/** SQLSTATE of `registry.refuse_when_met`. */
export const SOMEBODY_MET = 'NM001';
