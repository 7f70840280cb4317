// How many runs a long property or how large a world a test has: a fixed-seed share in every run, the whole where DEEP=1 is set.

const IS_DEEP = process.env['DEEP'] === '1';

export function runCount(share: number, whole: number): number {
  return IS_DEEP ? whole : share;
}
