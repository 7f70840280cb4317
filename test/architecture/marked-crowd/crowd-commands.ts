// The operator's commands on the registry of the marked crowd, as processes of their own, with marked rows in what they read.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pfif, pfifNote, pfifPerson } from '../../support/fixtures-of-formats.js';
import type { MarkedPerson } from './marked-people.js';
import type { CommandEnd, ServiceProcess } from './service-process.js';

const ENTRY = { entry_date: '2021-03-04T05:06:07Z', source_date: '2021-03-04T05:06:07Z' };

function record({ number, words, name, identity }: MarkedPerson): string {
  const w = (field: string): string => words[field] ?? '';
  return pfifPerson(
    {
      ...ENTRY,
      person_record_id: `crowd.example/person.${number}`,
      full_name: name,
      given_name: w('given'),
      family_name: w('unregistered'),
      author_name: w('contactName'),
      author_email: `${w('contactEmail')}@post.example`,
      author_phone: w('contactPhone'),
      description: (identity as { readonly marks: string }).marks,
      home_street: w('contactAddress'),
      date_of_birth: w('birthDate'),
      photo_url: `https://photos.example/${w('photo')}.jpg`,
    },
    pfifNote({
      note_record_id: `crowd.example/note.${number}`,
      person_record_id: `crowd.example/person.${number}`,
      author_name: w('kin'),
      status: 'believed_missing',
      text: w('notes'),
    }),
  );
}

/** Rows that are taken, one that is refused for what it holds, and a file that ends in the middle of a word. */
function files(people: readonly [MarkedPerson, MarkedPerson, ...MarkedPerson[]]): Readonly<Record<string, string>> {
  const [first, second] = people;
  const strange = {
    person_record_id: 'crowd.example/person.strange',
    full_name: first.name,
    sex: second.name,
  };
  const faulty = pfifPerson({ ...ENTRY, ...strange });
  const whole = pfif('1.4', [...people.map(record), faulty].join('\n'));
  const { unregistered } = first;
  return {
    'crowd.xml': whole,
    'cut.xml': whole.slice(0, whole.indexOf(unregistered) + unregistered.length),
    'table.csv': `${first.name},${second.name}\n${unregistered},=${unregistered}\n`,
    'mapping.json': JSON.stringify({ format: 'csv', version: 1, [unregistered]: first.name }),
    'figures.json': JSON.stringify({ figures: [{ id: unregistered, publisher: 5, [unregistered]: first.name }] }),
  };
}

/** The files stand apart from the folders that are searched: they hold the names by themselves. */
export async function runCrowdCommands(
  service: ServiceProcess,
  people: readonly [MarkedPerson, MarkedPerson, ...MarkedPerson[]],
  username: string,
): Promise<CommandEnd[]> {
  const given = path.join(service.folder, 'given');
  mkdirSync(given);
  for (const [name, text] of Object.entries(files(people))) writeFileSync(path.join(given, name), text);
  const file = (name: string): string => path.join(given, name);
  const into = (name: string): string => path.join(service.folder, 'work', name);
  const as = ['--as', username];
  const all: readonly (readonly string[])[] = [
    ['import', file('crowd.xml'), ...as, '--report', into('report.json')],
    ['import', file('cut.xml'), ...as, '--json'],
    ['import', file('table.csv'), '--mapping', file('mapping.json'), ...as],
    ['figures', 'load', file('figures.json'), ...as],
    ['audit', 'export', into('exported-log')],
    ['import', people[0].name, '--as', people[0].name],
  ];
  return Promise.all(all.map((words) => service.command(...words)));
}
