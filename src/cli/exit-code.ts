// What a command's end means to the shell, and how a failure is told without quoting data.

import { EnvironmentError } from '../configuration/environment.js';
import { DomainError } from '../domain/domain-error.js';
import { safeError } from '../request/log.js';

/** 3 and above are for commands that give an outcome of their own a number. */
export const EXIT = { ok: 0, refused: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/** The registry could not be opened; the message says what to do and holds no data of it. */
export class OpeningError extends Error {
  override readonly name = 'OpeningError';
}

export interface ToldFailure {
  readonly exitCode: number;
  /** `code: message`, then a line per field at fault. */
  readonly lines: readonly string[];
}

export function tellFailure(error: unknown): ToldFailure {
  if (error instanceof EnvironmentError) return { exitCode: EXIT.usage, lines: [`environment: ${error.message}`] };
  if (error instanceof OpeningError) return { exitCode: EXIT.refused, lines: [`unavailable: ${error.message}`] };
  // Of the vault, which no door imports. Its messages are made for an operator and hold no key.
  if (error instanceof Error && error.name === 'KeyProblem' && 'code' in error)
    return { exitCode: EXIT.refused, lines: [`${String(error.code)}: ${error.message}`] };
  if (error instanceof DomainError) {
    const faults = error.faults.map(
      ({ pointer, code, expected }) => `  ${pointer}: ${code}${expected === undefined ? '' : `, ${expected}`}`,
    );
    return { exitCode: EXIT.refused, lines: [`${error.code}: ${error.message}`, ...faults] };
  }
  // Messages of foreign errors quote what they could not read, which may be a line of somebody's list of persons.
  const { class: name, code, frames } = safeError(error);
  const what = code === undefined ? name : `${name} ${code}`;
  return { exitCode: EXIT.refused, lines: [`internal: ${what} ${frames[0] ?? ''}`.trimEnd()] };
}
