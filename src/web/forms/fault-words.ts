// Refusals as people read them, on a form and on a page that cannot be shown: no pointer, no list of codes, no pattern.

import type { DomainError, FieldFault } from '../../domain/domain-error.js';

/** Lists are chosen from by their words, and not by the codes that a refusal names. */
const FROM_A_LIST = /^(?:one of |either the partyKey )/;

/** A pattern is for programs; the hint at the field says the same in words. */
const BY_PATTERN = / that matches \^/;

export function faultWords(fault: FieldFault): string {
  if (fault.expected !== undefined && FROM_A_LIST.test(fault.expected)) return 'Choose one from the list.';
  if (fault.expected !== undefined && BY_PATTERN.test(fault.expected))
    return 'Not written in the form that is asked for.';
  if (fault.expected === undefined && fault.code === 'empty') return 'Nothing was given here, and it is needed.';
  if (fault.expected === undefined) return `${capital(fault.code.replaceAll('_', ' '))}.`;
  const expected = /[.!?]$/.test(fault.expected) ? fault.expected : `${fault.expected}.`;
  return /^[A-Z]/.test(expected) ? expected : `Expected: ${expected}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A message that names a field by its pointer and lists codes is for programs; the list below says the same by the field's label. */
export function summaryWords({ message, faults }: Pick<DomainError, 'message' | 'faults'>): string {
  const forPrograms = faults.some(
    ({ pointer }) => pointer !== '' && message.includes(`The field ${pointer} is not valid`),
  );
  return forPrograms ? 'This cannot be done as given.' : message;
}
