// A socket goes with its server, so that nobody is there to refuse a connection; a file that is missing has the same code.

export function isMissingSocket(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  return code === 'ENOENT' && syscall === 'connect';
}
