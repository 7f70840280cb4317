// How long a connection of the service waits for PostgreSQL, and PostgreSQL for it.

/**
 * A statement may run 9 s and wait 5 s for a lock; after that the request answers 503 rather than hang. Milliseconds, given as a connection
 * begins: every transaction of every actor has the same. The last one is kept by this process, for a server that is frozen or a line that is dead:
 * the connection is given up then.
 */
export const LIMITS = {
  statement_timeout: 9_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
  query_timeout: 9_500,
};
