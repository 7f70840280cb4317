// PFIF 1.1 to 1.4 become identity for the vault, coarse particulars and statements; a note's text never becomes one.

import { describe, expect, it } from '@jest/globals';
import { readIdentityParticulars } from '../../../src/domain/identity/identity-reading.js';
import type { PfifPerson } from '../../../src/formats/pfif/pfif-person.js';
import type { PfifRecord } from '../../../src/formats/pfif/read-pfif.js';
import { bytesOf, NORA, pfif, pfifNote, pfifPerson, pfifRecords, piecesOf } from '../../support/fixtures-of-formats.js';

function personOf(record: PfifRecord | undefined): PfifPerson {
  if (record?.kind !== 'person') throw new Error('The record is no person.');
  return record.person;
}

async function personIn(fields: Record<string, string>, inside = '', version = '1.4'): Promise<PfifPerson> {
  return personOf((await pfifRecords(pfif(version, pfifPerson(fields, inside))))[0]);
}

async function told(note: Record<string, string>): Promise<string[]> {
  const { statements } = await personIn({}, pfifNote(note));
  return statements.map(({ kind, source, valid, details }) => `${kind} ${source} ${valid} ${JSON.stringify(details)}`);
}

function warningsOf(person: PfifPerson): string[] {
  return person.warnings.map(({ code, note }) => (note === null ? code : `${note}:${code}`));
}

describe('a record is refused alone', () => {
  it('without a record id, or with an endless one', async () => {
    const outside =
      pfifPerson({ person_record_id: '' }) + pfifPerson({ person_record_id: 'x'.repeat(201) }) + pfifPerson({});
    const records = await pfifRecords(pfif('1.4', outside));
    expect(records.map((record) => [record.record, record.kind, record.kind === 'refused' ? record.code : ''])).toEqual(
      [
        [1, 'refused', 'reference_missing'],
        [2, 'refused', 'reference_too_long'],
        [3, 'person', ''],
      ],
    );
  });

  it('when it is longer than 1 MiB, in text or in notes', async () => {
    const wordy = pfifPerson({}, pfifNote({ text: 'x'.repeat(200_000) }).repeat(6));
    const manyNotes = pfifPerson({}, '<p:note/>'.repeat(20_000));
    const records = await pfifRecords(pfif('1.4', wordy + manyNotes + pfifPerson({})));
    expect(records.map((record) => (record.kind === 'refused' ? record.code : record.kind))).toEqual([
      'record_too_long',
      'record_too_long',
      'person',
    ]);
  });
});

describe('a note', () => {
  it.each([
    [
      'is_note_author',
      [
        'proof_of_life from_person 2021-03-04T05:06:07Z {"contactStrength":"direct_one_way"}',
        'located person 2021-03-04T05:06:07Z {"attestedBy":"person"}',
      ],
    ],
    ['believed_alive', ['proof_of_life other 2021-03-04T05:06:07Z {"contactStrength":"hearsay"}']],
    ['believed_missing', ['disappearance other 2021-03-04T05:06:07Z {}']],
    ['believed_dead', ['death other 2021-03-04T05:06:07Z {}']],
    ['information_sought', []],
  ])('%s', async (status, statements) => {
    expect(await told({ status })).toEqual(statements);
  });

  it('without a status states nothing, whatever it says of contact', async () => {
    expect(await told({ author_made_contact: 'true', text: 'alive and well' })).toEqual([]);
  });

  it('from somebody in contact is first-hand', async () => {
    expect(await told({ status: 'believed_alive', author_made_contact: 'true' })).toEqual([
      'proof_of_life other 2021-03-04T05:06:07Z {"contactStrength":"firsthand"}',
    ]);
  });

  it('is dated by its entry where its own date is missing, and states nothing without both', async () => {
    const noted = { status: 'believed_missing', source_date: '2021-02-30T00:00:00Z' };
    expect(await told({ ...noted, entry_date: '2021-05-06T00:00:00Z' })).toEqual([
      'disappearance other 2021-05-06T00:00:00Z {}',
    ]);
    const undated = await personIn({}, pfifNote(noted));
    expect(undated.statements).toEqual([]);
    expect(warningsOf(undated)).toEqual(['sarn.example/note.1:note_without_date']);
  });

  it.each(['alive', 'constructor', '__proto__', 'BELIEVED_DEAD'])('with the status %s is a warning', async (status) => {
    const person = await personIn({}, pfifNote({ status }));
    expect(person.statements).toEqual([]);
    expect(warningsOf(person)).toEqual(['sarn.example/note.1:note_status_unknown']);
  });

  it('of another person is none of this one', async () => {
    const person = await personIn({}, pfifNote({ status: 'believed_dead', person_record_id: 'sarn.example/person.2' }));
    expect(person.statements).toEqual([]);
    expect(warningsOf(person)).toEqual(['sarn.example/note.1:note_of_another_person']);
  });

  it('has the grade of the import, F6 when none is stated', async () => {
    const text = pfif('1.4', pfifPerson({}, pfifNote({ status: 'believed_alive' })));
    const graded = personOf((await pfifRecords(text, { grade: { reliability: 'C', information: 3 } }))[0]);
    expect(graded.statements[0]?.grade).toEqual({ reliability: 'C', information: 3 });
    expect(personOf((await pfifRecords(text))[0]).statements[0]?.grade).toEqual({ reliability: 'F', information: 6 });
  });

  it('keeps its instant, so that two of one day have an order', async () => {
    const { statements } = await personIn({}, pfifNote({ status: 'believed_dead' }));
    expect(statements[0]?.writtenAt).toBe(Date.UTC(2021, 2, 4, 5, 6, 7));
  });

  it('outside its person is handed out under that person, with its text apart', async () => {
    const [record] = await pfifRecords(
      pfif('1.2', pfifNote({ person_record_id: NORA, status: 'believed_dead', text: 'Orla said so' })),
    );
    expect(record).toMatchObject({ kind: 'note', note: { personReference: NORA, statements: [{ kind: 'death' }] } });
    expect(record?.kind === 'note' && record.note.identityNotes).toContain('text: Orla said so');
    expect(record?.kind === 'note' && JSON.stringify(record.note.statements)).not.toContain('Orla');
  });
});

describe('identity', () => {
  it('never reaches statements, particulars or warnings', async () => {
    const marked = 'Canary Marked';
    const fields = [
      'full_name',
      'author_name',
      'author_email',
      'home_street',
      'description',
      'photo_url',
      'sex',
      'age',
      'date_of_birth',
    ];
    const noteFields = ['author_name', 'text', 'last_known_location', 'email_of_found_person', 'author_made_contact'];
    const person = await personIn(
      Object.fromEntries(fields.map((field) => [field, marked])),
      pfifNote({ status: 'believed_dead', ...Object.fromEntries(noteFields.map((field) => [field, marked])) }),
    );
    const { identity, fields: compared, ...open } = person;
    expect(JSON.stringify(open)).not.toContain('Canary');
    expect(JSON.stringify(identity)).toContain(marked);
    expect(compared.get('full_name')).toBe(marked);
  });

  it('has names with their order and role, each once, and passes what the vault asks of it', async () => {
    const { identity } = await personIn({
      full_name: 'Nora Vale\nԱնի',
      given_name: 'Nora',
      family_name: 'Vale',
      alternate_names: 'Nell\n?',
      date_of_birth: '1990-02',
      author_name: 'Ivo Senn',
      author_phone: '000-1',
      photo_url: 'https://sarn.example/1.jpg',
      home_country: 'XA',
    });
    expect(identity.names).toEqual([
      { text: 'Nora Vale', order: 'unknown', role: 'own' },
      { text: 'Անի', order: 'unknown', role: 'own' },
      { text: 'Nell', order: 'unknown', role: 'alias' },
    ]);
    expect(identity).toMatchObject({
      birthDate: '1990-02',
      sourceContact: { name: 'Ivo Senn', phone: '000-1' },
      photoUrl: 'https://sarn.example/1.jpg',
      notes: 'name: ?\nhome_country: XA',
    });
    expect(readIdentityParticulars(identity)).toMatchObject({ ok: true });
  });

  it('keeps as notes what cannot stand in a field of its own', async () => {
    const { identity } = await personIn({
      full_name: 'x'.repeat(201),
      photo_url: 'javascript:alert(1)',
      date_of_birth: 'spring',
    });
    expect(identity).toEqual({
      notes: `name: ${'x'.repeat(201)}\ndate_of_birth: spring\nphoto_url: javascript:alert(1)`,
    });
  });

  it('reads first and last name of 1.1 and 1.2, and the description out of other', async () => {
    const { identity } = await personIn(
      { first_name: 'Nora', last_name: 'Vale', home_zip: '77', other: 'description:\n    tall' },
      '',
      '1.1',
    );
    expect(identity).toEqual({
      names: [{ text: 'Nora Vale', order: 'given_first', role: 'own' }],
      notes: 'description: tall\nhome_postal_code: 77',
    });
  });
});

describe('particulars', () => {
  it.each([
    [{ date_of_birth: '1990-02-28' }, { from: 1990, to: 1990 }, []],
    [{ date_of_birth: '1990' }, { from: 1990, to: 1990 }, []],
    [{ age: '30', source_date: '2021-03-04T05:06:07Z' }, { from: 1990, to: 1991 }, []],
    [{ age: '35-45', source_date: '2000-01-01T00:00:00Z' }, { from: 1954, to: 1965 }, []],
    [
      { age: '35-45', date_of_birth: '1970-01', source_date: '2000-01-01T00:00:00Z' },
      { from: 1970, to: 1970 },
      ['age_contradicts_birth_date'],
    ],
    [{ age: '30' }, undefined, ['age_not_understood']],
    [{ age: '45-35', source_date: '2000-01-01T00:00:00Z' }, undefined, ['age_not_understood']],
    [{ date_of_birth: '1990-02-30' }, undefined, ['birth_date_not_understood']],
    [{ date_of_birth: '02/28/1990' }, undefined, ['birth_date_not_understood']],
  ])('%j', async (fields, birthYears, warnings) => {
    const person = await personIn(fields);
    expect(person.particulars.birthYears).toEqual(birthYears);
    expect(warningsOf(person)).toEqual(warnings);
  });

  it('have the sex of the vocabulary or none, and never a nationality', async () => {
    expect((await personIn({ sex: 'FEMALE', home_country: 'XA' })).particulars).toEqual({ sex: 'female' });
    const odd = await personIn({ sex: 'F' });
    expect(odd.particulars).toEqual({});
    expect(warningsOf(odd)).toEqual(['sex_unknown_value']);
  });
});

describe('a document', () => {
  it('may be any version, stand in an Atom feed, and hold fields of nobody', async () => {
    const feed =
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x"><entry><p:person xmlns:p="http://zesty.ca/pfif/1.3">` +
      `<p:person_record_id>${NORA}</p:person_record_id><x:person_record_id>other</x:person_record_id><p:faith>none</p:faith>` +
      `<p:sex>male</p:sex><p:sex>female</p:sex></p:person></entry></feed>`;
    const person = personOf((await pfifRecords(feed))[0]);
    expect(person).toMatchObject({ version: '1.3', reference: NORA, particulars: { sex: 'male' } });
    expect(warningsOf(person)).toEqual(['fields_ignored']);
    expect(JSON.stringify([person.identity, ...person.fields])).not.toContain('none');
  });

  it('says when a record expires and which others are called the same person', async () => {
    const person = await personIn(
      { expiry_date: '2022-01-01T00:00:00Z' },
      pfifNote({ linked_person_record_id: 'sarn.example/person.9' }),
    );
    expect(person).toMatchObject({
      expiresAt: Date.UTC(2022, 0, 1),
      linkedReferences: ['sarn.example/person.9'],
      statements: [],
    });
  });

  it('reads the same however its bytes are cut, inside a letter too', async () => {
    const text = pfif(
      '1.4',
      pfifPerson({ full_name: 'Անի <![CDATA[& Sons]]> &amp; &#x410;' }, pfifNote({ status: 'believed_alive' })).repeat(
        3,
      ),
    );
    const whole = await pfifRecords(text);
    for (const size of [1, 7, 64]) expect(await pfifRecords(piecesOf(bytesOf(text), [size]))).toEqual(whole);
    expect(personOf(whole[0]).identity.names?.[0]?.text).toBe('Անի & Sons & А');
    expect(whole.map(({ record, line }) => [record, line])).toEqual([
      [1, 3],
      [2, 6],
      [3, 9],
    ]);
  });
});
