// Arbitrary statements of every accepted kind, close enough in time that they overlap, tie and contradict each other often.

import fc from 'fast-check';
import { INFORMATION_GRADES, RELIABILITIES } from '../../../src/domain/evidence/source-grade.js';
import { BASES, STATEMENT_SOURCES } from '../../../src/domain/evidence/statement-source.js';
import type { DetailForm, SingleForm } from '../../../src/domain/records/detail-form.js';
import type { KindDetails } from '../../../src/domain/records/kinds/kind-details.js';
import { STATEMENT_DETAILS } from '../../../src/domain/records/statement-details.js';
import { STATEMENT_KINDS, type StatementKind } from '../../../src/domain/records/statement-kinds.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { on } from './statement-fixture.js';

export const PARTIES = ['pk-1c', 'pk-9f', 'pk-5a'];
export const TODAY = Date.UTC(2024, 0, 1);

const DATES = [
  '2020-11',
  '2020-11-10',
  '2020-11-11',
  '2020-11-XX',
  '2020-11~',
  '2020-10/2021-02',
  '2020-12',
  '2020-12-13',
  '2020-12/..',
  '../2020-12',
  '2021',
  '2021-03-01',
  '2021-03-01T10:00Z',
  '2021-05/2022',
  '2022-01-15',
  '2022-02',
  '2023-06-30?',
].map(on);
const PLACES = [
  { code: 'demo:101', state: 'demo:1', municipality: 'demo:101', precision: 'vicinity_100m' },
  { code: 'demo:202', state: 'demo:2', municipality: 'demo:202', precision: 'exact_10m' },
  { code: 'demo:2', state: 'demo:2', municipality: null, precision: 'admin_area' },
];
const GRADES = ['A', 'B', 'B', 'C', 'D', 'F'] as const;

function anySingle(form: SingleForm): fc.Arbitrary<unknown> {
  switch (form.form) {
    case 'choice':
      return fc.constantFrom(...form.values);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: form.min, max: form.max });
    case 'party':
      return fc.constantFrom(...PARTIES);
    case 'code':
      return form.maxLength === 2 ? fc.constantFrom('XA', 'XB') : fc.constantFrom('e-1', 'e-2', 'e-3');
    case 'day':
      return fc.constantFrom('2020-11-10', '2021-06-30', '2023-09-20');
    case 'person':
      return fc.constantFrom('person-1', 'person-2');
    case 'years':
      return fc
        .tuple(fc.integer({ min: 1940, max: 2015 }), fc.integer({ min: 0, max: 3 }))
        .map(([from, more]) => ({ from, to: from + more }));
  }
}

function anyForm(form: DetailForm): fc.Arbitrary<unknown> {
  return form.form === 'list' ? fc.uniqueArray(anySingle(form.of), { minLength: 1, maxLength: 2 }) : anySingle(form);
}

/** Details by the table, so that a kind that is added to it is folded here as well. */
function anyDetails(kind: StatementKind): fc.Arbitrary<object> {
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  const model = Object.fromEntries(Object.entries(fields).map(([name, { form }]) => [name, anyForm(form)]));
  const requiredKeys = Object.keys(fields).filter((name) => fields[name]?.required === true);
  return fc.record(model, { requiredKeys: requiredKeys as never[] });
}

const anyAuthor = fc.constantFrom(
  { organisationId: 'org-0', organisationKind: 'ngo', party: null },
  { organisationId: 'org-1', organisationKind: 'medico_legal_institute', party: null },
  ...PARTIES.map((party, index) => ({
    organisationId: `org-${index + 2}`,
    organisationKind: 'national_information_bureau',
    party,
  })),
);

const anyStatement = fc.constantFrom(...STATEMENT_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    valid: fc.constantFrom(...DATES),
    recordedAt: fc.integer({ min: 0, max: 6 }).map((step) => Date.UTC(2023, step, 1)),
    author: anyAuthor,
    basis: fc.constantFrom(...BASES),
    source: fc.constantFrom(...STATEMENT_SOURCES),
    grade: fc.record({
      reliability: fc.oneof(fc.constantFrom(...GRADES), fc.constantFrom(...RELIABILITIES)),
      information: fc.oneof(fc.constantFrom(1, 2, 3), fc.constantFrom(...INFORMATION_GRADES)),
    }),
    place: fc.option(fc.constantFrom(...PLACES)),
    confidential: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    withdrawn: fc.constant(null),
    details: anyDetails(kind),
  }),
);

const DAY_OF_TIES = on('2021-03-01');
const GRADE_OF_TIES = { reliability: 'B', information: 2 };

/**
 * `distinct`: no two that nothing but an id tells apart, among which an id must say which one is cited.
 * `tied`: nearly all of the same time, grade, recording and source.
 */
export function anyStatements(most: number, { distinct = false, tied = false } = {}): fc.Arbitrary<Statement[]> {
  return fc
    .array(anyStatement, { minLength: 1, maxLength: most })
    .map((list) =>
      list.map((one, index) => ({
        ...one,
        id: `s-${index}`,
        recordedAt: one.recordedAt + (distinct ? index : 0),
        ...(tied &&
          index % 5 < 4 && { valid: DAY_OF_TIES, recordedAt: TODAY, grade: GRADE_OF_TIES, source: 'organisation' }),
      })),
    )
    .map((list) => list as unknown as Statement[]);
}
