// Arbitrary statements of every kind as an organisation may give them, so that the registry takes every one.

import fc from 'fast-check';
import type { DetailForm, SingleForm } from '../../src/domain/records/detail-form.js';
import { KIND_SOURCES } from '../../src/domain/records/kind-sources.js';
import type { KindDetails } from '../../src/domain/records/kinds/kind-details.js';
import { STATEMENT_DETAILS } from '../../src/domain/records/statement-details.js';
import { STATEMENT_KINDS, type StatementKind } from '../../src/domain/records/statement-kinds.js';

export type GivenStatement = Readonly<Record<string, unknown>> & { readonly kind: StatementKind };

const DATES = [
  '2020-10',
  '2020-10-12',
  '2020-11~',
  '2020-10/2020-12',
  '2020-11-20',
  '2020-12/..',
  '../2020-12',
  '2021-01-05',
  '2021-02',
  '2021-03-01',
  '2021-04-17?',
];
const GRADES = ['A1', 'B2', 'B2', 'C3', 'D4', 'F6'];

/** A party stands as its place, `first` or `second`, until somebody deals out keys. */
const PARTY_PLACES = ['party:first', 'party:second'] as const;

function anySingle(form: SingleForm): fc.Arbitrary<unknown> {
  switch (form.form) {
    case 'choice':
      return fc.constantFrom(...form.values);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: form.min, max: Math.min(form.max, 20) });
    case 'party':
      return fc.constantFrom(...PARTY_PLACES);
    case 'code':
      return form.maxLength === 2 ? fc.constantFrom('XA', 'XB') : fc.constantFrom('e1', 'e2', 'e3');
    case 'day':
      return fc.constantFrom('2020-11-10', '2021-02-28');
    case 'person':
      return fc.constant(undefined);
    case 'years':
      return fc.integer({ min: 1950, max: 2012 }).map((from) => ({ from, to: from + 1 }));
  }
}

function anyForm(form: DetailForm): fc.Arbitrary<unknown> {
  return form.form === 'list' ? fc.uniqueArray(anySingle(form.of), { minLength: 1, maxLength: 2 }) : anySingle(form);
}

function anyDetails(kind: StatementKind): fc.Arbitrary<object> {
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  const asked = Object.entries(fields).filter(([, { form }]) => form.form !== 'person');
  const requiredKeys = asked.filter(([, { required }]) => required).map(([name]) => name);
  return fc.record(Object.fromEntries(asked.map(([name, { form }]) => [name, anyForm(form)])), {
    requiredKeys: requiredKeys as never[],
  });
}

/** What an organisation of no party may give: a visit that it observed, ill-treatment in confidence, a closure by its owner. */
export function anyGivenStatement(kinds: readonly StatementKind[] = STATEMENT_KINDS): fc.Arbitrary<GivenStatement> {
  return fc.constantFrom(...kinds).chain((kind) =>
    fc
      .record({
        valid: fc.constantFrom(...DATES),
        source: fc.constantFrom(...KIND_SOURCES[kind]),
        grade: fc.constantFrom(...GRADES),
        confidential: kind === 'ill_treatment' ? fc.constant(true) : fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
        details: anyDetails(kind),
      })
      .map((given) => ({ kind, ...given, ...(kind === 'visit' && { basis: 'observed' }) })),
  );
}
