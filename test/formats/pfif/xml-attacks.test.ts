// XML that attacks its reader is refused at once, with the line and none of the text.

import { describe, expect, it } from '@jest/globals';
import { bytesOf, pfif, pfifPerson, pfifRecords, refusalOf } from '../../support/fixtures-of-formats.js';
import { readPfif } from '../../../src/formats/pfif/read-pfif.js';

function utf16(text: string, mark: boolean): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
  return mark ? Uint8Array.from([0xff, 0xfe, ...bytes]) : bytes;
}

const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('\n');
const named = pfifPerson({ full_name: '&l9;' });

const ATTACKS: readonly (readonly [string, string, string])[] = [
  ['billion laughs', `<?xml version="1.0"?><!DOCTYPE p [<!ENTITY l0 "ha">${laughs}]>${named}`, 'xml_doctype_refused'],
  ['quadratic entities', `<!DOCTYPE p [<!ENTITY l9 "${'A'.repeat(100_000)}">]>${named}`, 'xml_doctype_refused'],
  [
    'a file read as an entity',
    `<!DOCTYPE p [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>${named}`,
    'xml_doctype_refused',
  ],
  ['an outside document type', '<!DOCTYPE p SYSTEM "http://127.0.0.1/x.dtd"><p/>', 'xml_doctype_refused'],
  ['a document type alone', '<!DOCTYPE p><p/>', 'xml_doctype_refused'],
  ['an endless document type', `<!DOCTYPE p [<!ENTITY x "${'A'.repeat(300_000)}`, 'xml_token_too_long'],
  ['an entity of its own', pfif('1.4', named), 'xml_malformed'],
  ['ten thousand levels', '<a>'.repeat(10_000), 'xml_too_deep'],
  ['an endless text', pfif('1.4', pfifPerson({ text: 'x'.repeat(400_000) })), 'xml_token_too_long'],
  ['an endless name', `<${'x'.repeat(400_000)}`, 'xml_token_too_long'],
  ['an endless comment', `<a><!-- ${'x'.repeat(400_000)}`, 'xml_token_too_long'],
  [
    'forty attributes',
    `<a ${Array.from({ length: 40 }, (_, at) => `b${at}="1"`).join(' ')}/>`,
    'xml_too_many_attributes',
  ],
  ['a tag that is not closed', pfif('1.4', '<p:person>'), 'xml_malformed'],
  ['a control character', pfif('1.4', pfifPerson({ full_name: '&#0;' })), 'xml_malformed'],
  ['an undeclared prefix', '<p:pfif/>', 'xml_malformed'],
  ['UTF-16 in name', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'file_encoding_unsupported'],
  ['UTF-7 in name', '<?xml version="1.0" encoding="utf-7"?><a/>', 'file_encoding_unsupported'],
  ['UTF-7 in bytes', '+/v8-+ADw-a/+AD4-', 'file_encoding_unsupported'],
  ['another version', pfif('1.5', ''), 'pfif_version_unknown'],
  ['another vocabulary', '<a xmlns="urn:a"/>', 'pfif_version_unknown'],
  ['nothing', '', 'file_empty'],
  ['no XML', 'ref,sex\n', 'file_not_text'],
];

describe('a document is refused for', () => {
  it.each(ATTACKS)('%s', async (_, text, fault) => {
    const refused = await refusalOf(() => pfifRecords(text));
    expect(refused.code).toBe('import_file_refused');
    expect(refused.faults.map((one) => one.split(' ')[1])).toEqual([fault]);
  });

  it.each([
    ['UTF-16 with its mark', utf16('<?xml version="1.0"?><a/>', true), ' file_encoding_unsupported'],
    ['UTF-16 without', utf16('<?xml version="1.0"?><a/>', false), ' file_encoding_unsupported'],
    ['compression', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), ' file_compressed'],
    [
      'bytes that are no UTF-8',
      Uint8Array.from([...bytesOf('<a>\n'), 0xe9, ...bytesOf('</a>')]),
      '/lines/1 file_not_utf8',
    ],
    ['a letter cut off at its end', Uint8Array.from([...bytesOf('<a></a>\n'), 0xc3]), '/lines/2 file_not_utf8'],
  ])('%s', async (_, bytes, fault) => {
    expect((await refusalOf(() => pfifRecords([bytes]))).faults).toEqual([fault]);
  });

  it('being larger than it may', async () => {
    const refused = await refusalOf(() => pfifRecords(pfif('1.4', ''), { maxBytes: 50 }));
    expect(refused.faults).toEqual([' file_too_large']);
  });

  it('a fault in the middle, after the records before it, with the line and without the text', async () => {
    const seen: string[] = [];
    const text = pfif('1.4', `${pfifPerson({})}\n${pfifPerson({ full_name: 'Orlagh &unknown;' })}`);
    const refused = await refusalOf(async () => {
      for await (const record of readPfif(text)) seen.push(record.kind);
    });
    expect(seen).toEqual(['person']);
    expect(refused.faults).toEqual(['/lines/5 xml_malformed']);
    expect(refused.text).not.toMatch(/Orlagh|unknown;/);
  });
});

describe('memory', () => {
  it('stays flat while a document type goes by that never ends', async () => {
    let sent = 0;
    function* endless(): Generator<Uint8Array> {
      yield bytesOf('<!DOCTYPE p [<!ENTITY x "');
      const chunk = new Uint8Array(64 * 1024).fill(0x41);
      for (; sent < 100 * 1024 * 1024; sent += chunk.length) yield chunk;
    }
    expect((await refusalOf(() => pfifRecords(endless()))).faults).toEqual(['/lines/1 xml_token_too_long']);
    expect(sent).toBeLessThan(1024 * 1024);
  });
});
