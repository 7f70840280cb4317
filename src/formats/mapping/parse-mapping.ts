// Parses an import mapping from its JSON text and refuses, by JSON pointer, whatever it does not know.

import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import {
  DEATH_SOURCES,
  PROOF_OF_LIFE_SOURCES,
  REPORT_SOURCES,
  type StatementSource,
} from '../../domain/evidence/statement-source.js';
import { INFORMATION_GRADES, RELIABILITIES, type SourceGrade } from '../../domain/evidence/source-grade.js';
import { STATEMENT_KINDS, type StatementKind } from '../../domain/records/statement-kinds.js';
import { CATEGORIES, SEXES, type Category } from '../../domain/records/statement.js';
import { CSV_DELIMITERS } from '../csv/read-csv.js';
import { TEXT_ENCODINGS } from '../csv/text-encoding.js';
import {
  columnsRead,
  type DateRule,
  type DetailValue,
  type Mapping,
  type PlaceRule,
  type SexRule,
  type StatementRule,
} from './mapping.js';
import { MappingFields } from './mapping-fields.js';
import { readUniqueKeyJson } from './unique-key-json.js';

/** Far above any mapping written by people. */
const LONGEST_MAPPING = 256 * 1024;

/** What a row cannot say: particulars have a place of their own; a visit, kin, ill-treatment and a closure are somebody's own act. */
const NOT_MAPPED: readonly StatementKind[] = ['particulars', 'visit', 'kin_link', 'ill_treatment', 'closure'];
const MAPPED_KINDS = STATEMENT_KINDS.filter(
  (kind): kind is StatementRule['kind'] => kind !== 'particulars' && !NOT_MAPPED.includes(kind),
);

/** Checks the details of a statement kind beyond their being plain values; pointers begin at the details. */
export type DetailsCheck = (
  kind: StatementKind,
  details: Readonly<Record<string, DetailValue>>,
) => readonly FieldFault[];

function sourcesOf(kind: StatementKind | null): readonly StatementSource[] {
  if (kind === 'proof_of_life') return PROOF_OF_LIFE_SOURCES;
  return kind === 'death' ? DEATH_SOURCES : REPORT_SOURCES;
}

class MappingReading extends MappingFields {
  constructor(private readonly checkDetails: DetailsCheck) {
    super();
  }

  grade(value: unknown, pointer: string): SourceGrade | null {
    const text = this.text(value, pointer, /^[A-F][1-6]$/, 'reliability A-F and information 1-6, for example B2');
    const reliability = RELIABILITIES.find((one) => one === text?.[0]);
    const information = INFORMATION_GRADES.find((one) => String(one) === text?.[1]);
    return reliability === undefined || information === undefined ? null : { reliability, information };
  }

  date(value: unknown, pointer: string): DateRule | null {
    if (typeof value !== 'object') {
      const column = this.text(value, pointer, /\S/, 'a column, or {"from": column, "to": column}');
      return column === null ? null : { column };
    }
    const given = this.object(value, pointer, ['from', 'to']);
    const from = this.text(given?.['from'], `${pointer}/from`);
    const to = this.text(given?.['to'], `${pointer}/to`);
    return from === null || to === null ? null : { from, to };
  }

  place(value: unknown, pointer: string): PlaceRule | null {
    if (value === undefined) return null;
    const given = this.object(value, pointer, ['scheme', 'levels']);
    const scheme = this.text(
      given?.['scheme'],
      `${pointer}/scheme`,
      /^[a-z][a-z0-9-]*$/,
      'a short name in small letters, digits and hyphens',
    );
    const levels = this.list(given?.['levels'], `${pointer}/levels`, 1, (item, at) => {
      const level = this.object(item, at, ['code', 'name']);
      const code = this.text(level?.['code'], `${at}/code`);
      const name = this.text(level?.['name'], `${at}/name`);
      return code === null || name === null ? null : { code, name };
    });
    return scheme === null ? null : { scheme, levels };
  }

  details(value: unknown, pointer: string, kind: StatementKind | null): StatementRule['details'] {
    const details = this.map<DetailValue>(value, pointer, (item, at) =>
      typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'
        ? item
        : this.fault(at, 'invalid_field', 'a text, a number, true or false'),
    );
    const plain = Object.fromEntries(details);
    if (kind === null) return plain;
    for (const fault of this.checkDetails(kind, plain))
      this.faults.push({ ...fault, pointer: pointer + fault.pointer });
    return plain;
  }

  statement(value: unknown, pointer: string): StatementRule | null {
    const given = this.object(value, pointer, ['when', 'kind', 'valid', 'grade', 'source'], ['place', 'details']);
    const kind = this.choice(given?.['kind'], `${pointer}/kind`, MAPPED_KINDS);
    const when = this.map(given?.['when'], `${pointer}/when`, (item, at) =>
      typeof item === 'string' ? item : this.fault(at, 'invalid_field', 'the exact value as a text'),
    );
    const valid = this.date(given?.['valid'], `${pointer}/valid`);
    const place = this.place(given?.['place'], `${pointer}/place`);
    const grade = this.grade(given?.['grade'], `${pointer}/grade`);
    const source = this.choice(given?.['source'], `${pointer}/source`, sourcesOf(kind));
    const details = this.details(given?.['details'], `${pointer}/details`, kind);
    if (kind === null || valid === null || grade === null || source === null) return null;
    return { when, kind, valid, place, grade, source, details };
  }

  sex(value: unknown): SexRule | null {
    if (value === undefined) return null;
    const particulars = this.object(value, '/particulars', [], ['sex']);
    if (particulars?.['sex'] === undefined) return null;
    const given = this.object(particulars['sex'], '/particulars/sex', ['column', 'values']);
    const column = this.text(given?.['column'], '/particulars/sex/column');
    const values = this.map(given?.['values'], '/particulars/sex/values', (item, at) => this.choice(item, at, SEXES));
    return column === null ? null : { column, values };
  }

  category(value: unknown): Category | null {
    return value === null ? null : this.choice(value, '/category', CATEGORIES);
  }

  ignored(value: unknown, used: ReadonlySet<string>): readonly string[] {
    return this.list(value, '/ignore', 0, (item, at) => {
      const column = this.text(item, at);
      return column !== null && used.has(column)
        ? this.fault(at, 'column_used_and_ignored', 'a column that nothing else names')
        : column;
    });
  }
}

const TOP_KEYS = [
  'format',
  'version',
  'encoding',
  'delimiter',
  'reference',
  'statements',
  'category',
  'sharingLevel',
  'legalBasis',
  'ignore',
];

/**
 * The mapping of a JSON text (its form: docs/importing.md). Throws DomainError `malformed_json`, `duplicate_key`, or `mapping_refused`
 * with one fault for everything that is missing, unknown or not allowed.
 */
export function parseMapping(jsonText: string, checkDetails: DetailsCheck = () => []): Mapping {
  if (jsonText.length > LONGEST_MAPPING)
    throw new DomainError('mapping_refused', `A mapping has at most ${LONGEST_MAPPING} characters.`);
  const reading = new MappingReading(checkDetails);
  const given = reading.object(readUniqueKeyJson(jsonText), '', TOP_KEYS, ['particulars']) ?? {};
  const plain = {
    format: reading.choice(given['format'], '/format', ['csv'] as const),
    version: reading.choice(given['version'], '/version', [1] as const),
    encoding: reading.choice(given['encoding'], '/encoding', TEXT_ENCODINGS),
    delimiter: reading.choice(given['delimiter'], '/delimiter', CSV_DELIMITERS),
    reference: reading.text(given['reference'], '/reference'),
    sharingLevel: reading.choice(given['sharingLevel'], '/sharingLevel', SHARING_LEVELS),
    legalBasis: reading.choice(given['legalBasis'], '/legalBasis', LEGAL_BASES),
  };
  const statements = reading.list(given['statements'], '/statements', 1, (item, at) => reading.statement(item, at));
  const sex = reading.sex(given['particulars']);
  const category = reading.category(given['category']);
  const used = columnsRead({ reference: plain.reference ?? '', statements, sex });
  const ignore = reading.ignored(given['ignore'], used);
  if (reading.faults.length > 0 || !isWhole(plain)) {
    throw new DomainError('mapping_refused', 'The mapping is not valid.', reading.faults);
  }
  return { ...plain, statements, sex, category, ignore };
}

type Whole<T> = { [K in keyof T]: NonNullable<T[K]> };

function isWhole<T extends object>(parts: T): parts is Whole<T> & T {
  return Object.values(parts).every((part) => part !== null);
}
