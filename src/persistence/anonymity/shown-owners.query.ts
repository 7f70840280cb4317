// Whose people of a class hide each other from every reader, over rows of one owner and number `n` each: the rule of shown-owners.ts.

/** How many must look alike, in the statement that compares. */
export const LEAST = '$2::integer';

/** Whether the class shows anybody. */
export const SHOWS = `(max(n) >= ${LEAST} OR sum(n) - max(n) >= ${LEAST})`;

/** Whose people alone a class shows, null where those of all: where the others are fewer than enough, no second owner has enough. */
export const ONLY_OWNER = `CASE WHEN sum(n) - max(n) < ${LEAST} THEN (min(owner::text) FILTER (WHERE n >= ${LEAST}))::uuid END`;
