// A moment in time as the whole project counts it.

/** Milliseconds since 1970-01-01T00:00:00Z; ±Infinity stands for an open end. */
export type Instant = number;
