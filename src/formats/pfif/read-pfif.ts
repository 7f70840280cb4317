// Reads PFIF 1.1 to 1.4 record by record, with bounded memory and without ever expanding an entity of the file's own.

import type { SourceGrade } from '../../domain/evidence/source-grade.js';
import { byteChunks, type ByteSource } from '../byte-chunks.js';
import { fileRefused } from '../file-refusal.js';
import { sniffFile, utf8MarkLength, type FileNature } from '../sniff-file.js';
import { PfifElements, type RawRecord } from './pfif-elements.js';
import { noteText } from './pfif-identity.js';
import { readPerson, type PfifPerson } from './pfif-person.js';
import { readNote, UNASSESSED, type NoteReading } from './pfif-statements.js';

interface PfifPlace {
  /** Ordinal of the record in the file, 1-based, refused ones counted: an import that goes on passes over the first n. */
  readonly record: number;
  readonly line: number;
}

/** A note that stands outside its person, for a person who may be in another file. */
interface StandAloneNote extends NoteReading {
  readonly personReference: string;
  /** Identifying: for the notes of the person in the vault. */
  readonly identityNotes: string;
}

export type PfifRecord = PfifPlace &
  (
    | { readonly kind: 'person'; readonly person: PfifPerson }
    | { readonly kind: 'note'; readonly note: StandAloneNote }
    | { readonly kind: 'refused'; readonly code: PfifRecordFault; readonly message: string }
  );

type PfifRecordFault = 'record_too_long' | 'reference_missing' | 'reference_too_long';

export interface PfifOptions {
  /** PFIF carries no grades; F6, not yet assessed, unless the importer states another. */
  readonly grade?: SourceGrade;
  readonly maxBytes?: number;
}

/** The largest public PFIF sets were some hundred megabytes. */
const MAX_BYTES = 1024 * 1024 * 1024;
const LONGEST_REFERENCE = 200;

const XML_EXPECTED = { code: 'file_not_text', expected: 'an XML file' } as const;
const UTF8_EXPECTED = { code: 'file_encoding_unsupported', expected: 'XML in UTF-8' } as const;
const REFUSED_NATURES: Partial<Record<FileNature, Parameters<typeof fileRefused>[0]>> = {
  gzip: { code: 'file_compressed', expected: 'the XML itself, already unpacked' },
  zip: XML_EXPECTED,
  text: XML_EXPECTED,
  'utf-16': UTF8_EXPECTED,
  'utf-7': UTF8_EXPECTED,
};

function checkHead(head: Uint8Array): Uint8Array {
  if (head.length === 0) throw fileRefused({ code: 'file_empty', expected: 'a PFIF document; the file is empty' });
  const refusal = REFUSED_NATURES[sniffFile(head)];
  if (refusal !== undefined) throw fileRefused(refusal);
  return head.subarray(utf8MarkLength(head));
}

class Decoding {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private bytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly line: () => number,
  ) {}

  decode(chunk: Uint8Array | null): string {
    this.bytes += chunk?.length ?? 0;
    if (this.bytes > this.maxBytes)
      throw fileRefused({ code: 'file_too_large', expected: `at most ${this.maxBytes} bytes` });
    try {
      return chunk === null ? this.decoder.decode() : this.decoder.decode(chunk, { stream: true });
    } catch {
      throw fileRefused({ code: 'file_not_utf8', expected: 'valid UTF-8 throughout', line: this.line() });
    }
  }
}

function readRecord(raw: RawRecord, ordinal: number, grade: SourceGrade): PfifRecord {
  const place = { record: ordinal, line: raw.line };
  const refused = (code: PfifRecordFault, message: string): PfifRecord => ({
    ...place,
    kind: 'refused',
    code,
    message,
  });
  if (raw.tooLong) return refused('record_too_long', 'The record with its notes is longer than 1 MiB.');
  const reference = raw.fields.get('person_record_id') ?? '';
  if (reference === '') return refused('reference_missing', 'The record has no person_record_id.');
  if (reference.length > LONGEST_REFERENCE) {
    return refused('reference_too_long', `A person_record_id has at most ${LONGEST_REFERENCE} characters.`);
  }
  if (raw.type === 'person') return { ...place, kind: 'person', person: readPerson(raw, reference, grade) };
  return {
    ...place,
    kind: 'note',
    note: { personReference: reference, identityNotes: noteText(raw), ...readNote(raw, grade) },
  };
}

/**
 * The records in the order of the file. Throws DomainError `import_file_refused` where the rest cannot be read (see file-refusal.ts); records before
 * that place have been given out.
 */
export async function* readPfif(source: ByteSource | string, options: PfifOptions = {}): AsyncGenerator<PfifRecord> {
  const grade = options.grade ?? UNASSESSED;
  const elements = new PfifElements();
  const decoding = new Decoding(options.maxBytes ?? MAX_BYTES, () => elements.line);
  let ordinal = 0;
  let first = true;
  for await (const chunk of byteChunks(typeof source === 'string' ? [new TextEncoder().encode(source)] : source)) {
    const text = decoding.decode(first ? checkHead(chunk) : chunk);
    first = false;
    for (const raw of elements.write(text)) yield readRecord(raw, (ordinal += 1), grade);
    if (elements.failure !== null) throw elements.failure;
  }
  decoding.decode(null);
  for (const raw of elements.end()) yield readRecord(raw, (ordinal += 1), grade);
  if (elements.failure !== null) throw elements.failure;
}
