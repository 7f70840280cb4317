// The value forms that a detail of a statement can take, and how a value that somebody gave is read into one.

import { readPseudonym } from '../identity/pseudonym.js';
import type { BirthYears } from './statement.js';

export type SingleForm =
  | { readonly form: 'choice'; readonly values: readonly string[] }
  | { readonly form: 'boolean' }
  | { readonly form: 'integer'; readonly min: number; readonly max: number }
  /** A party by its partyKey; whether that party exists is asked where the statement is recorded. */
  | { readonly form: 'party' }
  /** A short code, so that no sentence and no name finds its way into a statement. */
  | { readonly form: 'code'; readonly pattern: string; readonly maxLength: number }
  /** A calendar day as YYYY-MM-DD. */
  | { readonly form: 'day' }
  /** Another person, given by the giver's own pseudonym of them; what is stored is the inner id. */
  | { readonly form: 'person' }
  /** An inclusive interval of calendar years. */
  | { readonly form: 'years'; readonly min: number; readonly max: number };

export type DetailForm = SingleForm | { readonly form: 'list'; readonly of: SingleForm; readonly maxItems: number };

/** A reference to an item of evidence: its id, its digest or the number that its keeper gave it. */
export const EVIDENCE_CODE = { form: 'code', pattern: '^[A-Za-z0-9][A-Za-z0-9:._-]*$', maxLength: 80 } as const;
const PARTY_KEY = { pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$', maxLength: 64 } as const;

/** What is expected, in words that hold nothing of what was given. */
export function expectationOf(form: DetailForm): string {
  switch (form.form) {
    case 'choice':
      return `one of ${form.values.join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${form.min} to ${form.max}`;
    case 'party':
      return 'the key of a party';
    case 'day':
      return 'a day as YYYY-MM-DD';
    case 'person':
      return 'the pseudonym by which your organisation knows the person';
    case 'code':
      return `a code of at most ${form.maxLength} characters that matches ${form.pattern}`;
    case 'years':
      return `an object {from, to} of years from ${form.min} to ${form.max}, from not after to`;
    case 'list':
      return `a list of 1 to ${form.maxItems} different items, each ${expectationOf(form.of)}`;
  }
}

/** A value read into its form; undefined stands for one that does not fit. */
type Read = string | boolean | number | BirthYears | readonly Read[] | undefined;

function integerIn(value: unknown, min: number, max: number): number | undefined {
  // Adding zero makes 0 of -0, which JSON can carry and no reader expects.
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value + 0 : undefined;
}

function codeIn(value: unknown, pattern: string, maxLength: number): string | undefined {
  if (typeof value !== 'string' || value.length > maxLength) return undefined;
  return new RegExp(pattern, 'u').test(value) ? value : undefined;
}

function dayIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const at = Date.parse(`${value}T00:00:00Z`);
  // 30 February would come back as 2 March.
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(value) ? value : undefined;
}

function personIn(value: unknown): string | undefined {
  const reading = typeof value === 'string' ? readPseudonym(value) : null;
  return reading?.ok === true ? reading.pseudonym : undefined;
}

function yearsIn(value: unknown, min: number, max: number): BirthYears | undefined {
  if (!isPlainObject(value) || Object.keys(value).some((key) => key !== 'from' && key !== 'to')) return undefined;
  const from = integerIn(own(value, 'from'), min, max);
  const to = integerIn(own(value, 'to'), min, max);
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

function listIn(value: unknown, of: SingleForm, maxItems: number): readonly Read[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxItems) return undefined;
  const items = Array.from(value, (item: unknown) => readForm(of, item));
  const distinct = new Set(items.map((item) => JSON.stringify(item)));
  return items.includes(undefined) || distinct.size < items.length ? undefined : items;
}

/** One reader for each form; the form of a list reads its items by that of its items. */
const READERS: {
  readonly [F in DetailForm['form']]: (form: Extract<DetailForm, { form: F }>, value: unknown) => Read;
} = {
  choice: ({ values }, value) => (typeof value === 'string' && values.includes(value) ? value : undefined),
  boolean: (_, value) => (typeof value === 'boolean' ? value : undefined),
  integer: ({ min, max }, value) => integerIn(value, min, max),
  party: (_, value) => codeIn(value, PARTY_KEY.pattern, PARTY_KEY.maxLength),
  day: (_, value) => dayIn(value),
  person: (_, value) => personIn(value),
  code: ({ pattern, maxLength }, value) => codeIn(value, pattern, maxLength),
  years: ({ min, max }, value) => yearsIn(value, min, max),
  list: ({ of, maxItems }, value) => listIn(value, of, maxItems),
};

export function readForm(form: DetailForm, value: unknown): Read {
  // The table gives each form its own reader, which the union of them no longer says.
  const read = READERS[form.form] as (form: DetailForm, value: unknown) => Read;
  return read(form, value);
}

export function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own field; what it inherits, `__proto__` and `constructor` among it, is no field. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
