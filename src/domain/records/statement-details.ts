// The closed table of the details that each kind of statement has, and how given details are read by it.

import type { FieldFault } from '../domain-error.js';
import { expectationOf, isPlainObject, own, readForm } from './detail-form.js';
import { ABOUT_THE_RECORD } from './kinds/about-the-record.js';
import { CUSTODY } from './kinds/custody.js';
import { DEATHS, SEARCHES } from './kinds/deaths-and-searches.js';
import type { StatementDetails } from './statement.js';
import { ENDS_OF_CUSTODY } from './kinds/ends-of-custody.js';
import type { DetailsTable, KindDetails } from './kinds/kind-details.js';
import { LOSS_AND_LIFE } from './kinds/loss-and-life.js';
import { POSITIONS, PROCEEDINGS } from './kinds/proceedings-and-positions.js';
import type { StatementKind } from './statement-kinds.js';

export const STATEMENT_DETAILS = {
  ...LOSS_AND_LIFE,
  ...CUSTODY,
  ...PROCEEDINGS,
  ...POSITIONS,
  ...ENDS_OF_CUSTODY,
  ...DEATHS,
  ...SEARCHES,
  ...ABOUT_THE_RECORD,
} as const satisfies DetailsTable<StatementKind>;

export type DetailsReading<K extends StatementKind> =
  | { readonly ok: true; readonly details: StatementDetails[K] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Only a key that could be a field's name is repeated in a pointer; anything else could be somebody's name. */
const FIELD_NAME = /^[a-z][A-Za-z]{0,29}$/;

/**
 * Reads the details of a statement; `undefined` is read as none. Answers every fault at once, with pointers relative to
 * the details: codes `invalid_field` and `unknown_field`. Takes any value and never throws.
 */
export function readDetails<K extends StatementKind>(kind: K, value: unknown): DetailsReading<K> {
  const given = value ?? {};
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  if (!isPlainObject(given)) {
    return { ok: false, faults: [{ pointer: '', code: 'invalid_field', expected: 'an object' }] };
  }
  const faults: FieldFault[] = Object.keys(given)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => ({ pointer: FIELD_NAME.test(key) ? `/${key}` : '', code: 'unknown_field' }));
  const details: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const raw = own(given, name);
    if (raw === undefined && !field.required) continue;
    const read = readForm(field.form, raw);
    if (read === undefined)
      faults.push({ pointer: `/${name}`, code: 'invalid_field', expected: expectationOf(field.form) });
    else details[name] = read;
  }
  // Each field was read by the form that the table, typed by the kind, gives for it.
  return faults.length > 0 ? { ok: false, faults } : { ok: true, details: details as StatementDetails[K] };
}
