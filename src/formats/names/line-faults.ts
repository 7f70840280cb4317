// Collects what is wrong with lines of a list of names, by line number alone, and refuses the list as a whole.

import { DomainError } from '../../domain/domain-error.js';

export interface LineFault {
  /** Physical line, 1-based. */
  readonly line: number;
  readonly code: string;
  /** Never what stands in the line. */
  readonly expected: string;
}

/** More would scroll the first ones away. */
const SHOWN = 20;

export class LineFaults {
  private readonly first: LineFault[] = [];
  private count = 0;

  note(fault: LineFault): void {
    this.count += 1;
    if (this.first.length < SHOWN) this.first.push(fault);
  }

  /** Throws `import_file_refused` when a line is at fault. */
  refuse(): void {
    const [first] = this.first;
    if (first === undefined) return;
    const rest = this.count > this.first.length ? ` The first ${SHOWN} of ${this.count} lines at fault:` : '';
    throw new DomainError(
      'import_file_refused',
      `The file cannot be read (line ${first.line}): ${first.expected}; nothing was written.${rest}`,
      this.first.map(({ line, code, expected }) => ({ pointer: `/lines/${line}`, code, expected })),
    );
  }
}
