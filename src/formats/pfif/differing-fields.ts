// Names the fields in which two PFIF records of one person differ, and never what they hold.

import type { PfifPerson } from './pfif-person.js';

function noteIds(fields: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(
    [...fields.keys()].filter((key) => key.startsWith('note/')).map((key) => key.slice(0, key.lastIndexOf('/'))),
  );
}

/** "full_name" for a field of the person, "note.status" for one of a note that both have, "note" for a note that one of them lacks. */
function labelOf(key: string, known: readonly ReadonlySet<string>[]): string {
  if (!key.startsWith('note/')) return key;
  const at = key.lastIndexOf('/');
  return known.every((ids) => ids.has(key.slice(0, at))) ? `note.${key.slice(at + 1)}` : 'note';
}

/** Runs of white space count as one space: line breaks move when a record is copied. */
function normal(value: string | undefined): string {
  return value?.replace(/\s+/g, ' ') ?? '';
}

/** Sorted, each name once; the order of the two records does not matter. */
export function differingFields(first: Pick<PfifPerson, 'fields'>, second: Pick<PfifPerson, 'fields'>): string[] {
  const known = [noteIds(first.fields), noteIds(second.fields)];
  const keys = new Set([...first.fields.keys(), ...second.fields.keys()]);
  const differing = [...keys].filter((key) => normal(first.fields.get(key)) !== normal(second.fields.get(key)));
  return [...new Set(differing.map((key) => labelOf(key, known)))].sort();
}
