// The version of a key as an operator types it.

import { InvalidArgumentError } from 'commander';

export function keyVersion(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a version of the key, 1 or more.');
  return Number(text);
}
