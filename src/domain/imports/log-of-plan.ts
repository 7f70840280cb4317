// What the log keeps of an import: one entry for each person added, added to, or compared with.

import type { AuditNote } from '../audit/audit-entry.js';
import { identityFieldsOf } from '../identity/identity-particulars.js';
import { isNew, type PlannedPerson } from './plan-batch.js';

function subjectOf(
  person: PlannedPerson,
  pseudonym: string | null,
): Pick<AuditNote, 'subjectKind' | 'subjectId' | 'personId'> {
  return { subjectKind: 'person', subjectId: pseudonym, personId: person.id };
}

/** Comparing a file with a sealed identity tells its reader something of it, so the log has it as a reading. */
export function comparisonNote(
  person: PlannedPerson,
  pseudonym: string | null,
  importId: string | null = null,
): AuditNote {
  const details = { import: importId, differing: person.differing ?? [] };
  return { action: 'record_read', ...subjectOf(person, pseudonym), details };
}

/** `pseudonym` is the importing organisation's. */
export function importNotes(person: PlannedPerson, importId: string, pseudonym: string | null): AuditNote[] {
  const subject = subjectOf(person, pseudonym);
  const statements = person.news.length;
  if (isNew(person)) {
    const { sharingLevel, legalBasis, identity } = person.added;
    const identityFields = identity === null ? [] : identityFieldsOf(identity);
    const details = { import: importId, sharingLevel, legalBasis, identityFields, statements };
    return [{ action: 'person_registered', ...subject, details }];
  }
  const added: AuditNote = { action: 'statement_added', ...subject, details: { import: importId, statements } };
  return [
    ...(person.differing === null ? [] : [comparisonNote(person, pseudonym, importId)]),
    ...(statements === 0 ? [] : [added]),
  ];
}
