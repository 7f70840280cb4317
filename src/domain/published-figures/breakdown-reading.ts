// Reads the numbers of a published figure: its value, and the parts into which its publisher breaks it down.

import type { FieldFault } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import type { FigureValue, PartValue } from './figure-value.js';
import { fieldPointer, isCount, ObjectFields } from './object-fields.js';
import type { FigureBreakdown } from './published-figure.js';

const VALUE_FORMS = '{exact}, {min}, {max}, {min, max} or {approx}, in whole numbers from 0';
const PART_FORMS = `a whole number, ${VALUE_FORMS}, or {approxShare} from 0 to 1`;
const LONGEST_NAME = 200;
const MOST_BREAKDOWNS = 50;
const MOST_PARTS = 1000;

type Numbers = Readonly<Record<'exact' | 'min' | 'max' | 'approx', number>>;

/** By the keys that are given, in alphabetical order. */
const FORMS: Readonly<Record<string, (numbers: Numbers) => FigureValue | null>> = {
  exact: ({ exact }) => ({ exact }),
  approx: ({ approx }) => ({ approx }),
  min: ({ min }) => ({ min }),
  max: ({ max }) => ({ max }),
  'max min': ({ min, max }) => (min <= max ? { min, max } : null),
};

/** Null, with a fault, for what is no value. */
export function readValue(given: unknown, pointer: string, faults: FieldFault[]): FigureValue | null {
  const value = valueOf(given);
  if (value === null) faults.push({ pointer, code: 'invalid_field', expected: VALUE_FORMS });
  return value;
}

function valueOf(given: unknown): FigureValue | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const { exact, min, max, approx } = given as Readonly<Record<string, unknown>>;
  const named = Object.keys(given).sort().join(' ');
  const form = Object.hasOwn(FORMS, named) ? FORMS[named] : undefined;
  if (form === undefined || !Object.values(given).every(isCount)) return null;
  return form({ exact: Number(exact), min: Number(min), max: Number(max), approx: Number(approx) });
}

function partOf(given: unknown): PartValue | null {
  if (typeof given === 'number') return isCount(given) ? given : null;
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, 'approxShare')) return valueOf(given);
  const { approxShare, ...others } = given as Readonly<Record<string, unknown>>;
  const isShare = typeof approxShare === 'number' && approxShare >= 0 && approxShare <= 1;
  return isShare && Object.keys(others).length === 0 ? { approxShare } : null;
}

export function readBreakdowns(fields: ObjectFields, faults: FieldFault[]): readonly FigureBreakdown[] {
  const items = fields.list('breakdowns', MOST_BREAKDOWNS) ?? [];
  const at = fields.at('breakdowns');
  const read = items.map((item, position) => readBreakdown(item, `${at}/${position}`, faults));
  read.forEach((breakdown, position) => {
    if (breakdown === null || breakdown.of === null) return;
    const named = read.some((other) => other !== null && other !== breakdown && hasPart(other, breakdown.of));
    if (!named)
      faults.push({
        pointer: `${at}/${position}/of`,
        code: 'invalid_field',
        expected: 'the name of a part of another breakdown of this figure',
      });
  });
  return read.filter((breakdown) => breakdown !== null);
}

function hasPart({ parts }: FigureBreakdown, name: string | null): boolean {
  return parts.some(([part]) => part === name);
}

function readBreakdown(given: unknown, pointer: string, faults: FieldFault[]): FigureBreakdown | null {
  const fields = ObjectFields.open(given, pointer, ['complete', 'of', 'by', 'parts'], faults);
  if (fields === null) return null;
  const complete = fields.boolean('complete');
  const of = fields.text('of', LONGEST_NAME);
  const by = fields.text('by', LONGEST_NAME);
  const parts = readParts(fields, faults);
  return complete === null || parts === null ? null : { complete, of, by, parts };
}

function readParts(fields: ObjectFields, faults: FieldFault[]): FigureBreakdown['parts'] | null {
  const given = fields.raw('parts');
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return fields.fault('parts', 'an object of parts by their names');
  const entries = Object.entries(given);
  if (entries.length === 0 || entries.length > MOST_PARTS) return fields.fault('parts', `1 to ${MOST_PARTS} parts`);
  return entries.flatMap(([name, value]: [string, unknown]) => {
    const part = partOf(value);
    const nameFault = textProblem(name, { longest: LONGEST_NAME });
    const pointer = fieldPointer(fields.at('parts'), name);
    if (nameFault !== null) faults.push({ pointer, code: nameFault, expected: 'a name of a part' });
    if (part === null) faults.push({ pointer, code: 'invalid_field', expected: PART_FORMS });
    return part === null || nameFault !== null ? [] : [[name, part] as const];
  });
}
