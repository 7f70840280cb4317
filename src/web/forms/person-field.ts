// Tells at its field that a form names nobody whom its sender may see, so that what was typed beside it is not lost.

import { DomainError } from '../../domain/domain-error.js';

/** For work that finds nothing missing but the person named at `pointer`; what else it throws goes on. */
export async function namingPersonAt<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    if (code !== 'not_found' && code !== 'pseudonym_mistyped') throw error;
    const expected = code === 'not_found' ? 'your own pseudonym of a person whom you may see' : message;
    throw new DomainError('invalid_field', 'The form names nobody whom you may see.', [
      { pointer, code: 'unknown_person', expected },
    ]);
  }
}
