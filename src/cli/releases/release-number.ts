// Reads the number of a release as a command takes it.

import { InvalidArgumentError } from 'commander';

export function releaseNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is the number of a release, 1 or more.');
  return Number(text);
}
