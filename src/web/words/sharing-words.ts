// What the levels of sharing mean, where one is chosen.

/** The name of a level alone does not say who reads the record; who takes one for another shows a person to somebody whom the giver did not agree to. */
export const SHARING_HINT =
  'Registry only: your organisation alone. Named organisations: those that you tick as well. Central agency only: the central tracing agency as well. Partners pseudonymous: every organisation that depends on no party. The central agency sees all levels but “Registry only”, and everything that a national information bureau gives.';
