// Two records of one person are told apart by the names of their fields and by nothing that the fields hold.

import { describe, expect, it } from '@jest/globals';
import { differingFields } from '../../../src/formats/pfif/differing-fields.js';
import type { PfifPerson } from '../../../src/formats/pfif/pfif-person.js';
import { pfif, pfifNote, pfifPerson, pfifRecords } from '../../support/fixtures-of-formats.js';

async function person(version: string, fields: Record<string, string>, inside = ''): Promise<PfifPerson> {
  const [record] = await pfifRecords(pfif(version, pfifPerson(fields, inside)));
  if (record?.kind !== 'person') throw new Error('The record is no person.');
  return record.person;
}

describe('differingFields', () => {
  it('finds none between two versions of the same words', async () => {
    const note = { status: 'believed_alive', text: 'two  words' };
    const old = await person(
      '1.2',
      {
        first_name: 'Nora',
        last_name: 'Vale',
        other: 'description:\n    tall\n    thin',
        entry_date: '2021-01-01T00:00:00Z',
      },
      pfifNote({ ...note, found: 'true', entry_date: '2021-01-01T00:00:00Z' }),
    );
    const recent = await person(
      '1.4',
      { given_name: 'Nora', family_name: 'Vale', description: 'tall\nthin', entry_date: '2022-01-01T00:00:00Z' },
      pfifNote({ ...note, text: 'two\nwords', author_made_contact: 'true' }),
    );
    expect(differingFields(old, recent)).toEqual([]);
  });

  it('names fields of the person, of notes that both have, and notes that one lacks, in either order', async () => {
    const first = await person(
      '1.4',
      { full_name: 'Nora Vale', sex: 'female' },
      pfifNote({ status: 'believed_alive', text: 'x' }),
    );
    const second = await person(
      '1.4',
      { full_name: 'Nora Wale', sex: 'female', home_city: 'Weir' },
      pfifNote({ status: 'believed_dead', text: 'x' }) + pfifNote({ note_record_id: 'sarn.example/note.2', text: 'y' }),
    );
    const names = ['full_name', 'home_city', 'note', 'note.status'];
    expect(differingFields(first, second)).toEqual(names);
    expect(differingFields(second, first)).toEqual(names);
  });
});
