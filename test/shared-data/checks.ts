// Prints each check of a run and remembers whether one failed.

import { isDeepStrictEqual } from 'node:util';

export class Checks {
  private passed = 0;
  private failed = 0;

  /** Only counts, codes and names of fields are compared here, so that a difference may be shown. */
  equal(what: string, actual: unknown, expected: unknown): void {
    if (isDeepStrictEqual(actual, expected)) {
      this.passed += 1;
      console.log(`ok    ${what}`);
      return;
    }
    this.failed += 1;
    console.log(`FAIL  ${what}\n      expected ${shown(expected)}\n      found    ${shown(actual)}`);
  }

  /** Equal counts by key; a difference names the first keys that differ. */
  equalCounts(what: string, actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): void {
    const keys = [...new Set([...actual.keys(), ...expected.keys()])].sort();
    const differing = keys.filter((key) => actual.get(key) !== expected.get(key));
    const sample = differing.slice(0, 5);
    const picked = (counts: ReadonlyMap<string, number>): unknown => sample.map((key) => [key, counts.get(key) ?? 0]);
    this.equal(`${what} (${expected.size} cells)`, picked(actual), picked(expected));
  }

  /** Prints the last line; answers the exit code. */
  end(): number {
    console.log(
      this.failed === 0 ? `${this.passed} checks passed` : `${this.passed} checks passed, ${this.failed} failed`,
    );
    return this.failed === 0 ? 0 : 1;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
