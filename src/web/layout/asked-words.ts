// What the questions that an address asks of a page are called, so that a refusal of one names it as its field on a page does.

import type { FieldFault } from '../../domain/domain-error.js';
import { faultWords } from '../forms/fault-words.js';

interface Question {
  readonly label: string;
  /** In the place of what the refusal expects, where that is made by programs alone. */
  readonly instead?: string;
}

const PLACE_IN_LIST: Question = { label: 'Page of the list', instead: 'Open the list again from its first page.' };

/** By pointer. One that is missing is told without a name (`test/architecture/console-fields`). */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  '/after': PLACE_IN_LIST,
  '/cursor': PLACE_IN_LIST,
  '/day': { label: 'Day' },
  '/flag': { label: 'Flag' },
  '/from': { label: 'From the end of' },
  '/identityCheck': { label: 'How you know that it is the person' },
  '/knownAt': { label: 'What did we know on …' },
  '/lost': { label: 'Lost in' },
  '/months': { label: 'Months after it' },
  '/site': { label: 'Site', instead: 'Open the list from the page of the site.' },
  '/state': { label: 'State' },
  '/status': { label: 'Status' },
  '/to': { label: 'To the end of' },
  '/validAt': { label: 'As it was on' },
};

/** Null where nobody has said what the question is called. */
export function questionLabel(pointer: string): string | null {
  return Object.hasOwn(QUESTIONS, pointer) ? (QUESTIONS[pointer]?.label ?? null) : null;
}

export function questionWords(fault: FieldFault): string {
  const label = questionLabel(fault.pointer);
  if (label === null) return faultWords(fault);
  return `${label}: ${QUESTIONS[fault.pointer]?.instead ?? faultWords(fault)}`;
}
