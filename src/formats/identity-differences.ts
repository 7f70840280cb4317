// Names the fields in which what the vault holds and what a file says of one person differ, and never what they hold.

import { IDENTITY_FIELDS, IDENTITY_KEY, type IdentityParticulars } from '../domain/identity/identity-particulars.js';

/** Notes of an import are lines of "field: value"; the differing ones are named by their field. */
const FIELD_LINE = /^([a-z_]{1,40}): /;

function differingNotes(first: string, second: string): string[] {
  const [one, other] = [linesOf(first), linesOf(second)];
  const differing = [...one.filter((line) => !other.includes(line)), ...other.filter((line) => !one.includes(line))];
  return differing.map((line) => FIELD_LINE.exec(line)?.[1] ?? 'notes');
}

function linesOf(notes: string): string[] {
  return notes
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** Sorted, each name once; equal identities give none. */
export function identityDifferences(held: IdentityParticulars, given: IdentityParticulars): string[] {
  const differing = IDENTITY_FIELDS.flatMap((field) => {
    const key = IDENTITY_KEY[field];
    if (field === 'notes') return differingNotes(held.notes ?? '', given.notes ?? '');
    return JSON.stringify(held[key] ?? null) === JSON.stringify(given[key] ?? null) ? [] : [field];
  });
  return [...new Set(differing)].sort();
}
