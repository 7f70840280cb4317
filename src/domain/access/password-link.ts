// How long a one-time link for choosing a password works.

/** Milliseconds: three days, so that a link made on a Friday still works on Monday. */
export const LINK_LIFE = 72 * 60 * 60 * 1000;
