// Describes the tables of a release to machines, as a Data Package of version 2 (datapackage.org).
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { cellFields } from './release-csv.js';
import type { ReleaseField } from './release-field.js';
import { hxlFields } from './release-hxl.js';

export interface DescribedFile {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface PackageParts {
  readonly document: ReleaseDocument;
  readonly publishedAt: number | null;
  readonly demonstration: boolean;
  readonly cells: DescribedFile;
  readonly hxl: DescribedFile;
}

function resource(name: string, path: string, fields: readonly ReleaseField[], file: DescribedFile, dialect: object) {
  return {
    name,
    type: 'table',
    path,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true, ...dialect },
    schema: { fields, missingValues: [''] },
  };
}

export function releasePackage({ document, publishedAt, demonstration, cells, hxl }: PackageParts): object {
  const { number, measure, version, asOf, notes } = document;
  const definition = Object.values(MEASURES).find((one) => one.name === measure && one.version === version)?.definition;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `whereabouts-release-${number}`,
    title: `${demonstration ? 'Demonstration with invented people: ' : ''}persons reported, ${measure}, as of ${asOf}`,
    description: [...(definition === undefined ? [] : [definition]), ...notes].join('\n\n'),
    version: String(number),
    ...(publishedAt !== null && { created: new Date(publishedAt).toISOString() }),
    resources: [
      resource('cells', 'cells.csv', cellFields(document), cells, {}),
      resource('by-place', 'cells.hxl.csv', hxlFields(document), hxl, { commentRows: [2] }),
    ],
  };
}
