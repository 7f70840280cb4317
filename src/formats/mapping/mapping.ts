// An import mapping: how the columns of one kind of file become statements; all names of columns and values live in it and none in code.

import type { LegalBasis, SharingLevel } from '../../domain/access/person-visibility.js';
import type { StatementSource } from '../../domain/evidence/statement-source.js';
import type { SourceGrade } from '../../domain/evidence/source-grade.js';
import type { StatementKind } from '../../domain/records/statement-kinds.js';
import type { Category, Sex } from '../../domain/records/statement.js';
import type { CsvDelimiter } from '../csv/read-csv.js';
import type { TextEncoding } from '../csv/text-encoding.js';

/** The date of a statement: one column, or the two columns of the interval in which it lies. */
export type DateRule = { readonly column: string } | { readonly from: string; readonly to: string };

/** Administrative levels from the first down; each has a column of codes and one of names. */
export interface PlaceRule {
  readonly scheme: string;
  readonly levels: readonly { readonly code: string; readonly name: string }[];
}

export type DetailValue = string | number | boolean;

export interface StatementRule {
  /** Column and exact value; all must hold, and none given means every row. */
  readonly when: ReadonlyMap<string, string>;
  readonly kind: Exclude<StatementKind, 'particulars'>;
  readonly valid: DateRule;
  readonly place: PlaceRule | null;
  readonly grade: SourceGrade;
  readonly source: StatementSource;
  readonly details: Readonly<Record<string, DetailValue>>;
}

export interface SexRule {
  readonly column: string;
  readonly values: ReadonlyMap<string, Sex>;
}

export interface Mapping {
  readonly format: 'csv';
  readonly version: 1;
  readonly encoding: TextEncoding;
  readonly delimiter: CsvDelimiter;
  /** The column with the partner's own reference of the person. */
  readonly reference: string;
  readonly statements: readonly StatementRule[];
  readonly sex: SexRule | null;
  /** What the file asserts of every person in it; null when it asserts nothing. */
  readonly category: Category | null;
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
  readonly ignore: readonly string[];
}

function dateColumns(rule: DateRule): string[] {
  return 'column' in rule ? [rule.column] : [rule.from, rule.to];
}

function ruleColumns(rule: StatementRule): string[] {
  const places = rule.place?.levels.flatMap((level) => [level.code, level.name]) ?? [];
  return [...rule.when.keys(), ...dateColumns(rule.valid), ...places];
}

/** Every column that the mapping reads, once each. */
export function columnsRead(mapping: Pick<Mapping, 'reference' | 'statements' | 'sex'>): ReadonlySet<string> {
  const sex = mapping.sex === null ? [] : [mapping.sex.column];
  return new Set([mapping.reference, ...sex, ...mapping.statements.flatMap(ruleColumns)]);
}

/** For each column whose values decide something: the values that the mapping lists. */
export function listedValues(mapping: Pick<Mapping, 'statements' | 'sex'>): ReadonlyMap<string, ReadonlySet<string>> {
  const listed = new Map<string, Set<string>>();
  const list = (column: string, value: string): void => {
    listed.set(column, (listed.get(column) ?? new Set()).add(value));
  };
  for (const rule of mapping.statements) for (const [column, value] of rule.when) list(column, value);
  for (const value of mapping.sex?.values.keys() ?? []) list(mapping.sex?.column ?? '', value);
  return listed;
}
