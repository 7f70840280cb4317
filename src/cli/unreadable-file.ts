// Why a file of the operator's cannot be read, in words on what was done; paths may hold names and are not repeated.

export const IS_A_FOLDER = 'This is a folder; name the file in it.';

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file: a part of its path is no folder.',
  EACCES: 'The file may not be read by this user.',
  EPERM: 'The file may not be read by this user.',
  EISDIR: IS_A_FOLDER,
  ELOOP: 'The path leads round in a circle.',
};

/** Null of a failure that is none of the system's. */
export function whyUnreadable(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return FAULTS[String(error.code)] ?? `The file cannot be read (${String(error.code)}).`;
}
