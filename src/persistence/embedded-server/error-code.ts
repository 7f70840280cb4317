// Reads the code of a system or PostgreSQL error without `instanceof`, which fails across realms (workers, test runners).

export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
