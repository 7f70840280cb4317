// Opens an import file of either format as one stream of rows, whatever its name says.

import { DomainError, type FieldFault } from '../domain/domain-error.js';
import type { IncomingRow } from '../domain/imports/incoming-person.js';
import { readPartialDate } from '../domain/records/partial-date.js';
import { readDetails } from '../domain/records/statement-details.js';
import type { Instant } from '../domain/records/instant.js';
import { readCsv } from './csv/read-csv.js';
import {
  CsvPersons,
  importDay,
  incomingFromPfif,
  PFIF_REFERENCE,
  type ImportDay,
  type SharingRule,
} from './incoming-records.js';
import { checkColumns } from './mapping/check-columns.js';
import { rowMapper } from './mapping/map-row.js';
import { listedValues, type Mapping } from './mapping/mapping.js';
import { parseMapping } from './mapping/parse-mapping.js';
import { readPfif } from './pfif/read-pfif.js';

export interface ImportFormat {
  readonly name: 'csv' | 'pfif';
  /** What the file calls the reference of a person. */
  readonly referenceColumn: string;
  /** The rows after the first `skip` ones, which an earlier run has dealt with. */
  rows(bytes: AsyncIterable<Uint8Array>, skip: number): AsyncIterable<IncomingRow>;
}

/** PFIF says nothing about sharing: the record stays with the organisation that imports it. */
const PFIF_SHARING: SharingRule = { sharingLevel: 'registry_only', legalBasis: 'vital_interests' };

function checkDetails(kind: Parameters<typeof readDetails>[0], details: unknown): readonly FieldFault[] {
  const reading = readDetails(kind, details);
  return reading.ok ? [] : reading.faults;
}

function csvFormat(mapping: Mapping, day: ImportDay): ImportFormat {
  const listed = listedValues(mapping);
  return {
    name: 'csv',
    referenceColumn: mapping.reference,
    async *rows(bytes, skip) {
      const map = rowMapper(mapping, (edtf) => {
        const reading = readPartialDate(edtf);
        return reading.ok ? reading.date : null;
      });
      const persons = new CsvPersons(mapping, map, day);
      const rows = readCsv(bytes, {
        encoding: mapping.encoding,
        delimiter: mapping.delimiter,
        skipRows: skip,
        onColumns: (columns) => checkColumns(mapping, columns),
        acceptsFormula: (column, cell) => listed.get(column)?.has(cell) ?? false,
      });
      for await (const row of rows) yield persons.read(row);
    },
  };
}

function pfifFormat(day: ImportDay): ImportFormat {
  return {
    name: 'pfif',
    referenceColumn: PFIF_REFERENCE,
    async *rows(bytes, skip) {
      for await (const record of readPfif(bytes)) {
        if (record.record > skip) yield incomingFromPfif(record, PFIF_SHARING, day);
      }
    },
  };
}

/** CSV needs a mapping and PFIF has none; which of them a file is, its first bytes say. */
export function importFormat(isXml: boolean, mappingText: string | null, now: Instant): ImportFormat {
  if (isXml) {
    if (mappingText !== null)
      throw new DomainError('mapping_refused', 'A PFIF file says itself what its fields mean; leave the mapping out.');
    return pfifFormat(importDay(now));
  }
  if (mappingText === null) {
    throw new DomainError(
      'mapping_refused',
      'This file needs a mapping that says what its columns mean: --mapping FILE. docs/importing.md shows one.',
    );
  }
  return csvFormat(parseMapping(mappingText, checkDetails), importDay(now));
}
