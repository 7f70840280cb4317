// With which code a piece of work is refused.

import { DomainError, type RefusalCode } from '../../src/domain/domain-error.js';

function codeOfThrown(error: unknown): RefusalCode {
  if (error instanceof DomainError) return error.code;
  throw error;
}

export function codeOf(work: () => unknown): RefusalCode {
  try {
    work();
  } catch (error) {
    return codeOfThrown(error);
  }
  throw new Error('The work was not refused.');
}

export async function codeOfAsync(work: Promise<unknown>): Promise<RefusalCode> {
  try {
    await work;
  } catch (error) {
    return codeOfThrown(error);
  }
  throw new Error('The work was not refused.');
}
