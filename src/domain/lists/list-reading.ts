// Reads a list and an answer to it as they are given.

import { invalidField } from '../domain-error.js';
import { INFORMATION_GRADES, RELIABILITIES } from '../evidence/source-grade.js';
import { textProblem } from '../identity/plain-text.js';
import type { Instant } from '../records/instant.js';
import { readPastDay } from '../tracing/past-day.js';
import { LIST_ANSWERS, type ListAnswer, type Side } from './list.js';

export interface GivenSide {
  /** partyKey. */
  readonly party?: string | undefined;
  readonly organisationId?: string | undefined;
}

export interface GivenLine {
  readonly pseudonym?: string | undefined;
  /** The line as it was submitted: sealed. */
  readonly text?: string | undefined;
  /** For people without names: at least and at most so many. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

export interface ReadLine {
  readonly pseudonym: string | null;
  readonly text: string | null;
  readonly least: number;
  readonly most: number;
}

export const MOST_LINES = 500;
const LONGEST_TEXT = 2000;
const MOST_PEOPLE = 1_000_000;
const GRADE_WHERE_NONE_IS_GIVEN = 'B2';

/** Exactly one of the two; whether it exists is the registry's to say. */
export function readSide(given: GivenSide, pointer: string): Side {
  const { party = null, organisationId = null } = given;
  if ((party === null) === (organisationId === null))
    throw invalidField(pointer, 'either the partyKey of a party or the id of an organisation');
  return { party, organisationId };
}

function readText(given: string | undefined, pointer: string): string | null {
  if (given === undefined) return null;
  if (textProblem(given, { longest: LONGEST_TEXT, severalLines: true }) !== null)
    throw invalidField(`${pointer}/text`, `a text of up to ${LONGEST_TEXT} characters`);
  return given.trim();
}

/** A line names a person, or holds a text, or counts people; one that names a person is of one person. */
export function readLines(given: readonly GivenLine[]): readonly ReadLine[] {
  if (given.length === 0 || given.length > MOST_LINES) throw invalidField('/lines', `1 to ${MOST_LINES} lines`);
  return given.map((line, at) => readLine(line, `/lines/${at}`));
}

function readCount(given: GivenLine, pointer: string): Pick<ReadLine, 'least' | 'most'> {
  const most = given.most ?? given.least ?? 1;
  const least = given.least ?? (given.most === undefined ? 1 : 0);
  const whole = Number.isInteger(least) && Number.isInteger(most);
  if (!whole || least < 0 || most < 1 || least > most || most > MOST_PEOPLE)
    throw invalidField(`${pointer}/most`, `whole numbers, least no more than most, up to ${MOST_PEOPLE}`);
  return { least, most };
}

function readLine(given: GivenLine, pointer: string): ReadLine {
  const { pseudonym = null, text } = given;
  const counted = given.least !== undefined || given.most !== undefined;
  if (pseudonym === null && text === undefined && !counted)
    throw invalidField(pointer, 'a pseudonym, a text or a count');
  if (pseudonym !== null && counted) throw invalidField(`${pointer}/least`, 'no count for a line of one person');
  return { pseudonym, text: readText(text, pointer), ...readCount(given, pointer) };
}

export interface GivenAnswer {
  readonly answer: string;
  readonly answeredOn: string;
  readonly answeredBy: GivenSide;
  readonly grade?: string | undefined;
}

export function readAnswer(
  given: GivenAnswer,
  now: Instant,
): Pick<ListAnswer, 'answer' | 'answeredOn' | 'answeredBy' | 'grade'> {
  const answer = LIST_ANSWERS.find((one) => one === given.answer);
  if (answer === undefined) throw invalidField('/answer', `one of ${LIST_ANSWERS.join(', ')}`);
  const grade = given.grade ?? GRADE_WHERE_NONE_IS_GIVEN;
  const known =
    grade.length === 2 &&
    RELIABILITIES.some((one) => one === grade[0]) &&
    INFORMATION_GRADES.some((one) => String(one) === grade[1]);
  if (!known) throw invalidField('/grade', 'reliability A-F and information 1-6, such as B2');
  return {
    answer,
    answeredOn: readPastDay(given.answeredOn, now, '/answeredOn'),
    answeredBy: readSide(given.answeredBy, '/answeredBy'),
    grade,
  };
}
