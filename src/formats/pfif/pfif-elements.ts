// Takes a PFIF document apart into raw person and note records, and refuses XML that attacks its reader.

import { SaxesParser, type SaxesTagNS } from 'saxes';
import { DomainError } from '../../domain/domain-error.js';
import { fileRefused } from '../file-refusal.js';
import { canonicalField, canonicalValue, pfifVersionOf, type PfifVersion } from './pfif-fields.js';

/** pfif, person, note, field is 4; an Atom feed around them adds 3. */
const DEEPEST = 16;
/** Characters between two events of the parser, which keeps them all in memory; a long free text is a few thousand. */
const LONGEST_TOKEN = 256 * 1024;
/** Namespaces are all that PFIF has by way of attributes. */
const MOST_ATTRIBUTES = 32;
/** Characters of one record with its notes, and what each element counts for besides its text. */
const LONGEST_RECORD = 1024 * 1024;
const ELEMENT_COST = 64;
/** Characters given to the parser at a time, so that limits are looked at in between. */
const SLICE = 16 * 1024;

interface RawFields {
  readonly line: number;
  /** 1.4 names; trimmed values, empty ones left out. */
  readonly fields: Map<string, string>;
  /** How many elements no version of PFIF has, or that came a second time. */
  strays: number;
}

export type RawNote = RawFields;

export interface RawRecord extends RawFields {
  readonly type: 'person' | 'note';
  readonly version: PfifVersion;
  readonly notes: RawNote[];
  tooLong: boolean;
}

interface OpenField {
  readonly element: string;
  readonly depth: number;
  readonly into: RawFields;
  readonly of: 'person' | 'note';
  text: string;
}

const READABLE_ENCODINGS = ['utf-8', 'utf8', 'us-ascii', 'ascii'];

type Parser = SaxesParser<{ xmlns: true }>;

/** Write text, take records; a fault that makes the rest unreadable ends up in `failure` as `import_file_refused`. */
export class PfifElements {
  failure: DomainError | null = null;
  private readonly parser: Parser = new SaxesParser({ xmlns: true });
  private depth = 0;
  private lastEvent = 0;
  private record: RawRecord | null = null;
  private note: RawNote | null = null;
  private field: OpenField | null = null;
  private size = 0;
  private sawPfif = false;
  private ready: RawRecord[] = [];

  constructor() {
    const { parser } = this;
    parser.on('error', () => this.refuse('xml_malformed', 'well-formed XML'));
    parser.on('doctype', () => this.refuse('xml_doctype_refused', 'XML without a document type'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !READABLE_ENCODINGS.includes(encoding.toLowerCase())) {
        this.refuse('file_encoding_unsupported', 'XML in UTF-8');
      }
    });
    let attributes = 0;
    parser.on('attribute', () => {
      attributes += 1;
      if (attributes > MOST_ATTRIBUTES) this.refuse('xml_too_many_attributes', `at most ${MOST_ATTRIBUTES} attributes`);
    });
    parser.on('opentag', (tag) => {
      attributes = 0;
      this.open(tag);
    });
    parser.on('closetag', () => this.close());
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
    parser.on('comment', () => this.mark());
    parser.on('processinginstruction', () => this.mark());
  }

  /** Records that are whole by now; after a fault, those before it, and `failure` is set. */
  write(text: string): RawRecord[] {
    return this.attempt(() => {
      for (let at = 0; at < text.length; at += SLICE) {
        this.parser.write(text.slice(at, at + SLICE));
        if (this.parser.position - this.lastEvent > LONGEST_TOKEN) {
          this.refuse('xml_token_too_long', `no text, tag or comment above ${LONGEST_TOKEN} characters`);
        }
      }
    });
  }

  end(): RawRecord[] {
    return this.attempt(() => {
      this.parser.close();
      if (!this.sawPfif) this.refuse('pfif_version_unknown', 'PFIF 1.1, 1.2, 1.3 or 1.4');
    });
  }

  private attempt(parse: () => void): RawRecord[] {
    try {
      parse();
    } catch (fault) {
      if (!(fault instanceof DomainError)) throw fault;
      this.failure = fault;
    }
    const ready = this.ready;
    this.ready = [];
    return ready;
  }

  get line(): number {
    return this.parser.line;
  }

  // The parser's own messages quote the document, so none of them is passed on.
  private refuse(code: Parameters<typeof fileRefused>[0]['code'], expected: string): never {
    throw fileRefused({ code, expected, line: this.parser.line });
  }

  private mark(): void {
    this.lastEvent = this.parser.position;
  }

  private open(tag: SaxesTagNS): void {
    this.mark();
    this.depth += 1;
    if (this.depth > DEEPEST) this.refuse('xml_too_deep', `at most ${DEEPEST} levels`);
    this.grow(ELEMENT_COST);
    const version = pfifVersionOf(tag.uri);
    if (version === 'unknown') this.refuse('pfif_version_unknown', 'PFIF 1.1, 1.2, 1.3 or 1.4');
    if (version !== null) this.sawPfif = true;
    if (this.field !== null) return;
    if (this.record === null) this.openRecord(tag.local, version);
    else if (this.note === null && this.record.type === 'person' && version !== null && tag.local === 'note') {
      this.note = this.newFields();
      if (!this.record.tooLong) this.record.notes.push(this.note);
    } else this.openField(this.record, version === null ? '' : tag.local);
  }

  private newFields(): RawFields {
    return { line: this.parser.line, fields: new Map(), strays: 0 };
  }

  private openRecord(element: string, version: PfifVersion | null): void {
    if (version === null || (element !== 'person' && element !== 'note')) return;
    this.record = { ...this.newFields(), type: element, version, notes: [], tooLong: false };
    this.size = 0;
  }

  private openField(record: RawRecord, element: string): void {
    const of = this.note === null ? record.type : 'note';
    this.field = { element, depth: this.depth, into: this.note ?? record, of, text: '' };
  }

  private text(text: string): void {
    this.mark();
    if (this.field !== null && this.grow(text.length)) this.field.text += text;
  }

  /** False once the record is too long; what it held is let go. */
  private grow(characters: number): boolean {
    if (this.record === null) return true;
    this.size += characters;
    if (this.size <= LONGEST_RECORD) return true;
    this.record.tooLong = true;
    this.record.notes.length = 0;
    this.record.fields.clear();
    return false;
  }

  private close(): void {
    this.mark();
    this.depth -= 1;
    if (this.field !== null) {
      if (this.depth < this.field.depth) this.closeField(this.field);
    } else if (this.note !== null) {
      this.note = null;
    } else if (this.record !== null) {
      this.ready.push(this.record);
      this.record = null;
    }
  }

  private closeField(field: OpenField): void {
    this.field = null;
    const name = canonicalField(field.of, field.element);
    const value = canonicalValue(field.element, field.text);
    if (name === null || field.into.fields.has(name)) field.into.strays += 1;
    else if (value !== '') field.into.fields.set(name, value);
  }
}
