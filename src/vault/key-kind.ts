// The two keys of the key file that have versions, and what each of them and its versions are called.

/** `key_encryption` seals data keys, `blind_index` makes search codes. */
export type KeyKind = 'key_encryption' | 'blind_index';

/** Under which the fingerprint of a version is remembered. The first index key has no number: it is from before there were versions. */
export function keyName(kind: KeyKind, version: number): string {
  if (kind === 'key_encryption') return `key_encryption_key_${version}`;
  return version === 1 ? 'blind_index' : `blind_index_${version}`;
}

/** The version that a fingerprint is remembered of; null for one of the other kind. */
export function versionNamed(kind: KeyKind, name: string): number | null {
  if (kind === 'blind_index' && name === keyName(kind, 1)) return 1;
  const version = Number(/_(\d+)$/.exec(name)?.[1]);
  return name === keyName(kind, version) ? version : null;
}

/** As operators are told of it. */
export const KEY_TITLE: Readonly<Record<KeyKind, string>> = {
  key_encryption: 'key-encryption key',
  blind_index: 'blind index key',
};
