// Statements, places and parties in words.

import type { KindDetails } from '../../domain/records/kinds/kind-details.js';
import { UNTOLD_DATE } from '../../domain/records/partial-date.js';
import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import type { Place, Statement } from '../../domain/records/statement.js';
import type { StatementKind } from '../../domain/records/statement-kinds.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

/** Labels by code and by key, as the reader of the page may see them. */
export interface Labels {
  /** By partyKey. */
  readonly parties: ReadonlyMap<string, string>;
  /** By code. */
  readonly places: ReadonlyMap<string, string>;
}

export function kindWords(kind: StatementKind): string {
  return STATEMENT_DETAILS[kind].label;
}

export function partyWords(key: string, { parties }: Labels): string {
  return parties.get(key) ?? 'a party that is not known here';
}

export function partiesWords(keys: readonly string[], labels: Labels): string {
  return keys.map((key) => partyWords(key, labels)).join(' or ');
}

/** The narrowest known area, and the first level above it. */
export function placeWords(place: Place, { places }: Labels): string {
  const name = places.get(place.code) ?? place.code;
  const state = place.state === null || place.state === place.code ? undefined : places.get(place.state);
  const area = state === undefined ? name : `${name}, ${state}`;
  return place.precision === 'admin_area' || place.precision === 'unknown'
    ? area
    : `${area} (${inWords(place.precision).toLowerCase()})`;
}

/** What a person is holds for as long as anybody looks back: "until" would say that it ended. */
export function whenWords({ kind, valid }: Pick<Statement, 'kind' | 'valid'>): string {
  const standing = kind === 'particulars' || kind === 'category' || kind === 'affiliation';
  return standing && valid.edtf.startsWith('../') && valid.edtf !== UNTOLD_DATE.edtf
    ? `as of ${dateInWords(valid.edtf.slice(3))}`
    : dateInWords(valid.edtf);
}

export function statementTitle(statement: Statement): string {
  return `${kindWords(statement.kind)}, ${whenWords(statement)}`;
}

function valueWords(form: KindDetails['fields'][string]['form'], value: unknown, labels: Labels): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((one) => valueWords(form, one, labels)).join(', ');
  if (typeof value === 'object' && value !== null && 'from' in value && 'to' in value) {
    return value.from === value.to ? String(value.from) : `${String(value.from)} to ${String(value.to)}`;
  }
  if (form.form === 'party') return partyWords(String(value), labels);
  return form.form === 'choice' ? inWords(String(value)) : String(value);
}

/** The details that the statement has, each with its label, in the order of the form. */
export function detailWords(statement: Statement, labels: Labels): readonly (readonly [string, string])[] {
  const { fields }: KindDetails = STATEMENT_DETAILS[statement.kind];
  const details = statement.details as Readonly<Record<string, unknown>>;
  return Object.entries(fields).flatMap(([name, { label, form }]) => {
    const value = details[name];
    return value === undefined ? [] : [[label, valueWords(form, value, labels)] as const];
  });
}
