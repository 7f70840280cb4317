// What a statement says as the values of its form: the other way round than `statementInput` reads them.

import type { DetailForm } from '../../domain/records/detail-form.js';
import type { KindDetails } from '../../domain/records/kinds/kind-details.js';
import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import type { Statement } from '../../domain/records/statement.js';
import type { FormValues } from '../forms/form-field.js';

type Said = Pick<Statement, 'kind' | 'valid' | 'place' | 'source' | 'basis' | 'grade' | 'confidential' | 'details'>;

/** Without the giver's own number: it stays that of the statement that it was given to. */
export function statementValues(statement: Said): FormValues {
  const { valid, place, source, basis, grade, confidential } = statement;
  return {
    '/valid': valid.edtf,
    ...(place !== null && { '/place/code': place.code, '/place/precision': place.precision }),
    '/source': source,
    '/basis': basis,
    '/grade/reliability': grade.reliability,
    '/grade/information': String(grade.information),
    ...(confidential && { '/confidential': 'yes' }),
    ...detailValues(statement),
  };
}

function detailValues({ kind, details }: Said): FormValues {
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  const given = details as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { form }]) => valuesOf(`/details/${name}`, form, given[name])),
  );
}

function valuesOf(pointer: string, form: DetailForm, value: unknown): (readonly [string, string])[] {
  if (value === undefined) return [];
  if (form.form === 'years') {
    const { from, to } = value as { readonly from: number; readonly to: number };
    return [
      [`${pointer}/from`, String(from)],
      [`${pointer}/to`, String(to)],
    ];
  }
  if (typeof value === 'boolean') return [[pointer, value ? 'yes' : 'no']];
  // Codes, choices, days, keys and numbers, or a list of them.
  return [[pointer, [value as string | number | readonly string[]].flat().join(', ')]];
}
