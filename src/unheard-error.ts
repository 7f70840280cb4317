// Ends the process at an error that nobody heard of, by a line that holds nothing of what the error holds.

/**
 * Left to itself Node prints all of such an error: of a failed query its parameters, and the row that PostgreSQL quotes. The process does not go
 * on, since nobody knows what was left half done, and closes nothing: what it held of the embedded server goes with its connection.
 */
export function endAtUnheardErrors(tell: (error: unknown) => void): void {
  const end = (error: unknown): void => {
    try {
      tell(error);
    } finally {
      // Also where nobody can be told: what `tell` throws would be printed.
      process.exit(1);
    }
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
